// Proof of work, while a petition asks for it: fetch a challenge, have it solved beside the page, and
// send the solution with the form. If any of it fails, the form goes as it would without JavaScript.
(() => {
  "use strict";
  const { challenge, worker } = document.currentScript.dataset;
  const field = document.querySelector('input[name="proof"]');
  const form = field && field.form;
  if (!form || !window.Worker || !window.crypto || !window.crypto.subtle) return;
  const status = form.querySelector("[data-proof-status]");
  const TOO_OLD = 8 * 60 * 1000; // a challenge is good for ten minutes
  const TOO_LONG = 60 * 1000; // nobody is kept waiting longer than that
  let calculator = null; // held here: a worker that nothing refers to may be thrown away while it calculates
  let pending = null;
  let begun = 0;
  let solved = false;

  function solve(task) {
    calculator = new Worker(worker);
    return new Promise((resolve, reject) => {
      calculator.onmessage = (message) => resolve(message.data);
      calculator.onerror = reject;
      setTimeout(reject, TOO_LONG);
      calculator.postMessage(task.parameters);
    }).finally(() => calculator.terminate());
  }

  async function prove() {
    const signal = AbortSignal.timeout ? AbortSignal.timeout(TOO_LONG) : undefined;
    const answer = await fetch(challenge, { cache: "no-store", credentials: "omit", signal });
    if (!answer.ok) return "";
    const task = await answer.json();
    const solution = await solve(task);
    return solution ? btoa(JSON.stringify({ challenge: task, solution })) : "";
  }

  function begin() {
    if (!pending || Date.now() - begun > TOO_OLD) {
      begun = Date.now();
      pending = prove().catch(() => "");
    }
    return pending;
  }

  form.addEventListener("focusin", begin);
  form.addEventListener("submit", (event) => {
    if (solved) return;
    event.preventDefault();
    status.textContent = status.dataset.working;
    status.hidden = false;
    begin().then((proof) => {
      field.value = proof;
      solved = true;
      // Where the proof was ready before, the press is still being told about, and a form that is
      // asked to go meanwhile stays where it is.
      setTimeout(() => (form.requestSubmit ? form.requestSubmit() : form.submit()), 0);
    });
  });
  // Back from the next page: the challenge was spent.
  window.addEventListener("pageshow", (event) => {
    if (!event.persisted) return;
    pending = null;
    solved = false;
    field.value = "";
    status.hidden = true;
  });
})();
