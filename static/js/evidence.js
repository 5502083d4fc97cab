// A figure's link opens its rows beside the text; without script the link shows the same page part.
let opener = null;

function close(slot) {
  slot.replaceChildren();
  slot.classList.remove("evidence--float");
  if (!opener) return;
  opener.removeAttribute("aria-expanded");
  opener.focus({ preventScroll: true });
  opener = null;
}

document.addEventListener("click", (event) => {
  const figure = event.target.closest("a.fig");
  const slot = document.getElementById("evidence");
  if (!figure || !slot || !window.htmx) return;
  if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
  const url = new URL(figure.href);
  if (url.origin !== location.origin) return;
  event.preventDefault();
  opener?.removeAttribute("aria-expanded");
  opener = figure;
  figure.setAttribute("aria-expanded", "true");
  htmx
    .ajax("GET", url.pathname + url.search, { target: "#evidence", swap: "outerHTML", select: "#evidence" })
    .then(() => {
      const fresh = document.getElementById("evidence");
      fresh.classList.add("evidence--float");
      fresh.querySelector(".drawer")?.focus({ preventScroll: matchMedia("(min-width: 72rem)").matches });
    });
});

document.addEventListener("close", (event) => {
  if (event.target.matches?.("#evidence .drawer")) close(event.target.closest("#evidence"));
}, true);

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const slot = document.getElementById("evidence");
  if (slot?.querySelector(".drawer[open]")) close(slot);
});
