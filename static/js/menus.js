// What is open closes by Esc or by a click elsewhere; a message without Undo goes by itself.
function closeMenus(except) {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (menu !== except) menu.open = false;
  }
}

document.addEventListener("click", (event) => closeMenus(event.target.closest("details.menu")));
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const open = document.querySelector("details.menu[open]");
  closeMenus(null);
  open?.querySelector("summary").focus();
});

const SHOWN_FOR = 6000;
function fade() {
  for (const toast of document.querySelectorAll(".toast[data-brief][open]")) {
    delete toast.dataset.brief;
    setTimeout(() => toast.remove(), SHOWN_FOR);
  }
}

fade();
document.addEventListener("htmx:afterSettle", fade);
