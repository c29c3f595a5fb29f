/* The big picture moves with the slider. Every result is a straight line in the target: the page carries its slope. */
(() => {
  const picture = document.querySelector("[data-picture]");
  const locale = document.documentElement.lang || "en-US";
  const figures = (value, digits) => (value ? Number(value.toPrecision(digits)) : 0);
  const money = (value) =>
    new Intl.NumberFormat(locale, { style: "currency", currency: picture.dataset.currency, maximumFractionDigits: 0, minimumFractionDigits: 0 }).format(value);
  const number = (value, from) => {
    const digits = Math.abs(value) >= from || Number.isInteger(value) ? 0 : 1;
    return new Intl.NumberFormat(locale, { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(value);
  };
  const signed = (value) => `${value < 0 ? "-" : "+"}${number(Math.abs(value), 10)}`;

  const say = (range) => {
    const shown = Number(range.value);
    if (picture.dataset.isMoney) return money(shown);
    const plain = new Intl.NumberFormat(locale, { maximumFractionDigits: 2 }).format(shown);
    const unit = range.dataset.suffix || (picture.dataset.unit ? ` ${picture.dataset.unit}` : "");
    return plain + unit;
  };

  const workOut = (range) => {
    const moved = Number(range.value) - Number(picture.dataset.baseline);
    const extra = (element) => Number(element.dataset.slope) * moved;
    document.querySelectorAll("[data-say]").forEach((element) => {
      element.textContent = say(range);
    });
    picture.querySelectorAll("[data-stage]").forEach((stage) => {
      const before = Number(stage.dataset.before);
      const gained = extra(stage);
      const after = Math.max(before + gained, 0);
      stage.querySelector("[data-after]").textContent = number(after, 20);
      stage.querySelector("[data-gain]").textContent = signed(gained);
      const bar = stage.querySelector("[data-bar]");
      const share = gained > 0 ? (100 * gained) / after : 0;
      bar.style.setProperty("--at", share);
      bar.classList.toggle("sg-at-0", share < 0.5);
    });
    picture.querySelectorAll("[data-count]").forEach((element) => {
      element.textContent = signed(extra(element));
    });
    picture.querySelectorAll("[data-money]").forEach((element) => {
      const value = figures(extra(element), Number(element.dataset.money));
      element.textContent = ("plus" in element.dataset && value >= 0 ? "+" : "") + money(value);
    });
    paint(range);
  };

  /* Lower is better: the filled part lies between the target and today. */
  const paint = (range) => {
    if (!("down" in range.dataset)) return;
    const share = (value) => `${(100 * (value - range.min)) / (range.max - range.min)}%`;
    range.style.setProperty("--from", share(Number(range.value)));
    range.style.setProperty("--to", share(Number(range.dataset.from)));
  };

  document.addEventListener("DOMContentLoaded", () => {
    const range = document.querySelector("#id_target");
    if (picture && range) {
      range.addEventListener("input", () => window.requestAnimationFrame(() => workOut(range)));
      window.addEventListener("pageshow", () => workOut(range));
      paint(range);
    }
    /* The chosen tile says more than its name. Another number, or a typed start, is shown once it is saved. */
    document.querySelectorAll("[data-told]").forEach((element) => {
      document.querySelector("#id_skill")?.addEventListener("change", (event) => {
        element.textContent = event.target.dataset[element.dataset.told] || element.dataset.empty;
      });
    });
    document.querySelectorAll("[data-facts]").forEach((hint) => {
      const field = document.querySelector(hint.dataset.facts);
      const words = hint.querySelector("span");
      const many = (count, one, more) => `${count} ${count === 1 ? one : more}`;
      field?.addEventListener("input", () => {
        const text = field.value;
        const numbers = text.split(/\s+/).filter((word) => /\d/.test(word)).length;
        const pairs = (sign) => text.split(sign).length - 1;
        const quotes = Math.min(pairs("“"), pairs("”")) + Math.floor(pairs('"') / 2);
        const told = [];
        if (numbers) told.push(many(numbers, hint.dataset.number, hint.dataset.numbers));
        if (quotes) told.push(many(quotes, hint.dataset.quote, hint.dataset.quotes));
        hint.classList.toggle("on", told.length > 0);
        words.textContent = told.length ? `${hint.dataset.fact} ${told.join(", ")}.` : hint.dataset.none;
      });
    });
  });
})();
