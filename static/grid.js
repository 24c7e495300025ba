"use strict";

/* In the grid, Enter and the arrows lead to the same column of the next or the previous row.
   In a text of several lines the arrows first lead through the text, and Shift+Enter begins a new line. */

const rows = [...document.querySelectorAll(".grid tbody")];
const keys = document.querySelector(".grid-keys");
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

for (const row of rows) row.addEventListener("keydown", step);
