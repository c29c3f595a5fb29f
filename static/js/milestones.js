/* Moves the bars of a step as its target or its weeks change. The page carries sorted lists, so that no request is needed. */
(() => {
  const steps = document.querySelector("[data-odds]");
  if (!steps) return;
  const odds = JSON.parse(steps.dataset.odds);
  const sign = odds.down ? -1 : 1;
  /* None in a list is a plan in which no weeks in a row count. */
  const figure = (value) => (value === null ? -Infinity : value);
  const tenth = (hundredths) => Math.floor(hundredths / 10);

  const found = (run, mark) => {
    const asked = sign * mark - 1e-9 * Math.max(Math.abs(mark), 1e-9);
    const luckOver = figure(run.luckLimit) >= asked;
    return {
      luck: run.luck.filter((value) => figure(value) >= asked).length,
      miss: run.miss.filter((value) => figure(value) < asked).length,
      over: luckOver ? "luck" : figure(run.missLimit) < asked ? "miss" : "",
    };
  };

  const move = (step) => {
    const bars = step.querySelector("[data-fair]");
    const field = step.querySelector("[name$='-target']");
    const weeks = step.querySelector("[name$='-run_weeks']").value;
    const run = odds.runs[weeks];
    const value = Number(field.value);
    if (!bars || field.value === "" || !(value >= 0)) return;
    const unfair = step.querySelector("[data-unfair]");
    if (!run) {
      /* No list: nothing is known of these weeks, so the bars of the weeks before go away. */
      bars.querySelector(".sg-fair__bars").hidden = true;
      bars.querySelector("[data-said]").textContent = weeks ? odds.tooLong.replace("{weeks}", weeks) : odds.usual;
      if (unfair) unfair.hidden = odds.isAnyFair;
      return;
    }
    const at = found(run, value / odds.per);
    bars.querySelector(".sg-fair__bars").hidden = false;
    for (const name of ["luck", "miss"]) {
      const bar = bars.querySelector(`[data-bar="${name}"]`);
      bar.style.setProperty("--at", at[name]);
      bar.parentElement.classList.toggle("over", at.over === name);
      bars.querySelector(`[data-count="${name}"]`).textContent = odds.tens[tenth(at[name])];
    }
    bars.querySelector("[data-said]").textContent = odds.words.replace("{luck}", odds.plans[tenth(at.luck)]).replace("{miss}", odds.tens[tenth(at.miss)]);
    if (unfair) unfair.hidden = !at.over;
  };

  document.addEventListener("DOMContentLoaded", () => {
    steps.querySelectorAll("[data-step]").forEach((step) => {
      const soon = () => window.requestAnimationFrame(() => move(step));
      step.querySelector("[name$='-target']").addEventListener("input", soon);
      step.querySelector("[name$='-run_weeks']").addEventListener("change", soon);
    });
    window.addEventListener("pageshow", () => steps.querySelectorAll("[data-step]").forEach(move));
  });
})();
