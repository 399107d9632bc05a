// Comfort on lists: choosing rows, and a list that keeps itself up to date. Everything works without it.
(() => {
  const EVERY = 30_000;
  const picks = () => [...document.querySelectorAll('input[name="pick"][form="bulk"]')];
  const picked = () => picks().filter((box) => box.checked);
  let last = null; // the box that was clicked before, for a range

  function say() {
    const note = document.querySelector("[data-picked]");
    const all = document.querySelector("[data-pick-all]");
    if (!note) return;
    note.dataset.empty ??= note.textContent;
    const count = picked().length;
    note.textContent = count ? `已选 ${count} 件：` : note.dataset.empty;
    all.hidden = false;
    all.checked = count > 0 && count === picks().length;
    all.indeterminate = count > 0 && !all.checked;
    for (const box of picks()) box.closest("tr").classList.toggle("row-picked", box.checked);
  }

  document.addEventListener("click", (event) => {
    const box = event.target;
    if (box.matches?.("[data-pick-all]")) for (const each of picks()) each.checked = box.checked;
    else if (!box.matches?.('input[name="pick"][form="bulk"]')) return;
    else {
      const every = picks();
      const [a, b] = [every.indexOf(last), every.indexOf(box)].sort((x, y) => x - y);
      if (event.shiftKey && a >= 0) for (const each of every.slice(a, b)) each.checked = box.checked;
      last = box;
    }
    say();
  });

  // The list asks for itself now and then, unless somebody is busy with it.
  const list = () => document.getElementById("live");
  const busy = () =>
    document.hidden ||
    picked().length > 0 ||
    document.activeElement?.matches("input:not([type=checkbox]), select, textarea, [contenteditable]") ||
    document.querySelector("dialog[open], details.menu[open]");
  const rows = () => [...document.querySelectorAll("#live [data-row]")];
  const ask = () => {
    if (list() && !busy()) htmx.trigger(list(), "refresh");
  };
  let before = new Map();
  let anchor = null;

  document.addEventListener("htmx:beforeSwap", (event) => {
    if (event.detail.target.id !== "live") return;
    if (event.detail.xhr.status !== 200 || busy()) event.detail.shouldSwap = false;
    before = new Map(rows().map((row) => [row.dataset.row, row.textContent]));
    const first = rows().find((row) => row.getBoundingClientRect().top >= 0);
    const focused = document.activeElement?.closest("#live [data-row]");
    anchor = { id: first?.dataset.row, top: first?.getBoundingClientRect().top, focused: focused?.dataset.row };
  });

  document.addEventListener("htmx:afterSwap", (event) => {
    if (event.detail.target.id !== "live") return;
    for (const row of rows())
      if (before.get(row.dataset.row) !== row.textContent) row.classList.add("row-changed");
    const find = (id) => id && document.querySelector(`#live [data-row="${id}"]`);
    find(anchor.focused)?.querySelector("[data-open]").focus({ preventScroll: true });
    const first = find(anchor.id);
    if (first) window.scrollBy(0, first.getBoundingClientRect().top - anchor.top);
    say();
  });

  setInterval(ask, EVERY);
  document.addEventListener("visibilitychange", ask);
  window.addEventListener("pageshow", say);
  say();
})();
