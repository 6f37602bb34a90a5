// Keep what is typed in a long form, so that neither a crash nor an ended session loses it.
// It goes to this site alone, a few seconds after the last stroke, and is offered again later.
"use strict";

const PAUSE = 4000;

for (const form of document.querySelectorAll("form[data-keep-typed]")) {
  const said = form.querySelector("[data-kept]");
  let before = typed(form);
  let waiting = 0;

  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(keep, PAUSE);
  });
  form.addEventListener("submit", () => clearTimeout(waiting));
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") {
      keep();
    }
  });

  async function keep() {
    const now = typed(form);
    if (now === before) {
      return;
    }
    try {
      const answer = await fetch(form.dataset.keepTyped, {
        method: "POST",
        body: new URLSearchParams(now),
        keepalive: now.length < 60000,
      });
      const { kept, message } = await answer.json();
      said.textContent = message;
      if (kept) {
        before = now;
      }
    } catch {
      // Without a network there is nothing to do but to try again at the next stroke.
    }
  }
}

function typed(form) {
  return new URLSearchParams(new FormData(form)).toString();
}
