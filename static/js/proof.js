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
  let pending = null;
  let begun = 0;
  let solved = false;

  function solve(task) {
    return new Promise((resolve, reject) => {
      const calculator = new Worker(worker);
      calculator.onmessage = (message) => {
        calculator.terminate();
        resolve(message.data);
      };
      calculator.onerror = (error) => {
        calculator.terminate();
        reject(error);
      };
      calculator.postMessage(task.parameters);
    });
  }

  async function prove() {
    const answer = await fetch(challenge, { cache: "no-store", credentials: "omit" });
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
      form.requestSubmit ? form.requestSubmit() : form.submit();
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
