// Saves as one types. Each form with a draft bar (templates/macros/drafts.html) is kept on the server; without
// scripts the button of the bar does the same.
(() => {
  const PAUSE = 1500; // after the last key
  const FIRST_WAIT = 2000; // before trying again, doubled each time
  const LONGEST_WAIT = 60000;
  const SESSION = "session-ends"; // session.js notes there when the session ends

  function keep(bar) {
    const form = bar.closest("form");
    const [button, said, signIn] = [bar.querySelector("button"), bar.querySelector("[role=status]"), bar.querySelector("a")];
    let saved = bar.hasAttribute("data-unsaved") ? "" : typed().toString();
    let timer = 0;
    let request = null; // one at a time
    let failures = 0;
    let resting = false; // the session has ended
    let sent = false;

    function typed() {
      const fields = [...new FormData(form)].filter(([, value]) => typeof value === "string");
      return new URLSearchParams(fields);
    }

    function say(words) {
      if (said.textContent !== words) said.textContent = words;
    }

    function later(wait) {
      clearTimeout(timer);
      timer = setTimeout(save, wait);
    }

    async function save() {
      clearTimeout(timer);
      const fields = typed();
      const words = fields.toString();
      if (request || resting || sent || words === saved) return;
      say("正在保存");
      request = new AbortController();
      try {
        const answer = await fetch(bar.dataset.draft, {
          method: "POST",
          body: fields,
          headers: { "HX-Request": "true" }, // a refusal is answered in plain words
          signal: request.signal,
        });
        if (answer.ok) done(await answer.json(), words);
        else refused(answer.status, await answer.text(), words);
      } catch (failure) {
        if (failure.name !== "AbortError") tryAgain();
      }
      request = null;
      if (!failures && typed().toString() !== saved) later(PAUSE);
    }

    function done({ token, at }, words) {
      failures = 0;
      const elsewhere = form.elements.token.value !== token;
      if (elsewhere) lieUnder(token);
      saved = elsewhere ? typed().toString() : words;
      say(elsewhere ? `另一个窗口也在改这份草稿，这里的内容已另存一份 ${at}` : `已保存 ${at}`);
    }

    function lieUnder(token) {
      bar.dataset.draft = bar.dataset.draft.replace(form.elements.token.value, token);
      button.formAction = bar.dataset.draft;
      form.elements.token.value = token;
    }

    function refused(status, words, content) {
      if (status >= 500) return tryAgain();
      failures = 0;
      resting = status === 401;
      signIn.hidden = !resting;
      saved = content; // the same again would be refused again
      say(resting ? `${words}内容还在本页。` : `没有保存：${words}`);
    }

    function tryAgain() {
      failures += 1;
      say("没有保存：连不上服务器，内容还在本页，稍后自动再存");
      later(Math.min(FIRST_WAIT * 2 ** (failures - 1), LONGEST_WAIT));
    }

    function leave() {
      const fields = typed();
      if (sent || fields.toString() === saved) return;
      if (!navigator.sendBeacon(bar.dataset.draft, fields)) fetch(bar.dataset.draft, { method: "POST", body: fields });
    }

    function goOn(event) {
      if (event.key !== SESSION || !(Number(event.newValue) > Date.now()) || !resting) return;
      resting = false;
      saved = "";
      signIn.hidden = true;
      save();
    }

    form.addEventListener("input", () => later(PAUSE));
    form.addEventListener("change", () => later(PAUSE));
    form.addEventListener("focusout", save);
    form.addEventListener("submit", () => {
      sent = true;
      clearTimeout(timer);
      if (request) request.abort();
    });
    window.addEventListener("pageshow", () => (sent = false));
    window.addEventListener("pagehide", leave);
    window.addEventListener("online", save);
    window.addEventListener("storage", goOn);
    document.addEventListener("visibilitychange", () => document.hidden && save());
    if (!saved) later(0);
  }

  document.querySelectorAll("[data-draft]").forEach(keep);
})();
