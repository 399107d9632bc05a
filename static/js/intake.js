// The intake desk: keys, time, copying, and lists that open while one types. Every page works without this script.
(() => {
  const desk = document.querySelector("form.intake");

  // With Alt a key of one letter or figure works while one types; alone it is one of keys.js.
  document.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "Enter" && event.ctrlKey && desk) {
      event.preventDefault();
      document.activeElement.blur(); // what is chosen in an open list counts
      desk.requestSubmit(desk.querySelector("[data-saves]"));
      return;
    }
    if (!event.altKey || event.ctrlKey || event.metaKey) return;
    const wanted = event.code.replace(/^(Digit|Key)/, "").toLowerCase();
    const way = document.querySelector(`[data-key="${CSS.escape(wanted)}"]`);
    if (!way) return;
    event.preventDefault();
    way.click();
  });

  for (const button of document.querySelectorAll("button[data-copies]")) {
    button.hidden = !navigator.clipboard;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(document.getElementById(button.dataset.copies).textContent.trim());
      button.textContent = "已复制";
    });
  }

  if (!desk) return;

  // Nothing is asked for any more once the page is being left: the answer would come to nobody.
  let leaving = false;
  desk.addEventListener("submit", () => (leaving = true));
  window.addEventListener("pageshow", () => (leaving = false));
  document.addEventListener("htmx:beforeRequest", (event) => {
    if (leaving) event.preventDefault();
  });

  // A reply to what stood in the form before its last change is not shown: the part of the page that is about to
  // ask again would go with it, and the last answer with that.
  let lastChange = 0;
  const asked = new WeakMap();
  desk.addEventListener("change", () => (lastChange = performance.now()), true);
  document.addEventListener("htmx:beforeRequest", (event) => asked.set(event.detail.xhr, performance.now()));
  document.addEventListener("htmx:beforeSwap", (event) => {
    const renewed = event.detail.target.matches("#guidance, #deadlines");
    if (renewed && asked.get(event.detail.xhr) < lastChange) event.detail.shouldSwap = false;
  });

  // How long the call has taken, since the page was first shown.
  const elapsed = document.getElementById("elapsed");
  function tick() {
    const seconds = Math.max(0, Math.floor(Date.now() / 1000 - Number(elapsed.dataset.since)));
    elapsed.textContent = `用时 ${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
    elapsed.hidden = !Number.isFinite(seconds);
  }
  tick();
  setInterval(tick, 1000);

  // Whoever says that it is another matter goes on with the name.
  desk.addEventListener("change", (event) => {
    if (event.target.name === "duplicates_checked" && event.target.checked) desk.elements.caller_name.focus();
  });

  const told = (field) => field.dispatchEvent(new Event("input", { bubbles: true }));
  const changed = (field) => field.dispatchEvent(new Event("change", { bubbles: true }));

  // A list below a box: arrows go, Enter chooses, Escape closes. `settle` says what leaving the box does.
  function listbox(input, { find, choose, settle }) {
    const list = document.createElement("ul");
    Object.assign(list, { id: `${input.id}-list`, className: "choices", role: "listbox", hidden: true });
    list.setAttribute("aria-label", `可选的${input.labels[0]?.textContent ?? ""}`);
    input.after(list);
    for (const [name, value] of Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id })) {
      input.setAttribute(name, value);
    }
    let asked = 0;
    const active = () => list.querySelector("[aria-selected=true]");

    function show(options) {
      list.replaceChildren(...options);
      options.forEach((option, n) => {
        option.id = `${list.id}-${n}`;
        option.setAttribute("role", "option");
        option.setAttribute("aria-selected", "false");
      });
      list.hidden = !options.length;
      input.setAttribute("aria-expanded", String(!list.hidden));
      input.removeAttribute("aria-activedescendant");
    }

    function mark(option) {
      active()?.setAttribute("aria-selected", "false");
      option.setAttribute("aria-selected", "true");
      input.setAttribute("aria-activedescendant", option.id);
      option.scrollIntoView({ block: "nearest" });
    }

    function take(option) {
      asked += 1;
      choose(option);
      show([]);
    }

    async function look() {
      const turn = (asked += 1);
      const options = await find(input.value.trim());
      if (turn !== asked) return;
      show(options);
      if (options.length && settle) mark(options[0]);
    }

    input.addEventListener("input", look);
    input.addEventListener("keydown", (event) => {
      if (event.isComposing || event.ctrlKey) return;
      const options = [...list.children];
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        if (list.hidden) return void look();
        const step = event.key === "ArrowDown" ? 1 : -1;
        mark(options.at((options.indexOf(active()) + step + (active() ? 0 : step < 0 ? 1 : 0)) % options.length));
      } else if (event.key === "Enter") {
        event.preventDefault();
        if (!list.hidden && active()) take(active());
      } else if (event.key === "Tab" && settle && !list.hidden && active()) {
        take(active());
      } else if (event.key === "Escape") {
        show([]);
      }
    });
    list.addEventListener("pointerdown", (event) => {
      event.preventDefault();
      const option = event.target.closest("[role=option]");
      if (option) take(option);
    });
    input.addEventListener("blur", () => {
      if (settle && !list.hidden && active()) take(active());
      asked += 1;
      show([]);
      settle?.();
    });
  }

  // The category is typed: 欠薪, 拖欠工资 or qx. The list that is sent is kept behind the box.
  const select = desk.elements.category;
  const box = document.createElement("input");
  Object.assign(box, { type: "text", id: select.id, className: "form-control", autocomplete: "off" });
  for (const name of ["aria-describedby", "aria-invalid"]) {
    if (select.hasAttribute(name)) box.setAttribute(name, select.getAttribute(name));
  }
  box.classList.toggle("is-invalid", select.classList.contains("is-invalid"));
  select.id += "-sent";
  select.hidden = true;
  select.before(box);
  const known = [...select.options].filter((option) => option.value);
  const chosen = () => (select.value ? select.selectedOptions[0].textContent : "");
  const typed = desk.elements.category_typed; // kept with the draft until something is chosen
  box.value = chosen() || typed.value;
  box.addEventListener("input", () => (typed.value = box.value));

  function fitting(text) {
    const wanted = text.toLowerCase();
    const rank = (option) => {
      const keys = [option.textContent, option.value, ...(option.dataset.keys ?? "").split(" ")];
      return Math.min(...keys.map((key) => (key === wanted ? 0 : key.startsWith(wanted) ? 1 : key.includes(wanted) && wanted.length > 1 ? 2 : 9)));
    };
    const ranked = known.map((option) => [rank(option), option]).filter(([place]) => place < 9);
    return ranked.sort(([a], [b]) => a - b).map(([, option]) => option);
  }

  listbox(box, {
    find: async (text) =>
      (text ? fitting(text).slice(0, 10) : known).map((option) => {
        const line = document.createElement("li");
        line.dataset.value = option.value;
        line.textContent = `${option.textContent} `;
        const group = document.createElement("span");
        group.className = "secondary";
        group.textContent = `${option.value} ${option.parentElement.label ?? ""}`;
        line.append(group);
        return line;
      }),
    choose: (line) => {
      select.value = line.dataset.value;
      box.value = typed.value = chosen();
      told(select);
      changed(select);
    },
    settle: () => {
      if (!box.value.trim() && select.value) {
        select.value = "";
        told(select);
        changed(select);
      }
      box.value = typed.value = chosen() || box.value.trim();
    },
  });

  // Which union is in charge, once it is known.
  const unit = desk.elements.proposed_unit_id;
  const jurisdiction = document.getElementById("jurisdiction");
  function locate() {
    jurisdiction.hidden = !unit.value;
    jurisdiction.textContent = unit.value ? `属地单位：${unit.selectedOptions[0].textContent}` : "";
  }
  unit.addEventListener("change", locate);
  locate();

  // The employer is typed by name, initials or credit code; what is known of it is filled in.
  if (desk.dataset.employers) {
    const { employer_name: employer, credit_code, employer_address, work_place } = desk.elements;
    listbox(employer, {
      find: async (text) => {
        if (text.length < 2) return [];
        const answer = await fetch(`${desk.dataset.employers}?q=${encodeURIComponent(text)}`).catch(() => null);
        if (!answer?.ok) return [];
        const page = new DOMParser().parseFromString(await answer.text(), "text/html");
        return [...page.querySelectorAll("[role=option]")].map((option) => document.adoptNode(option));
      },
      choose: ({ dataset }) => {
        employer.value = dataset.name;
        credit_code.value = dataset.creditCode;
        employer_address.value = dataset.address;
        work_place.value ||= dataset.address;
        unit.value = dataset.unitId;
        locate();
        told(employer);
        changed(employer);
      },
    });
  }
})();
