// Keeps what is typed in forms marked with data-keep on the device until it is saved, and offers it back.
// One copy for each person, address and form that was opened, so that two tabs never write over each other.
(() => {
  "use strict";
  const owner = document.querySelector("meta[name=keep-for]")?.content;
  if (!owner) return;
  const { device, memory, valuesOf, controlsOf, same, offer, tell } = window.autosave;
  const DAYS = 14;
  const MINE = `${device.PREFIX}${owner}|`;
  const page = Array.from(crypto.getRandomValues(new Uint32Array(2)), (part) => part.toString(36)).join("");
  const open = new Map();
  let isLeaving = false;
  let opened = 0;

  class FormCopy {
    constructor(form) {
      const action = new URL(form.getAttribute("action") || location.pathname, location.href);
      this.form = form;
      this.place = `${MINE}${action.pathname}${action.search}#${form.id}|`;
      opened += 1;
      this.key = `${this.place}${page}.${opened}`;
      this.before = valuesOf(form, false);
      this.isSafe = true;
      this.timer = null;
    }

    changedFields() {
      const now = valuesOf(this.form, true);
      return Object.fromEntries(Object.entries(now).filter(([name, values]) => !same(values, this.before[name])));
    }

    storeSoon() {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.store(), 500);
    }

    store() {
      clearTimeout(this.timer);
      this.timer = null;
      if (isLeaving) return;
      const fields = this.changedFields();
      const names = Object.keys(fields);
      if (!names.length) {
        device.drop(this.key);
        this.isSafe = true;
        return;
      }
      const before = Object.fromEntries(names.map((name) => [name, this.before[name]]));
      this.isSafe = device.write(this.key, { at: Date.now(), fields, before });
      tell(
        this.form,
        this.isSafe
          ? ""
          : "Browserul nu poate păstra pe acest dispozitiv ce scrieți (spațiul este plin sau oprit). Salvați din când în când.",
      );
    }

    // What the page shows after a save that was refused is typed, not stored: it stays kept.
    adopt(key, copy) {
      Object.assign(this.before, copy.before);
      this.store();
      device.drop(key);
    }

    shows(copy) {
      const shown = valuesOf(this.form, false);
      return Object.entries(copy.fields).every(([name, values]) => shown[name] && same(values, shown[name]));
    }

    // Whether what the typing started from is no longer what is stored.
    isElsewhere(copy) {
      return Object.entries(copy.before).some(([name, values]) => !same(values, this.before[name] || values));
    }

    offerCopies(live, sent) {
      const found = device.keys(this.place).filter((key) => !isOpen(key, live));
      const copies = found.map((key) => [key, device.read(key)]).filter(([, copy]) => copy && copy.fields);
      const waiting = [];
      for (const [key, copy] of copies.sort(([, one], [, other]) => other.at - one.at)) {
        if (!this.shows(copy)) waiting.push([key, copy]);
        else if (sent === key) this.adopt(key, copy);
        else device.drop(key);
      }
      this.offerNext(waiting);
    }

    offerNext([first, ...rest]) {
      if (!first) return;
      const [key, copy] = first;
      offer(this.form, copy, this.isElsewhere(copy), {
        taken: () => {
          this.store();
          if (this.isSafe) device.drop(key);
        },
        dropped: () => device.drop(key),
        regretted: () => device.write(key, copy),
        next: () => this.offerNext(rest),
      });
    }
  }

  // Whether the form that a copy was typed in is still open, in this page or in another tab.
  const isOpen = (key, live) => {
    const [of] = key.split("|").pop().split(".");
    return of === page ? [...open.values()].some((kept) => kept.key === key) : live.has(of);
  };

  const livePages = async () => {
    const previous = memory.take("page");
    memory.put("page", page);
    if (!navigator.locks) return new Set();
    navigator.locks.request(page, () => new Promise(() => {}));
    const held = (await navigator.locks.query()).held.map((lock) => lock.name);
    return new Set(held.filter((name) => name !== previous));
  };

  // A save that went through leads, from the page where it was sent, to one with a message of success.
  const isSaved = (sent, isSwap) => {
    const from = document.referrer && new URL(document.referrer).pathname;
    return (
      Boolean(sent) &&
      (isSwap || from === sent.from) &&
      document.querySelector(".messages .success") !== null &&
      document.querySelector(".error-summary, .conflict") === null
    );
  };

  const prune = () => {
    for (const key of device.keys(device.PREFIX)) {
      const at = device.read(key)?.at || 0;
      if (Date.now() - at > DAYS * 24 * 3600 * 1000) device.drop(key);
    }
  };

  const watch = (live, sent) => {
    for (const [form, kept] of open) {
      if (!form.isConnected) open.delete(form);
      else if (kept.timer !== null) kept.store();
    }
    for (const form of document.querySelectorAll("form[data-keep]")) {
      if (open.has(form)) continue;
      const kept = new FormCopy(form);
      open.set(form, kept);
      kept.offerCopies(live, sent?.key);
      // Who is quick types before the form is watched.
      if (Object.keys(kept.changedFields()).length) kept.storeSoon();
    }
  };

  const noticeInput = (event) => {
    const form = event.target.form;
    const kept = open.get(form);
    if (!kept || !controlsOf(form).includes(event.target)) return;
    // Who corrects a text that somebody else changed too means the corrected one to stay.
    for (const choice of form.elements) {
      if (choice.value === "mine" && choice.name.replace("take-", "") === event.target.name) choice.checked = true;
    }
    kept.storeSoon();
  };

  const flush = () => {
    for (const kept of open.values()) if (kept.timer !== null) kept.store();
  };

  const noticeSubmit = (event) => {
    const form = event.target;
    const kept = open.get(form);
    memory.take("sent");
    if (form.matches(".log-out")) leave(event);
    if (!kept) return;
    kept.store();
    kept.isSafe = true;
    memory.put("sent", { key: kept.key, from: location.pathname });
  };

  const leave = (event) => {
    flush();
    const mine = device.keys(MINE);
    if (
      mine.length &&
      !confirm("Aveți text nesalvat. Dacă ieșiți din cont, se șterge de pe acest dispozitiv. Ieșiți?")
    ) {
      event.preventDefault();
      return;
    }
    isLeaving = true;
    mine.forEach(device.drop);
  };

  const start = async () => {
    prune();
    const sent = memory.take("sent");
    if (isSaved(sent, false)) device.drop(sent.key);
    const live = await livePages();
    watch(live, sent);
    document.addEventListener("htmx:afterSettle", () => {
      const swapped = memory.take("sent");
      if (isSaved(swapped, true)) device.drop(swapped.key);
      watch(live, swapped);
    });
  };

  document.addEventListener("input", noticeInput);
  document.addEventListener("change", noticeInput);
  document.addEventListener("submit", noticeSubmit);
  document.addEventListener("htmx:beforeSwap", flush);
  document.addEventListener("visibilitychange", flush);
  addEventListener("pagehide", flush);
  addEventListener("beforeunload", (event) => {
    flush();
    if (!isLeaving && [...open.values()].some((kept) => !kept.isSafe)) event.preventDefault();
  });
  start();
})();
