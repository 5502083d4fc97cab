// Cards are dragged to another column, or moved there with Shift and an arrow key. What is sent is
// the card's own form, whose buttons do the same without a script.
const KEPT = "board-card";
const STEPS = { ArrowLeft: -1, ArrowRight: 1 };
let held = null;

function move(card, column) {
  const form = card.querySelector("form");
  const button = document.createElement("button");
  button.type = "submit";
  button.name = form.dataset.name;
  button.value = column.dataset.value;
  button.hidden = true;
  form.append(button);
  sessionStorage.setItem(KEPT, form.getAttribute("action"));
  form.requestSubmit(button);
}

function takes(column) {
  return held && column && column !== held.closest("[data-column]");
}

document.addEventListener("dragstart", (event) => {
  held = event.target.closest?.("[data-card]") ?? null;
  if (!held) return;
  event.dataTransfer.effectAllowed = "move";
  event.dataTransfer.setData("text/plain", held.querySelector("a").textContent);
  held.classList.add("boardcard--held");
});

document.addEventListener("dragend", () => {
  held?.classList.remove("boardcard--held");
  held = null;
  for (const one of document.querySelectorAll(".board__column--over")) one.classList.remove("board__column--over");
});

document.addEventListener("dragover", (event) => {
  const column = event.target.closest?.("[data-column]");
  for (const one of document.querySelectorAll(".board__column--over")) if (one !== column) one.classList.remove("board__column--over");
  if (!takes(column)) return;
  event.preventDefault();
  column.classList.add("board__column--over");
});

document.addEventListener("drop", (event) => {
  const column = event.target.closest?.("[data-column]");
  if (!takes(column)) return;
  event.preventDefault();
  move(held, column);
});

document.addEventListener("keydown", (event) => {
  const card = event.target.closest?.("[data-card]");
  const step = STEPS[event.key];
  if (!card || !step || !event.shiftKey || event.ctrlKey || event.metaKey || event.altKey) return;
  const columns = [...card.closest(".board").querySelectorAll("[data-column]")];
  const column = columns[columns.indexOf(card.closest("[data-column]")) + step];
  if (!column) return;
  event.preventDefault();
  move(card, column);
});

function ready() {
  for (const card of document.querySelectorAll("[data-card]")) {
    card.draggable = true;
    card.querySelector("a").draggable = false;
  }
  for (const hint of document.querySelectorAll("[data-board-hint]")) hint.hidden = false;
  const moved = sessionStorage.getItem(KEPT);
  sessionStorage.removeItem(KEPT);
  if (moved) document.querySelector(`[data-card] form[action="${CSS.escape(moved)}"]`)?.closest("[data-card]").querySelector("a").focus();
}

ready();
