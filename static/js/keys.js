// Keys: each acts on what the page marks with data-key, and on nothing while somebody types.
(() => {
  const TYPING = "textarea, select, [contenteditable], input:not([type=checkbox], [type=radio], [type=submit])";
  const ROWS = "main tbody tr, main .items > li, main [data-row]";
  const STEPS = { j: 1, k: -1 };
  const PAIR = 1500; // milliseconds in which the second key of a pair such as “g q” must follow
  const sheet = document.getElementById("sheet");
  let led = -PAIR; // when “g” was pressed

  const types = (event) =>
    event.isComposing || event.keyCode === 229 || (event.target instanceof Element && event.target.closest(TYPING));

  // What is in sight goes before what a closed menu holds.
  function marked(keys) {
    const all = [...document.querySelectorAll(`[data-key="${CSS.escape(keys)}"]`)];
    return all.find((each) => each.checkVisibility()) ?? all[0];
  }

  function act(element) {
    if (element.matches("input:not([type=checkbox]), textarea, select, [tabindex]")) element.focus();
    else element.click();
    if (element.matches("summary")) element.parentElement.querySelector("a[href], button:enabled")?.focus();
    if (element.matches("input:not([type=checkbox])")) element.select();
  }

  function step(by) {
    const rows = [...document.querySelectorAll(ROWS)].filter((row) => row.querySelector("a[href]") && row.checkVisibility());
    const at = rows.findIndex((row) => row.contains(document.activeElement));
    const next = rows[at < 0 ? 0 : Math.min(Math.max(at + by, 0), rows.length - 1)];
    next?.querySelector("a[href]").focus();
    return Boolean(next);
  }

  function answers(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return false;
    if (sheet?.open) return false;
    const second = event.timeStamp - led < PAIR;
    led = event.key === "g" && !second ? event.timeStamp : -PAIR;
    if (!second && event.key in STEPS) return step(STEPS[event.key]);
    const element = marked(second ? `g ${event.key}` : event.key);
    if (element) act(element);
    return Boolean(element);
  }

  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || types(event)) led = -PAIR;
    else if (answers(event)) event.preventDefault();
  });

  // A link to a sheet lies over the page, so that nothing half-typed is left behind.
  document.addEventListener("click", async (event) => {
    const link = event.target.closest("a[data-sheet]");
    if (!link || !sheet || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const answer = await fetch(link.href, { headers: { "HX-Request": "true" } });
    if (!answer.ok) return;
    sheet.querySelector("[data-body]").innerHTML = await answer.text();
    if (!sheet.open) sheet.showModal();
  });
})();
