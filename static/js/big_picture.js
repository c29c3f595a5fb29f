/* Updates the big picture as the slider moves. The page carries the results of every stop, worked out by the server. */
(() => {
  const REST = 400; /* ms without a move until a screen reader announces the stop */

  const put = (stop) => {
    const each = (name, place) =>
      document.querySelectorAll(`[data-${name}]`).forEach((element) => {
        const value = stop[element.dataset[name]];
        if (value !== undefined) place(element, value);
      });
    each("slot", (element, words) => {
      element.textContent = words;
    });
    each("at", (element, share) => {
      element.setAttribute("class", element.getAttribute("class").replace(/sg-at-\d+/, `sg-at-${share}`));
    });
    each("show", (element, is_shown) => {
      element.hidden = !is_shown;
    });
    each("x", (element, x) => element.setAttribute("transform", `translate(${x} 0)`));
    each("dots", (group, count) => {
      [...group.children].forEach((dot, place, all) => dot.classList.toggle("on", place >= all.length - count));
    });
  };

  /* Where lower is better, the filled part reaches from the target up to today. */
  const paint = (range) => {
    const share = (value) => `${(100 * (value - range.min)) / (range.max - range.min)}%`;
    const [from, to] = "down" in range.dataset ? [range.value, range.dataset.from] : [range.dataset.from, range.value];
    range.style.setProperty("--from", share(Number(from)));
    range.style.setProperty("--to", share(Number(to)));
  };

  document.addEventListener("DOMContentLoaded", () => {
    const range = document.querySelector("#id_target");
    const data = document.querySelector("#stops");
    if (!range || !data) return;
    const stops = JSON.parse(data.textContent);
    const told = document.querySelector("[data-said]");
    const typed = document.querySelector("#id_typed");
    let frame = 0;
    let rest = 0;

    const nearest = (value) => stops.reduce((best, stop) => (Math.abs(stop.at - value) < Math.abs(best.at - value) ? stop : best));
    const show = () => {
      frame = 0;
      const stop = nearest(Number(range.value));
      put(stop);
      paint(range);
      range.setAttribute("aria-valuetext", stop.say);
      clearTimeout(rest);
      rest = setTimeout(() => {
        told.textContent = stop.said;
      }, REST);
    };
    range.addEventListener("input", () => {
      if (typed) typed.value = "";
      if (!frame) frame = requestAnimationFrame(show);
    });
    /* After the back button the browser restores the slider's value, but not the texts: show them again. */
    window.addEventListener("pageshow", () => {
      if (Math.abs(Number(range.value) - Number(range.dataset.chosen)) >= Number(range.step)) show();
    });
    paint(range);
  });
})();
