/* The desk's one script: while the network is gone, presses of check-in buttons wait on the device and are sent later.

A press is kept as random codes, a verb, its time and its own key; nothing that says who anybody is. The server takes
each key once, so sending twice is sending once. Without this script every button still works, as a plain form. */
"use strict";

(() => {
  const STORE = "dromena-desk-";
  const REST = 5000;
  const words = document.currentScript.dataset;
  let sending = false;

  // --- what is kept on the device: an entry for each press, so that two windows never overwrite each other ---
  function kept() {
    try {
      const names = Object.keys(localStorage).filter((name) => name.startsWith(STORE));
      const presses = names.map((name) => JSON.parse(localStorage.getItem(name))).filter(Boolean);
      return presses.sort((one, other) => one.time - other.time);
    } catch {
      return [];
    }
  }

  function keep(press) {
    localStorage.setItem(STORE + press.key, JSON.stringify(press));
    show();
  }

  function forget(press) {
    localStorage.removeItem(STORE + press.key);
    show();
  }

  function key() {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  }

  function pressOf(form) {
    const press = { key: key(), time: Date.now(), to: form.getAttribute("action") };
    for (const name of ["registration", "person", "number"]) {
      if (form.elements[name]) press[name] = form.elements[name].value;
    }
    return press;
  }

  // --- what people see ---
  const box = document.createElement("p");
  box.className = "desk-waiting";
  box.setAttribute("role", "status");

  function show(trouble = "") {
    const waiting = kept().length;
    box.hidden = !waiting;
    box.textContent = waiting ? `${words.waiting} ${waiting} ${trouble}` : "";
  }

  function say(press, text, settled) {
    for (const form of document.querySelectorAll("form[data-press]")) {
      const same = ["registration", "person"].every((name) => (form.elements[name]?.value || "") === (press[name] || ""));
      if (!same || form.getAttribute("action") !== press.to) continue;
      let line = form.parentElement.querySelector(":scope > .said");
      if (!line) {
        line = document.createElement("p");
        line.className = "said";
        line.setAttribute("role", "status");
        form.after(line);
      }
      line.textContent = text;
      const had = form.contains(document.activeElement);
      form.hidden = settled;
      if (had && settled) line.focus();
    }
  }

  // --- sending ---
  function token() {
    const config = document.getElementById("wagtail-config");
    return config ? JSON.parse(config.textContent).CSRF_TOKEN : "";
  }

  async function send(press) {
    const body = new URLSearchParams({ key: press.key, ago: Math.max(0, Math.round((Date.now() - press.time) / 1000)) });
    for (const name of ["registration", "person", "number"]) if (press[name]) body.set(name, press[name]);
    const headers = { Accept: "application/json", "X-CSRFToken": token() };
    return fetch(press.to, { method: "POST", body, headers, redirect: "manual", credentials: "same-origin" });
  }

  /* True when the press is settled: taken, or refused with a sentence. */
  async function settle(press) {
    const answer = await send(press);
    if (answer.status === 200) {
      const { done, said } = await answer.json();
      forget(press);
      say(press, said, done);
      return true;
    }
    if (answer.status === 404) {
      forget(press);
      say(press, words.refused, false);
      return true;
    }
    // Logged out, or the page is too old to be believed: the presses stay until somebody has logged in again.
    show(answer.status >= 500 || answer.status === 429 ? "" : words.login);
    return false;
  }

  async function sendAll() {
    if (sending) return;
    sending = true;
    try {
      for (const press of kept()) if (!(await settle(press))) break;
    } catch {
      show(words.offline);
    } finally {
      sending = false;
    }
  }

  function take(event, form) {
    const press = pressOf(form);
    try {
      keep(press);
    } catch {
      return; // nothing can be kept on this device: the form goes its plain way
    }
    event.preventDefault();
    say(press, words.pressed, true);
    sendAll();
  }

  function leave(event) {
    if (kept().length && !window.confirm(words.leave)) event.preventDefault();
    else kept().forEach(forget);
  }

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.matches("form[data-press]")) take(event, form);
    else if (form.getAttribute("action") === words.logout) leave(event);
  }, true);

  window.addEventListener("online", sendAll);
  window.addEventListener("storage", () => show());
  window.setInterval(() => kept().length && sendAll(), REST);
  document.addEventListener("DOMContentLoaded", () => {
    (document.querySelector("main") || document.body).prepend(box);
    for (const press of kept()) say(press, words.pressed, true);
    show();
    sendAll();
  });
})();
