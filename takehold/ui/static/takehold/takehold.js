// Comfort only: every page works without this file.
document.addEventListener("click", (event) => {
  document.querySelectorAll("details.menu[open]").forEach((menu) => {
    if (!menu.contains(event.target)) menu.open = false;
  });
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  document.querySelectorAll("details.menu[open]").forEach((menu) => {
    menu.open = false;
    menu.querySelector("summary").focus();
  });
});
window.addEventListener("beforeprint", () => {
  document.querySelectorAll("details.more").forEach((more) => { more.open = true; });
});
// Keys of their own, where nobody is writing: "/" to the search box, "?" to the help page.
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (event.target.closest("input, textarea, select, [contenteditable]")) return;
  if (event.key === "/") {
    const box = document.querySelector(".find input");
    const link = document.querySelector(".find-link");
    if (box && box.offsetParent) { event.preventDefault(); box.focus(); } else if (link) { event.preventDefault(); link.click(); }
  }
  const help = document.querySelector("link[rel=help]");
  if (event.key === "?" && help) window.location = help.href;
});
