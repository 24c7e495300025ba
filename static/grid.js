"use strict";

/* In the grid, Enter and the arrows lead to the same column of the next or the previous row.
   What is copied from a spreadsheet fills the cells below and to the right.
   In a text of several lines the arrows first lead through the text, and Shift+Enter begins a new line. */

const rows = [...document.querySelectorAll(".grid tbody")];
const keys = document.querySelector(".grid-keys");
const told = document.querySelector(".grid-status");
if (keys) keys.hidden = false;

function cellIn(row, column) {
  const cells = cellsOf(row);
  return cells.find((cell) => cell.dataset.column === column) || cells[0];
}

function leaves(cell, key, shift) {
  if (cell.tagName === "SELECT") return key === "Enter";
  if (cell.tagName !== "TEXTAREA") return true;
  if (key === "Enter") return !shift;
  if (cell.selectionStart !== cell.selectionEnd) return false;
  if (key === "ArrowDown") return cell.selectionEnd === cell.value.length;
  return key === "ArrowUp" && cell.selectionStart === 0;
}

function step(event) {
  const direction = { Enter: event.shiftKey ? -1 : 1, ArrowDown: 1, ArrowUp: -1 }[event.key];
  const cell = event.target;
  if (!direction || !cell.dataset.column || event.ctrlKey || event.altKey || event.metaKey) return;
  if (!leaves(cell, event.key, event.shiftKey)) return;
  event.preventDefault();
  const next = rows[rows.indexOf(cell.closest("tbody")) + direction];
  if (!next) return;
  const target = cellIn(next, cell.dataset.column);
  target.focus();
  if (target.select) target.select();
}

/* Left and right lead to the next cell of the row where the text ends; Esc gives back what the cell held. */
function aside(event) {
  const cell = event.target;
  const direction = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
  if (!cell.dataset.column || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
  if (event.key === "Escape" && cell.value !== before) {
    event.preventDefault();
    fill(cell, before);
    return;
  }
  if (!direction || cell.tagName === "SELECT" || cell.type === "date") return;
  if (cell.selectionStart !== cell.selectionEnd) return;
  if (cell.selectionStart !== (direction < 0 ? 0 : cell.value.length)) return;
  const cells = cellsOf(cell.closest("tbody"));
  const target = cells[cells.indexOf(cell) + direction];
  if (!target) return;
  event.preventDefault();
  target.focus();
  if (target.select) target.select();
}

function cellsOf(row) {
  return [...row.querySelectorAll("[data-column]")];
}

function columnOf(cell) {
  return Number(cell.dataset.column);
}

/* What a spreadsheet copies: cells between tabs, rows between lines; quoted where a cell has either in it. */
function cellsIn(text) {
  const found = [[""]];
  let quoted = false;
  for (let place = 0; place < text.length; place += 1) {
    const row = found[found.length - 1];
    const sign = text[place];
    if (quoted) {
      if (sign !== '"') row[row.length - 1] += sign;
      else if (text[place + 1] === '"') row[row.length - 1] += text[(place += 1)];
      else quoted = false;
    } else if (sign === '"' && row[row.length - 1] === "") quoted = true;
    else if (sign === "\t") row.push("");
    else if (sign === "\n") found.push([""]);
    else if (sign !== "\r") row[row.length - 1] += sign;
  }
  if (found.length > 1 && found[found.length - 1].join("") === "") found.pop();
  return found;
}

/* A date is typed as 31.12.2025 and kept by its field as 2025-12-31; a choice is typed as it reads. */
function valueFor(cell, text) {
  const typed = text.trim();
  if (cell.tagName === "SELECT") {
    const option = [...cell.options].find((one) => one.text.trim().toLowerCase() === typed.toLowerCase());
    const none = typed === "" && [...cell.options].find((one) => one.value === "");
    return (option || none || {}).value;
  }
  if (cell.type === "date" && typed !== "") {
    const day = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/.exec(typed);
    const value = day ? `${day[3]}-${day[2].padStart(2, "0")}-${day[1].padStart(2, "0")}` : typed;
    return isDay(value) ? value : undefined;
  }
  return cell.tagName === "TEXTAREA" ? text : typed;
}

/* The field would empty itself of a day that no month has. */
function isDay(value) {
  const day = /^\d{4}-\d{2}-\d{2}$/.test(value) ? new Date(`${value}T00:00Z`) : new Date(NaN);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(value);
}

function fill(cell, value) {
  cell.value = value;
  cell.dispatchEvent(new Event("input", { bubbles: true }));
  cell.dispatchEvent(new Event("change", { bubbles: true }));
}

/* The cells that a block would write, and why it may not: it is pasted whole or not at all. */
function fit(block, top, left) {
  const written = block.map((texts) => texts.findLastIndex((text) => text.trim() !== ""));
  const [high, wide] = [written.findLastIndex((last) => last >= 0) + 1, Math.max(...written) + 1];
  const [deep, far] = [rows.length - top, Math.max(...rows.flatMap(cellsOf).map(columnOf)) - left + 1];
  const [changes, troubles] = [[], []];
  if (high > deep) troubles.push(`rânduri copiate: ${high}, iar de aici în jos încap ${deep}`);
  if (wide > far) troubles.push(`coloane copiate: ${wide}, iar de aici la dreapta încap ${far}`);
  block.slice(0, deep).forEach((texts, down) =>
    texts.slice(0, far).forEach((text, right) => {
      const cell = cellsOf(rows[top + down]).find((one) => columnOf(one) === left + right);
      if (!cell && text.trim() === "") return;
      const value = cell && !cell.disabled && !cell.readOnly ? valueFor(cell, text) : undefined;
      if (value !== undefined) changes.push([cell, value]);
      else troubles.push(`„${text.trim().slice(0, 60)}” ${cell ? misfit(cell) : "cade unde rândul nu are o celulă"}`);
    }),
  );
  return [changes, troubles];
}

function misfit(cell) {
  const where = `(${cell.getAttribute("aria-label")})`;
  if (cell.disabled || cell.readOnly) return `cade într-o celulă care nu se scrie ${where}`;
  return `${cell.tagName === "SELECT" ? "nu este printre variante" : "nu este o dată"} ${where}`;
}

function tell(text) {
  if (told) told.textContent = text;
}

function paste(event) {
  const first = event.target;
  const text = event.clipboardData.getData("text/plain");
  const isSheet = text.includes("\t") || /<table/i.test(event.clipboardData.getData("text/html"));
  if (!first.dataset.column || !isSheet || first.readOnly || first.disabled) return;
  event.preventDefault();
  const [changes, troubles] = fit(cellsIn(text), rows.indexOf(first.closest("tbody")), columnOf(first));
  if (troubles.length) {
    const more = troubles.length > 3 ? `; și altele (${troubles.length - 3})` : "";
    tell(`Nu s-a lipit nimic: ${troubles.slice(0, 3).join("; ")}${more}.`);
    return;
  }
  pasted = changes.map(([cell]) => [cell, cell.value]);
  for (const [cell, value] of changes) fill(cell, value);
  tell(`Celule lipite: ${changes.length}. Încă nu s-a salvat nimic; Ctrl+Z le pune la loc.`);
}

/* Right after a paste, Ctrl+Z gives back what the cells held; the browser knows only what was typed. */
function takeBack(event) {
  if (!pasted.length || event.key.toLowerCase() !== "z" || !(event.ctrlKey || event.metaKey) || event.shiftKey) return;
  event.preventDefault();
  for (const [cell, value] of pasted) fill(cell, value);
  pasted = [];
  tell("Celulele au din nou ce aveau înainte de lipire.");
}

let pasted = [];
let before = "";
for (const row of rows) {
  row.addEventListener("focusin", (event) => {
    before = event.target.value;
  });
  row.addEventListener("keydown", step);
  row.addEventListener("keydown", aside);
  row.addEventListener("keydown", takeBack);
  row.addEventListener("input", (event) => {
    if (event.isTrusted) pasted = [];
  });
  row.addEventListener("paste", paste);
}
