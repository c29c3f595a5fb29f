/* "/", Ctrl-K and Cmd-K lead to Find. On its page they put the cursor into the field. */
(() => {
  const isTyping = (place) => place.closest("input, textarea, select, [contenteditable]") !== null;
  const isAsked = (event) => {
    if (event.altKey || event.shiftKey) return false;
    if (event.ctrlKey || event.metaKey) return event.key.toLowerCase() === "k";
    return event.key === "/" && !isTyping(event.target);
  };

  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || !isAsked(event)) return;
    const field = document.querySelector("[data-find-field]");
    const link = document.querySelector("[data-find]");
    if (!field && !link) return;
    event.preventDefault();
    if (field) field.select();
    else window.location.assign(link.href);
  });
})();
