// Keys on the page of a proceeding, where nothing is being typed: each leads to what bears its letter (data-key).
(() => {
  const typing = (target) => target.closest("input:not([type=checkbox]):not([type=radio]), textarea, select");

  function go(place) {
    if (place.matches("textarea, input")) return place.focus();
    place.click();
    if (place.matches("summary")) place.parentElement.querySelector("a, button")?.focus();
  }

  document.addEventListener("keydown", (event) => {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    const place = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
    if (!place) return;
    event.preventDefault();
    go(place);
  });
})();
