/* input[data-most-bytes]: a file that is too large is said before it is sent, in the words of data-too-large. */
(() => {
  const MEGABYTE = 1024 * 1024;
  document.addEventListener("DOMContentLoaded", () => {
    document.querySelectorAll("input[data-most-bytes]").forEach((input) => {
      const hint = input.form.querySelector("[data-size-hint]");
      const button = input.form.querySelector("button:not([type=button])");
      input.addEventListener("change", () => {
        const size = input.files[0]?.size ?? 0;
        const isTooLarge = size > Number(input.dataset.mostBytes);
        /* Rounded up, so that a file just above the limit does not read as the limit itself. */
        const shown = (Math.ceil((size / MEGABYTE) * 10) / 10).toLocaleString(document.documentElement.lang || "en");
        hint.textContent = isTooLarge ? input.dataset.tooLarge.replace("{size}", shown) : "";
        hint.hidden = !isTooLarge;
        input.setAttribute("aria-invalid", String(isTooLarge));
        button.disabled = isTooLarge;
      });
    });
  });
})();
