/* Writes the browser's time zone into an empty input[data-guess-zone], and shows a hint that it was guessed. */
(() => {
  document.addEventListener("DOMContentLoaded", () => {
    document.querySelectorAll("input[data-guess-zone]").forEach((input) => {
      if (input.value) return;
      const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
      if (![...input.list.options].some((option) => option.value === here)) return;
      input.value = here;
      const hint = document.querySelector("[data-guessed]");
      if (!hint) return;
      hint.hidden = false;
      input.addEventListener("input", () => {
        hint.hidden = true;
      });
    });
  });
})();
