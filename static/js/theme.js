/* Runs in <head> before the first paint: sets the theme chosen on the page Me, else the system's, and the class
   sg-js, which tells the style sheet that scripts run. */
(() => {
  const root = document.documentElement;
  const system = window.matchMedia("(prefers-color-scheme: dark)");
  const chosen = () => {
    if (root.dataset.theme) return root.dataset.theme;
    try {
      return localStorage.getItem("theme");
    } catch {
      return null;
    }
  };
  const paint = () => {
    const choice = chosen();
    const dark = choice === "dark" || (choice !== "light" && system.matches);
    root.dataset.bsTheme = dark ? "dark" : "light";
  };
  root.classList.add("sg-js");
  paint();
  system.addEventListener("change", paint);
  window.addEventListener("storage", paint);
  document.addEventListener("change", (event) => {
    if (!event.target.matches?.("[data-theme-choice]")) return;
    try {
      if (event.target.value === "system") localStorage.removeItem("theme");
      else localStorage.setItem("theme", event.target.value);
    } catch {
      /* Private windows may refuse to store: apply the choice to this page only. */
      root.dataset.bsTheme = event.target.value;
      return;
    }
    paint();
  });
  document.addEventListener("DOMContentLoaded", () => {
    const choice = chosen() ?? "system";
    document.querySelectorAll("[data-theme-choice]").forEach((radio) => {
      radio.checked = radio.value === choice;
    });
  });
})();
