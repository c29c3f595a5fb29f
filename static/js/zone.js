/* Chooses the browser's time zone in an empty select[data-guess-zone], and shows a hint that it was guessed. */
(() => {
  document.addEventListener("DOMContentLoaded", () => {
    document.querySelectorAll("select[data-guess-zone]").forEach((select) => {
      if (select.value) return;
      const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
      if (![...select.options].some((option) => option.value === here)) return;
      select.value = here;
      const hint = select.parentElement.querySelector("[data-guessed]");
      if (!hint) return;
      hint.hidden = false;
      select.addEventListener("change", () => {
        hint.hidden = true;
      });
    });
  });
})();
