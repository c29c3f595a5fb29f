/* Forms with hx-boost="true" change a part of their page (htmx); without this script they lead to the whole page. */
(() => {
  const hasPart = (text) => /<main[^>]* id="main"/.test(text);

  /* What cannot be shown in place is asked for as a whole page: somebody else signed in, a right that was taken away,
     a server that is not there. A form that was refused so has changed nothing and is sent again, without the script,
     with the button that was pressed. */
  const sendWhole = ({ elt, triggeringEvent }) => {
    if (!elt?.isConnected || !elt.matches("form")) {
      window.location.reload();
      return;
    }
    const { name, value } = triggeringEvent?.submitter ?? {};
    if (name) elt.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
    HTMLFormElement.prototype.submit.call(elt);
  };
  ["htmx:responseError", "htmx:sendError", "htmx:timeout", "htmx:swapError"].forEach((name) =>
    document.addEventListener(name, (event) => sendWhole(event.detail.requestConfig ?? {})),
  );
  document.addEventListener("htmx:beforeSwap", (event) => {
    const { shouldSwap, serverResponse } = event.detail;
    if (!shouldSwap) return;
    if (hasPart(serverResponse)) {
      document.dispatchEvent(new Event("part:leaving"));
      return;
    }
    event.detail.shouldSwap = false;
    sendWhole(event.detail.requestConfig);
  });

  /* The new part wakes up as a new page does. Whoever works by keyboard goes on in it. */
  document.addEventListener("htmx:load", (event) => {
    const part = event.detail.elt;
    if (part.id === "sheet") document.dispatchEvent(new Event("sheet:shown"));
    if (part.id !== "main") return;
    document.dispatchEvent(new CustomEvent("part:shown", { detail: part }));
    if (document.activeElement === document.body) part.focus({ preventScroll: true });
  });
})();
