/* The time zone of this browser, where nobody has chosen one yet: select[data-guess-zone], with a hint that says so. */
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
