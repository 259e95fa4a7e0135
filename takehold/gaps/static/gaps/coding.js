// Comfort only: the page works without this file. Keys count while somebody is inside the form, so nothing is
// decided by a letter typed elsewhere.
document.querySelectorAll("form[data-coding]").forEach((form) => {
  form.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const meant = form.querySelector(`[data-key="${CSS.escape(event.key.toLowerCase())}"]`);
    if (!meant) return;
    event.preventDefault();
    if (meant.type === "checkbox") { meant.checked = !meant.checked; meant.focus(); } else { meant.click(); }
  });
});
