// Theme without a reload. The form's own POST does the same and keeps the choice in a cookie.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches("[data-appearance]") || event.submitter?.name !== "theme") return;
  event.preventDefault();
  const theme = event.submitter.value;
  const root = document.documentElement;
  if (theme === "system") delete root.dataset.theme;
  else root.dataset.theme = theme;
  for (const button of form.querySelectorAll("[name=theme]")) {
    button.setAttribute("aria-pressed", String(button === event.submitter));
  }
  const body = new FormData(form);
  body.set("theme", theme);
  fetch(form.action, { method: "POST", body, redirect: "manual" }).catch(() => form.submit());
});
