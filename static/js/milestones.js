/* Moves the bars of a step as its target is typed. The page carries their values, so that no request is needed. */
(() => {
  const steps = document.querySelector("[data-odds]");
  if (!steps) return;
  const odds = JSON.parse(steps.dataset.odds);
  const locale = document.documentElement.lang || "en-US";
  const times = (count) => odds.times[Math.min(Math.max(count, 0), 100)];

  const move = (step) => {
    const bars = step.querySelector("[data-fair]");
    const field = step.querySelector("[name$='-target']");
    const value = Number(field.value);
    if (!bars || field.value === "" || !(value >= 0)) return;
    const exact = odds.most === null ? value * odds.size : Math.min(value * odds.size, odds.most);
    const needed = odds.down ? Math.floor(exact + 1e-9) : Math.ceil(exact - 1e-9);
    const place = Math.min(Math.max(Math.round((needed - odds.low) / odds.step), 0), odds.luck.length - 1);
    const found = { luck: odds.luck[place], misses: odds.misses[place] };
    for (const [name, count] of Object.entries(found)) {
      const bar = bars.querySelector(`[data-bar="${name}"]`);
      bar.style.setProperty("--at", count);
      bar.parentElement.classList.toggle("over", count > odds.fair);
      bars.querySelector(`[data-count="${name}"]`).textContent = count;
    }
    bars.querySelector("[data-asked]").textContent = odds.asked.replace("{needed}", needed.toLocaleString(locale));
    bars.querySelector("[data-said]").textContent = odds.words.replace("{luck}", times(found.luck)).replace("{misses}", times(found.misses));
    const unfair = step.querySelector("[data-unfair]");
    if (unfair) unfair.hidden = found.luck <= odds.fair && found.misses <= odds.fair;
  };

  document.addEventListener("DOMContentLoaded", () => {
    steps.querySelectorAll("[data-step]").forEach((step) => {
      step.querySelector("[name$='-target']").addEventListener("input", () => window.requestAnimationFrame(() => move(step)));
    });
    window.addEventListener("pageshow", () => steps.querySelectorAll("[data-step]").forEach(move));
  });
})();
