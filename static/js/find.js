/* "/", Ctrl-K and Cmd-K open a field over the page, so that no letter is lost while Find loads; Enter goes there. On
   the page of Find they put the cursor into its field. The words are those of the link to Find: data-find. */
(() => {
  const isTyping = (place) => place.closest("input, textarea, select, [contenteditable]") !== null;
  const isAsked = (event) => {
    /* On many keyboards "/" takes the shift key. */
    if (event.altKey) return false;
    if (event.ctrlKey || event.metaKey) return !event.shiftKey && event.key.toLowerCase() === "k";
    return event.key === "/" && !isTyping(event.target);
  };

  const open = (link) => {
    const dialog = document.createElement("dialog");
    dialog.className = "sg-dialog sg-finder";
    dialog.setAttribute("aria-label", link.title);
    const form = document.createElement("form");
    form.action = link.href;
    form.className = "sg-row";
    form.setAttribute("role", "search");
    const field = document.createElement("input");
    field.type = "search";
    field.name = "q";
    field.maxLength = 100;
    field.autocomplete = "off";
    field.className = "form-control";
    field.placeholder = link.dataset.find;
    field.setAttribute("aria-label", link.dataset.find);
    const button = document.createElement("button");
    button.className = "btn btn-primary";
    button.textContent = link.title;
    form.append(field, button);
    dialog.append(form);
    dialog.addEventListener("close", () => dialog.remove());
    document.body.append(dialog);
    dialog.showModal();
  };

  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || !isAsked(event)) return;
    const field = document.querySelector("[data-find-field]");
    const link = document.querySelector("[data-find]");
    if (!field && !link) return;
    event.preventDefault();
    if (field) field.select();
    else if (!document.querySelector("dialog[open]")) open(link);
  });
})();
