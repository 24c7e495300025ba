"use strict";

/* While @ and a name are typed in a discussion, those who may be named are offered below the text.
   The arrows lead through them, Enter and Tab choose, Escape closes. Without this, the names are typed whole. */

const field = document.querySelector("form[data-keep] textarea");
const names = [...document.querySelectorAll(".handles li")].map((item) => item.textContent.trim());
const TYPED = /(?:^|[^\p{L}\d_@.])@([\p{L}\d_.'’ -]{0,60})$/u;
const MOST = 8;

const list = document.createElement("ul");
list.id = "numiri";
list.className = "offered";
list.setAttribute("role", "listbox");
list.setAttribute("aria-label", "Pe cine numiți");
list.hidden = true;
const said = document.createElement("p");
said.className = "visually-hidden";
said.setAttribute("role", "status");

let chosen = 0;

function fold(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}

/* Any word of a name may be begun; the names that begin so come first. */
function fitting(typed) {
  const wanted = fold(typed);
  const found = names.filter((name) => ` ${fold(name.slice(1))}`.includes(` ${wanted}`));
  found.sort(
    (one, other) => other.slice(1).toLowerCase().startsWith(wanted) - one.slice(1).toLowerCase().startsWith(wanted),
  );
  return found.slice(0, MOST);
}

function close() {
  list.hidden = true;
  field.removeAttribute("aria-activedescendant");
}

function mark(place) {
  chosen = (place + list.children.length) % list.children.length;
  [...list.children].forEach((item, at) => item.setAttribute("aria-selected", String(at === chosen)));
  field.setAttribute("aria-activedescendant", list.children[chosen].id);
}

function typedName() {
  const found = TYPED.exec(field.value.slice(0, field.selectionStart));
  return found && field.selectionStart === field.selectionEnd ? found[1] : null;
}

function offer() {
  const typed = typedName();
  const found = typed === null ? [] : fitting(typed);
  if (!found.length || found.some((name) => name.slice(1) === typed)) {
    close();
    return;
  }
  list.replaceChildren(
    ...found.map((name, at) => {
      const item = document.createElement("li");
      item.id = `numire-${at}`;
      item.setAttribute("role", "option");
      item.textContent = name;
      return item;
    }),
  );
  list.hidden = false;
  mark(0);
  said.textContent = `Nume care se potrivesc: ${found.length}. Săgețile aleg, Enter scrie numele.`;
}

function write(name) {
  const end = field.selectionStart;
  const start = end - typedName().length - 1;
  const space = /^\s/.test(field.value.slice(end)) ? "" : " ";
  field.setRangeText(name + space, start, end, "end");
  close();
  field.dispatchEvent(new Event("change", { bubbles: true }));
}

function press(event) {
  if (list.hidden || event.isComposing) return;
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step) mark(chosen + step);
  else if (event.key === "Escape") close();
  else if (event.key === "Enter" || event.key === "Tab") write(list.children[chosen].textContent);
  else return;
  event.preventDefault();
}

if (field && names.length) {
  field.setAttribute("aria-autocomplete", "list");
  field.setAttribute("aria-controls", list.id);
  field.after(list, said);
  field.addEventListener("input", offer);
  field.addEventListener("click", offer);
  field.addEventListener("keydown", press);
  field.addEventListener("blur", close);
  list.addEventListener("mousedown", (event) => {
    event.preventDefault();
    if (event.target.role === "option" || event.target.matches("[role=option]")) write(event.target.textContent);
  });
}
