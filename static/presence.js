// Tells the portal that this page is open, first when it opens, and shows who else has the plan open and what they saved.
(() => {
  "use strict";
  const EVERY = 30_000;
  const others = document.querySelector("[data-presence=others]");
  if (!others) return;
  let timer = null;
  let last = 0;

  const show = (place, text) => {
    if (place && place.textContent.trim() !== text.textContent.trim()) place.replaceChildren(...text.childNodes);
  };

  const stop = (reason) => {
    clearInterval(timer);
    timer = null;
    const text = document.createElement("p");
    text.textContent = reason;
    if (reason) others.replaceChildren(text);
  };

  const ping = async () => {
    if (document.hidden || timer === null) return;
    last = Date.now();
    const here = document.querySelector("[data-presence=here]");
    const seen = (here || others).dataset;
    const body = new FormData();
    body.set("element", seen.element || "");
    body.set("version", seen.version || "");
    const token = document.querySelector("[name=csrfmiddlewaretoken]");
    const headers = { "X-CSRFToken": token ? token.value : "" };
    let answer;
    try {
      answer = await fetch(others.dataset.ping, { method: "POST", body, headers, redirect: "manual" });
    } catch {
      return;
    }
    if (answer.type === "opaqueredirect") {
      stop(
        "Ați fost deconectat. Ce ați scris rămâne pe acest dispozitiv: intrați din nou în cont și redeschideți pagina.",
      );
    } else if (answer.status === 403 || answer.status === 404) {
      stop("");
    } else if (answer.ok) {
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      show(others, page.querySelector("[data-presence=others]"));
      if (here && here.isConnected) show(here, page.querySelector("[data-presence=here]"));
    }
  };

  timer = setInterval(ping, EVERY);
  ping();
  document.addEventListener("visibilitychange", () => {
    if (Date.now() - last > EVERY) ping();
  });
  document.addEventListener("htmx:afterSettle", ping);
})();
