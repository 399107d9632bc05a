// Says now and then, while the page is in sight, that somebody is here; the answer names the others (#presence).
(() => {
  const spot = document.getElementById("presence");
  if (!spot) return;

  const say = () => document.visibilityState === "visible" && htmx.trigger(spot, "here");

  let last = "";
  spot.addEventListener("htmx:beforeSwap", (event) => {
    const said = event.detail.xhr.responseText.trim();
    event.detail.shouldSwap = event.detail.xhr.status === 200 && said !== last; // nothing is read out twice
    last = said;
  });
  document.addEventListener("DOMContentLoaded", say);
  document.addEventListener("visibilitychange", say);
  setInterval(say, Number(spot.dataset.seconds) * 1000);
})();
