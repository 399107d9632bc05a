// Warns before the session ends, and offers to go on. Text and durations come from the page (#session-bar).
(() => {
  const bar = document.getElementById("session-bar");
  if (!bar) return;

  const KEY = "session-ends"; // shared by all tabs: being active in one keeps the others quiet
  const CHECK_EVERY = 5000;
  const [warning, over] = [bar.querySelector("[data-warning]"), bar.querySelector("[data-over]")];

  const ends = () => Number(localStorage.getItem(KEY));
  const last = (seconds) => localStorage.setItem(KEY, Date.now() + seconds * 1000);

  function show() {
    const left = ends() - Date.now();
    bar.hidden = left > Number(bar.dataset.warnSeconds) * 1000;
    warning.hidden = left <= 0;
    over.hidden = left > 0;
  }

  async function goOn() {
    const answer = await fetch(bar.dataset.ping, { redirect: "manual" });
    last(answer.ok ? (await answer.json()).seconds : 0);
    show();
  }

  last(Number(bar.dataset.seconds));
  warning.querySelector("button").addEventListener("click", goOn);
  window.addEventListener("storage", show);
  document.addEventListener("visibilitychange", show);
  document.addEventListener("htmx:responseError", (event) => {
    if (event.detail.xhr.status !== 401) return;
    last(0);
    show();
  });
  setInterval(show, CHECK_EVERY);
})();
