/* The wizard: previews follow the chosen skill, and a hint counts the facts in what is typed. */
(() => {
  document.addEventListener("DOMContentLoaded", () => {
    /* The tile of the chosen skill carries the words to show. Another metric or a typed baseline shows once saved. */
    document.querySelectorAll("[data-told]").forEach((element) => {
      document.querySelector("#id_skill")?.addEventListener("change", (event) => {
        element.textContent = event.target.dataset[element.dataset.told] || element.dataset.empty;
      });
    });
    document.querySelectorAll("[data-facts]").forEach((hint) => {
      const field = document.querySelector(hint.dataset.facts);
      const words = hint.querySelector("span");
      /* The page carries the words for each count, because a language may have more than two plural forms. */
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
