// The console: only a change of the run's state is announced; trouble with the server is said once.
document.addEventListener("htmx:afterSwap", () => {
  for (const run of document.querySelectorAll("[data-run-state]")) {
    const said = run.parentElement.querySelector("[data-run-said]");
    const words = `${run.querySelector("header :is(h2, h3)").textContent}: ${run.querySelector(".badge").textContent.trim()}`;
    if (said && said.textContent !== words) said.textContent = words;
  }
});

function trouble(kind) {
  const note = document.getElementById("trouble");
  if (!note) return;
  const words = note.querySelector("span");
  words.textContent = kind ? words.dataset[kind] : "";
  note.hidden = !kind;
}

document.addEventListener("htmx:sendError", () => trouble("offline"));
document.addEventListener("htmx:responseError", (event) => trouble(event.detail.xhr.status >= 500 ? "failed" : "refused"));
document.addEventListener("htmx:afterRequest", (event) => {
  if (event.detail.successful) trouble("");
});
