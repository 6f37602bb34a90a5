// Renew the number of signatures while somebody looks at the page. Without this, reloading does it.
// It asks this site for one small file that every reader shares, seldom, and not in the background.
"use strict";

const EVERY = 15000;
const LONGEST = 15 * 60000;
const AT_MOST = 120;

for (const box of document.querySelectorAll("[data-live]")) {
  const number = box.querySelector("[data-live-number]");
  if (number && !navigator.connection?.saveData) {
    wait(box, EVERY, AT_MOST);
  }
}

function wait(box, pause, left) {
  if (left > 0) {
    // Some before, some after: readers who came together do not all ask together.
    setTimeout(ask, pause * (0.8 + 0.4 * Math.random()), box, pause, left);
  }
}

async function ask(box, pause, left) {
  if (document.visibilityState === "hidden") {
    document.addEventListener("visibilitychange", () => ask(box, EVERY, left), { once: true });
    return;
  }
  try {
    const answer = await fetch(box.dataset.live, { credentials: "omit" });
    if (!answer.ok) {
      throw new Error(answer.status);
    }
    show(box, await answer.json());
    wait(box, EVERY, left - 1);
  } catch {
    // The site has enough to do, or the network is gone: ask half as often each time.
    wait(box, Math.min(2 * pause, LONGEST), left - 1);
  }
}

function show(box, { signatures, goal, words }) {
  const meter = box.querySelector(".meter");
  box.querySelector("[data-live-number]").textContent = words.signatures;
  box.querySelector("[data-live-goal]").textContent = words.goal;
  meter.setAttribute("aria-label", words.progress);
  meter.querySelector(".meter-done").setAttribute("width", `${(100 * signatures) / goal}%`);
}
