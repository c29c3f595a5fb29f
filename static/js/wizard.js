/* What is typed is shown as the rep will read it. */
(() => {
  document.addEventListener("DOMContentLoaded", () => {
    /* The chosen tile says more than its name. Another number, or a typed start, is shown once it is saved. */
    document.querySelectorAll("[data-told]").forEach((element) => {
      document.querySelector("#id_skill")?.addEventListener("change", (event) => {
        element.textContent = event.target.dataset[element.dataset.told] || element.dataset.empty;
      });
    });
    document.querySelectorAll("[data-facts]").forEach((hint) => {
      const field = document.querySelector(hint.dataset.facts);
      const words = hint.querySelector("span");
      /* The words of each count come with the page: a language may have more than two forms. */
      const forms = JSON.parse(hint.dataset.words);
      const say = (list, count) => list[Math.min(count, list.length) - 1];
      field?.addEventListener("input", () => {
        const text = field.value;
        const numbers = text.split(/\s+/).filter((word) => /\d/.test(word)).length;
        const pairs = (sign) => text.split(sign).length - 1;
        const quotes = Math.min(pairs("“"), pairs("”")) + Math.floor(pairs('"') / 2);
        const told = [];
        if (numbers) told.push(say(forms.numbers, numbers));
        if (quotes) told.push(say(forms.quotes, quotes));
        hint.classList.toggle("on", told.length > 0);
        words.textContent = told.length ? forms.words.replace("{facts}", told.join(", ")) : hint.dataset.none;
      });
    });
  });
})();
