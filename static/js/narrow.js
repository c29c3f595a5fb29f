/* A field that shows only the entries of a list with the typed letters: data-narrow is the list's id. Without this
   script the field stays hidden, and the browser's own find does the same. */
(() => {
  document.querySelectorAll("[data-narrow]").forEach((box) => {
    const entries = document.getElementById(box.dataset.narrow).children;
    const field = box.querySelector("input");
    box.hidden = false;
    field.addEventListener("input", () => {
      const typed = field.value.trim().toLowerCase();
      for (const entry of entries) {
        entry.hidden = !entry.querySelector("label").textContent.toLowerCase().includes(typed);
      }
    });
    /* Enter would send the form, with answers that nobody has finished. */
    field.addEventListener("keydown", (event) => {
      if (event.key === "Enter") event.preventDefault();
    });
  });
})();
