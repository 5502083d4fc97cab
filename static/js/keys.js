// Shortcuts stand on the links they follow: data-keys="/" or data-keys="g m".
let prefix = "";

function typing(target) {
  return target.isContentEditable || /^(INPUT|SELECT|TEXTAREA)$/.test(target.tagName);
}

document.addEventListener("keydown", (event) => {
  if (document.body.dataset.shortcuts === "off" || event.ctrlKey || event.metaKey || event.altKey) return;
  if (typing(event.target) || event.key.length !== 1) return;
  const keys = prefix ? `${prefix} ${event.key}` : event.key;
  const named = `[data-keys="${CSS.escape(keys)}"]`;
  const target = document.querySelector(`input${named}`) ?? document.querySelector(`a${named}`);
  prefix = "";
  if (target) {
    event.preventDefault();
    if (target.matches("input")) target.focus();
    else target.click();
  } else if (document.querySelector(`[data-keys^="${CSS.escape(keys)} "]`)) {
    prefix = keys;
    setTimeout(() => { prefix = ""; }, 1500);
  }
});
