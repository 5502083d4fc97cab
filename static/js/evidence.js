// A figure's link opens its rows beside the text; without script the link shows the same page part.
const wide = matchMedia("(min-width: 72rem)");
let opener = null;

function hide(slot) {
  if (slot.matches("[popover]:popover-open")) slot.hidePopover();
  slot.removeAttribute("popover");
  slot.replaceChildren();
  opener?.removeAttribute("aria-expanded");
  opener?.focus({ preventScroll: true });
  opener = null;
}

// Where there is room it floats over the rail, so that the figure stays where it was read.
function show(slot) {
  if (wide.matches && slot.showPopover && !slot.matches("[popover]")) {
    slot.popover = "manual";
    slot.showPopover();
  }
  slot.querySelector(".drawer")?.focus({ preventScroll: wide.matches });
}

document.addEventListener("click", (event) => {
  const figure = event.target.closest("a.fig");
  const slot = document.getElementById("evidence");
  if (!figure || !slot || !window.htmx || figure.origin !== location.origin) return;
  if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
  event.preventDefault();
  opener?.removeAttribute("aria-expanded");
  opener = figure;
  figure.setAttribute("aria-expanded", "true");
  htmx
    .ajax("GET", figure.pathname + figure.search, { target: slot, swap: "innerHTML", select: "#evidence > *" })
    .then(() => show(slot));
});

document.addEventListener(
  "close",
  (event) => {
    if (event.target.matches?.("#evidence .drawer")) hide(event.target.closest("#evidence"));
  },
  true,
);

document.addEventListener("keydown", (event) => {
  const slot = document.getElementById("evidence");
  if (event.key === "Escape" && slot?.querySelector(".drawer[open]")) hide(slot);
});
