/* The wizard: previews follow the chosen skill, and a hint counts the facts in what is typed. */
(() => {
  document.addEventListener("DOMContentLoaded", () => {
    /* The tile of the chosen skill carries the words to show; another number has its own, and a start may be typed. */
    const words = (element) => {
      const { told, typed, empty } = element.dataset;
      if (typed && document.querySelector('[name="start"][value="typed"]:checked')) return typed;
      const metric = document.querySelector("#id_metric");
      if (told === "start" && metric?.value) return metric.selectedOptions[0].text;
      return document.querySelector("#id_skill :checked")?.dataset[told] || empty;
    };
    document.querySelector("#step")?.addEventListener("change", (event) => {
      if (!["skill", "metric", "start"].includes(event.target.name)) return;
      document.querySelectorAll("[data-told]").forEach((element) => {
        element.textContent = words(element);
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
