// Proposes published words while one types; the field works without it.
(() => {
  "use strict";
  const field = document.querySelector("input[name='q'][type='search']");
  if (!field || !("fetch" in window)) return;
  const list = document.createElement("datalist");
  list.id = "cuvinte-publicate";
  field.after(list);
  field.setAttribute("list", list.id);
  field.autocomplete = "off";
  let waiting = 0;
  let asked = "";
  const propose = async () => {
    asked = field.value;
    const answer = await fetch(`/cautare/sugestii/?q=${encodeURIComponent(asked)}`, { credentials: "omit" });
    if (!answer.ok) return;
    const [typed, proposals] = await answer.json();
    if (asked !== field.value || typed !== asked.trim()) return;
    list.replaceChildren(...proposals.map((text) => new Option(text, text)));
  };
  field.addEventListener("input", () => {
    clearTimeout(waiting);
    if (field.value.trim().length > 1 && field.value !== asked)
      waiting = setTimeout(() => propose().catch(() => {}), 150);
  });
})();
