/* While the demo ends and the person's own SalesGym starts: poll until that one answers, then go there. */
(() => {
  const EVERY = 700;
  const SLOW = 60000;
  document.addEventListener("DOMContentLoaded", () => {
    const card = document.querySelector("#waiting");
    if (!card) return;
    const since = Date.now();
    const ask = async () => {
      try {
        const answer = await fetch(card.dataset.next, { cache: "no-store" });
        /* 202 comes from the demo, which has not ended yet. */
        if (answer.ok && answer.status !== 202) {
          window.location.replace(card.dataset.next);
          return;
        }
      } catch {
        /* No server answers between the end of one and the start of the other: poll again. */
      }
      if (Date.now() - since > SLOW) card.querySelector("[data-slow]").hidden = false;
      window.setTimeout(ask, EVERY);
    };
    window.setTimeout(ask, EVERY);
  });
})();
