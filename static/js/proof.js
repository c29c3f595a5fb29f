/* A link to #proof opens the proof: in the page where it has a fold, and on a page of its own on a phone. */
(() => {
  const open = () => {
    if (window.location.hash !== "#proof") return;
    const link = [...document.querySelectorAll("[data-proof]")].find((one) => one.offsetParent !== null);
    if (link) window.location.replace(link.href);
  };

  window.addEventListener("hashchange", open);
  open();
})();
