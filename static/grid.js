"use strict";

/* In the grid, Enter and the arrows lead to the same column of the next or the previous row.
   What is copied from a spreadsheet fills the cells below and to the right.
   In a text of several lines the arrows first lead through the text, and Shift+Enter begins a new line. */

const rows = [...document.querySelectorAll(".grid tbody")];
const keys = document.querySelector(".grid-keys");
const told = document.querySelector(".grid-status");
if (keys) keys.hidden = false;

function cellIn(row, column) {
  const cells = [...row.querySelectorAll("[data-column]")];
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
    return typed === "" ? "" : option && option.value;
  }
  if (cell.type === "date" && typed !== "") {
    const day = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/.exec(typed);
    const value = day ? `${day[3]}-${day[2].padStart(2, "0")}-${day[1].padStart(2, "0")}` : typed;
    return /^\d{4}-\d{2}-\d{2}$/.test(value) ? value : undefined;
  }
  return cell.tagName === "TEXTAREA" ? text : typed;
}

function fill(cell, value) {
  cell.value = value;
  cell.dispatchEvent(new Event("input", { bubbles: true }));
  cell.dispatchEvent(new Event("change", { bubbles: true }));
}

function paste(event) {
  const first = event.target;
  const text = event.clipboardData.getData("text/plain");
  const isSheet = text.includes("\t") || /<table/i.test(event.clipboardData.getData("text/html"));
  if (!first.dataset.column || !isSheet || first.readOnly || first.disabled) return;
  event.preventDefault();
  const block = cellsIn(text);
  const [top, left] = [rows.indexOf(first.closest("tbody")), cellsOf(first.closest("tbody")).indexOf(first)];
  const leftOut = [];
  let done = 0;
  block.forEach((texts, down) =>
    texts.forEach((one, right) => {
      const row = rows[top + down];
      const cell = row && cellsOf(row)[left + right];
      const value = cell && !cell.disabled ? valueFor(cell, one) : undefined;
      if (value === undefined) leftOut.push(one);
      else {
        fill(cell, value);
        done += 1;
      }
    }),
  );
  const kept = `Celule lipite: ${done}. Încă nu s-a salvat nimic.`;
  const lost = leftOut.length ? ` Nu au încăput sau nu se potrivesc: ${leftOut.join("; ").slice(0, 300)}.` : "";
  if (told) told.textContent = kept + lost;
}

let before = "";
for (const row of rows) {
  row.addEventListener("focusin", (event) => {
    before = event.target.value;
  });
  row.addEventListener("keydown", step);
  row.addEventListener("keydown", aside);
  row.addEventListener("paste", paste);
}
