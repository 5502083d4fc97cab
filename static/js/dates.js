// A native date field writes in the browser's own order; beside its label it is said as everywhere else.
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

function say(output) {
  const [year, month, day] = (document.getElementById(output.htmlFor.value)?.value ?? "").split("-").map(Number);
  output.textContent = day ? `${day} ${MONTHS[month - 1]} ${year}` : "";
}

function sayAll() {
  document.querySelectorAll(".field__said").forEach(say);
}

sayAll();
document.addEventListener("htmx:afterSettle", sayAll);
document.addEventListener("input", (event) => {
  const output = event.target.closest(".field")?.querySelector(".field__said");
  if (output) say(output);
});
