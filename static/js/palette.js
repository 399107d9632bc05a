// The palette: Ctrl K opens it, what is typed is looked up, arrow keys choose, Enter goes there, Esc closes it.
// Also opens on the event `caseflow:palette`. Without this script the box in the top bar does the same by a form.
(() => {
  const dialog = document.getElementById("palette");
  if (!dialog) return;

  const PAUSE = 150; // milliseconds without typing before the words are looked up
  const [box, list] = [dialog.querySelector("input"), dialog.querySelector("ul")];
  let timer = 0;
  let latest = 0; // answers that come after a newer question are dropped
  let shown = null; // what the list answers

  const options = () => [...list.querySelectorAll("[role=option]")];
  const chosen = () => list.querySelector("[aria-selected=true]");

  function choose(option) {
    chosen()?.setAttribute("aria-selected", "false");
    option?.setAttribute("aria-selected", "true");
    option?.scrollIntoView({ block: "nearest" });
    box.setAttribute("aria-activedescendant", option?.id ?? "");
  }

  async function lookUp() {
    clearTimeout(timer);
    const [asked, typed] = [++latest, box.value.trim()];
    const answer = await fetch(`${dialog.dataset.address}?q=${encodeURIComponent(typed)}`, { redirect: "manual" });
    if (asked !== latest) return;
    if (answer.ok) list.innerHTML = await answer.text();
    else list.replaceChildren(Object.assign(document.createElement("li"), { className: "palette-note", textContent: dialog.dataset.failed }));
    shown = typed;
    choose(options()[0]);
  }

  function open() {
    if (dialog.open) return;
    dialog.showModal();
    box.select();
    lookUp();
  }

  async function go() {
    if (shown !== box.value.trim()) await lookUp();
    chosen()?.querySelector("a").click();
  }

  box.addEventListener("input", (event) => {
    clearTimeout(timer);
    if (!event.isComposing) timer = setTimeout(lookUp, PAUSE);
  });
  box.addEventListener("compositionend", () => {
    timer = setTimeout(lookUp, PAUSE);
  });
  dialog.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      const all = options();
      choose(all[(all.indexOf(chosen()) + step + all.length) % all.length]);
    } else if (event.key === "Enter") {
      go();
    } else return;
    event.preventDefault();
  });
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close(); // beside the box
  });

  document.addEventListener("caseflow:palette", open);
  document.addEventListener("keydown", (event) => {
    if (event.key.toLowerCase() !== "k" || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
    event.preventDefault();
    open();
  });
})();
