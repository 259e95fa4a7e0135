// Comfort only: the page works without this file. Keys count while nothing is being typed, and only on the three buttons.
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.repeat) return;
  if (event.target.closest("input, textarea, select, summary, [contenteditable]")) return;
  const meant = document.querySelector(`.vote [data-key="${CSS.escape(event.key.toLowerCase())}"]`);
  if (meant) { event.preventDefault(); meant.click(); }
});
