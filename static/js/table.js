// Selecting rows: the count in the bulk bar and the box in the head. The bar itself needs no script.
function count(table) {
  const boxes = [...table.querySelectorAll("tbody [name=id]")];
  const picked = boxes.filter((box) => box.checked).length;
  const all = table.querySelector("[data-bulk-all]");
  if (all) {
    all.checked = picked > 0 && picked === boxes.length;
    all.indeterminate = picked > 0 && picked < boxes.length;
  }
  const said = table.closest(".resource")?.querySelector("[data-bulk-count]");
  if (said) said.textContent = `${picked} selected`;
}

document.addEventListener("change", (event) => {
  const table = event.target.closest(".rtable");
  if (!table || event.target.type !== "checkbox") return;
  if (event.target.matches("[data-bulk-all]")) {
    for (const box of table.querySelectorAll("tbody [name=id]")) box.checked = event.target.checked;
  }
  count(table);
});

function countAll() {
  for (const table of document.querySelectorAll(".rtable--bulk")) count(table);
}

countAll();
document.addEventListener("htmx:afterSettle", countAll);
