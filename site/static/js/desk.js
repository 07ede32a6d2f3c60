/* The desk's one script: while the network is gone, what is pressed at the door waits on the device and is sent later.

A press is kept as random codes, numbers, its time and its own key; nothing that says who anybody is: the name of a
walk-in stays in the memory of the open page alone. The server takes each key once, so sending twice is sending once.
Without this script every button still works, as a plain form. */
"use strict";

(() => {
  const STORE = "dromena-desk-";
  const REST = 5000;
  // Answers that hold for every press: no longer logged in (a redirect is 0 here), not believed, too many at once.
  const FOR_ALL = [0, 401, 403, 429];
  // Never kept on the device: what would let somebody act as us, words about people, and what only a page needs.
  const NOT_KEPT = ["csrfmiddlewaretoken", "key", "name", "q", "reason"];
  const words = document.currentScript.dataset;
  const names = new Map();
  // Pressed on this page and not tried in vain yet: whoever pressed is still looking at the button.
  const fresh = new Set();
  let sending = false;

  // --- what is kept on the device: an entry for each press, so that two windows never overwrite each other ---
  function read(name) {
    try {
      return JSON.parse(localStorage.getItem(name));
    } catch {
      return null;
    }
  }

  function kept() {
    try {
      const stored = Object.keys(localStorage).filter((name) => name.startsWith(STORE));
      const presses = stored.map(read).filter((press) => press?.fields);
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
    names.delete(press.key);
    show();
  }

  /* What an older script left can be neither sent nor shown, so nobody would ever be rid of it. */
  function tidy() {
    try {
      const stored = Object.keys(localStorage).filter((name) => name.startsWith(STORE));
      for (const name of stored) if (!read(name)?.fields) localStorage.removeItem(name);
    } catch {
      // nothing can be kept on this device, so nothing is left over
    }
  }

  function key() {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  }

  function pressOf(form) {
    const press = { key: key(), time: Date.now(), to: form.getAttribute("action"), fields: {} };
    for (const field of form.elements) {
      if (field.name && field.type !== "submit" && !NOT_KEPT.includes(field.name)) press.fields[field.name] = field.value;
    }
    return press;
  }

  /* The undoing of a check-in whose row is not on the page in its new state yet. */
  function undoing(press) {
    const { registration = "", person } = press.fields;
    // Names the press it takes back, which may be on its way still: the server notes that one as the later.
    const fields = person ? { registration, person, after: press.key } : { registration, after: press.key };
    return { key: key(), time: Date.now(), to: press.to.replace("/check-in/", "/undo/"), fields, undoes: press.to };
  }

  // --- what people see ---
  const box = document.createElement("div");
  const waiting = document.createElement("p");
  const refusals = document.createElement("ul");
  box.className = "desk-waiting";
  waiting.setAttribute("role", "status");
  refusals.setAttribute("role", "alert");
  box.append(waiting, refusals);

  function show(trouble = "") {
    const number = kept().length;
    waiting.textContent = number ? `${words.waiting} ${number} ${trouble}` : "";
    waiting.hidden = !number;
    box.hidden = !number && !refusals.children.length;
  }

  function button(text, act) {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "button button-secondary";
    made.textContent = text;
    made.addEventListener("click", act);
    return made;
  }

  /* Stands on whatever page is open until somebody says that they have read it. */
  function report(text) {
    const line = document.createElement("li");
    const read = button(words.read, () => {
      line.remove();
      show();
    });
    line.append(`${text} `, read);
    refusals.append(line);
    show();
  }

  function formsOf(press) {
    return [...document.querySelectorAll("form[data-press]")].filter((form) => {
      const same = ["registration", "person"].every((name) => (form.elements[name]?.value || "") === (press.fields[name] || ""));
      return same && form.getAttribute("action") === (press.undoes || press.to);
    });
  }

  function lineBeside(form) {
    let line = form.nextElementSibling;
    if (!line?.matches(".said")) {
      line = document.createElement("p");
      line.className = "said";
      line.setAttribute("role", "status");
      line.tabIndex = -1;
      form.after(line);
    }
    return line;
  }

  function say(press, text, settled) {
    const forms = formsOf(press);
    for (const form of forms) {
      const line = lineBeside(form);
      const had = form.contains(document.activeElement);
      line.textContent = text;
      form.hidden = settled && !press.undoes && Boolean(press.fields.registration);
      if (form.hidden && press.to.includes("/check-in/")) line.append(" ", button(words.undo, () => send(undoing(press))));
      if (had && form.hidden) line.focus();
    }
    return forms.length > 0;
  }

  // --- sending ---
  function token() {
    const config = document.getElementById("wagtail-config");
    return config ? JSON.parse(config.textContent).CSRF_TOKEN : "";
  }

  async function post(press) {
    const ago = Math.max(0, Math.round((Date.now() - press.time) / 1000));
    const body = new URLSearchParams({ ...press.fields, key: press.key, ago });
    if (names.has(press.key)) body.set("name", names.get(press.key));
    const headers = { Accept: "application/json", "X-CSRFToken": token() };
    return fetch(press.to, { method: "POST", body, headers, redirect: "manual", credentials: "same-origin" });
  }

  /* What a press is about: presses about the same keep their order, walk-ins have none. */
  function matter(press) {
    return press.fields.registration || (press.to.includes("/walk-in/") ? press.key : press.to);
  }

  /* True when others may follow: the press is taken, refused with a sentence, or its matter is put off for now. */
  async function settle(press, putOff) {
    const answer = await post(press);
    if (answer.status === 200) {
      const { done, said } = await answer.json();
      forget(press);
      const seen = say(press, said, done);
      if (!done && !(seen && fresh.has(press.key))) report(said);
      fresh.delete(press.key);
      return true;
    }
    if (answer.status === 404) {
      forget(press);
      say(press, words.refused, false);
      report(words.refused);
      return true;
    }
    if (!FOR_ALL.includes(answer.status)) {
      putOff.add(matter(press));
      fresh.delete(press.key);
      show();
      return true;
    }
    // Logged out, or the page is too old to be believed: the presses stay until somebody has logged in again.
    show(answer.status === 429 ? "" : words.login);
    return false;
  }

  async function sendAll() {
    if (sending) return;
    sending = true;
    const putOff = new Set();
    const next = () => kept().find((press) => !putOff.has(matter(press)));
    try {
      for (let press = next(); press; press = next()) if (!(await settle(press, putOff))) break;
    } catch {
      fresh.clear();
      show(words.offline);
    } finally {
      sending = false;
    }
  }

  function send(press) {
    keep(press);
    fresh.add(press.key);
    say(press, words.pressed, true);
    sendAll();
  }

  function take(event, form) {
    const press = pressOf(form);
    const name = form.elements.name?.value || "";
    if (name) names.set(press.key, name);
    try {
      send(press);
    } catch {
      names.delete(press.key);
      return; // nothing can be kept on this device: the form goes its plain way
    }
    event.preventDefault();
    if (form.elements.name) form.reset();
  }

  function leave(event) {
    if (kept().length && !window.confirm(words.leave)) event.preventDefault();
    else kept().forEach(forget);
  }

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.matches("form[data-press]")) take(event, form);
    else if (form.getAttribute("action") === words.logout) leave(event);
    else if (!navigator.onLine && form.closest(".desk")) {
      // The browser would put its own page in the place of this one, and with it what staff have in view.
      event.preventDefault();
      lineBeside(form).textContent = words.needs;
    }
  }, true);

  window.addEventListener("online", sendAll);
  window.addEventListener("storage", () => show());
  window.setInterval(() => kept().length && sendAll(), REST);
  document.addEventListener("DOMContentLoaded", () => {
    (document.querySelector("main") || document.body).prepend(box);
    tidy();
    for (const press of kept()) say(press, words.pressed, true);
    show();
    sendAll();
  });
})();
