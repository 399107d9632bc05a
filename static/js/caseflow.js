// Small comforts; every page works without them.
(() => {
  // A calendar beside each typed date; without this script the date is typed.
  function offerPickers(root) {
    for (const picker of root.querySelectorAll("input[data-picks]")) {
      const typed = document.getElementById(picker.dataset.picks);
      picker.hidden = false;
      picker.addEventListener("change", () => {
        typed.value = picker.value;
        typed.focus();
      });
    }
  }

  // A menu closes when something else is clicked, or on Escape.
  const open = () => document.querySelectorAll("details.menu[open]");
  document.addEventListener("click", (event) => {
    for (const menu of open()) if (!menu.contains(event.target)) menu.open = false;
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of open()) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });

  for (const button of document.querySelectorAll("button[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  }

  // An item of the knowledge base goes into the answer of a call, with what it rests on.
  document.addEventListener("click", (event) => {
    const { citeItem, citeBasis } = event.target.dataset;
    const [item, basis] = ["knowledge_item", "legal_basis"].map((id) => document.getElementById(id));
    if (!citeItem || !item || !basis) return;
    [item.value, basis.value] = [citeItem, citeBasis];
    document.querySelector('[name="step"][value="answer_now"]')?.click();
    item.focus();
    item.dispatchEvent(new Event("input", { bubbles: true }));
  });

  offerPickers(document);
  document.addEventListener("htmx:load", (event) => offerPickers(event.target));
})();
