// First-use hints: open until the reader closes them; what was closed is kept in this browser, for each person.
(() => {
  const kept = (hint) => `hint:${hint.dataset.hint}`;

  for (const hint of document.querySelectorAll("details[data-hint]")) {
    if (localStorage.getItem(kept(hint))) continue;
    hint.open = true;
    hint.addEventListener("toggle", () => {
      if (!hint.open) localStorage.setItem(kept(hint), "closed");
    });
    const close = hint.querySelector("button");
    close.hidden = false;
    close.addEventListener("click", () => {
      hint.open = false;
    });
  }
})();
