/* The sheet that logs practice: opens as a dialog over the page, and takes its defaults from the chosen drill. */
(() => {
  const fill = (form, radio) => {
    const { cue, promise, repetitions, minutes, how } = radio.dataset;
    const link = form.querySelector("#how");
    if (link) link.href = how;
    form.querySelector("#cue").textContent = cue;
    const said = form.querySelector("#promise");
    if (said) said.textContent = promise;
    form.querySelector("#id_repetitions").value = repetitions;
    const chip = form.querySelector(`input[name="minutes"][value="${minutes}"]`);
    if (chip) chip.checked = true;
  };

  document.addEventListener("change", (event) => {
    if (event.target.matches('#sheet input[name="drill"]')) fill(event.target.form, event.target);
  });

  const show = (sheet) => {
    const dialog = document.createElement("dialog");
    dialog.className = "sg-sheetdialog";
    dialog.setAttribute("aria-labelledby", "sheet-title");
    dialog.append(sheet);
    document.body.append(dialog);
    dialog.addEventListener("close", () => dialog.remove());
    dialog.addEventListener("click", (event) => {
      if (event.target === dialog) dialog.close();
    });
    window.htmx?.process(sheet);
    document.addEventListener("part:shown", () => dialog.close(), { once: true });
    dialog.showModal();
    document.dispatchEvent(new Event("sheet:shown"));
    (sheet.querySelector('input[name="drill"]:checked') ?? sheet.querySelector("[data-sheet-close]")).focus();
  };

  document.addEventListener("click", (event) => {
    const close = event.target.closest("dialog [data-sheet-close]");
    if (!close) return;
    event.preventDefault();
    close.closest("dialog").close();
  });

  document.addEventListener("click", async (event) => {
    const link = event.target.closest("a[data-sheet]");
    if (!link || event.metaKey || event.ctrlKey || event.shiftKey || document.querySelector("#sheet")) return;
    event.preventDefault();
    try {
      const response = await fetch(link.href, { headers: { Accept: "text/html" } });
      const page = new DOMParser().parseFromString(await response.text(), "text/html");
      const sheet = page.querySelector("#sheet");
      if (!response.ok || !sheet) throw new Error("no sheet");
      show(document.adoptNode(sheet));
    } catch {
      window.location.assign(link.href);
    }
  });
})();
