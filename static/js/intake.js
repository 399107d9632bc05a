// The intake desk: keys, copying, and live parts. Every page works without this script.
(() => {
  const typing = (target) => target.closest("input:not([type=checkbox]):not([type=radio]), textarea, select");

  function copies(root) {
    for (const button of root.querySelectorAll("button[data-copies]")) {
      button.hidden = !navigator.clipboard;
      button.addEventListener("click", async () => {
        await navigator.clipboard.writeText(document.getElementById(button.dataset.copies).textContent.trim());
        button.textContent = "已复制";
      });
    }
  }

  // A key of one letter or figure works where nothing is being typed; with Alt it works everywhere.
  document.addEventListener("keydown", (event) => {
    if (event.isComposing || event.ctrlKey || event.metaKey) return;
    if (!event.altKey && typing(event.target)) return;
    const wanted = event.altKey ? event.code.replace(/^(Digit|Key)/, "").toLowerCase() : event.key;
    const way = document.querySelector(`[data-key="${CSS.escape(wanted)}"]`);
    if (!way) return;
    event.preventDefault();
    way.click();
  });

  copies(document);
})();
