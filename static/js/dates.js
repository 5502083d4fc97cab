// A native date field writes in the browser's own order; beside its label, or in its place in a row, it is said as everywhere else.
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

function say(output) {
  const [year, month, day] = (document.getElementById(output.htmlFor.value)?.value ?? "").split("-").map(Number);
  const inRow = output.classList.contains("dated__said");
  output.textContent = day ? `${day} ${MONTHS[month - 1]} ${year}` : inRow ? "no date" : "";
  if (inRow) output.classList.toggle("missing", !day);
}

function sayAll() {
  document.querySelectorAll(".field__said, .dated__said").forEach(say);
}

sayAll();
document.addEventListener("htmx:afterSettle", sayAll);
document.addEventListener("input", (event) => {
  const output = event.target.closest(".field, .dated")?.querySelector(".field__said, .dated__said");
  if (output) say(output);
});
