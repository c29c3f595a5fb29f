/* Imports of numbers: sends a chosen or dropped file at once, and shows the progress of a running import. */
(() => {
  const POLL_MS = 700;
  const POLL_LATER_MS = 5000;

  /* ---------- Drop ---------- */
  const startDrop = (form) => {
    const zone = form.querySelector("[data-zone]");
    const field = form.querySelector('input[type="file"]');
    const words = zone.querySelector("[data-say]");
    const fault = form.querySelector("[data-fault]");
    const before = words.textContent;

    const refuse = (sentence) => {
      const line = document.createElement("p");
      line.className = "invalid-feedback d-flex";
      line.setAttribute("role", "alert");
      line.textContent = sentence;
      fault.replaceChildren(line);
      zone.classList.add("sg-drop--fault");
      field.value = "";
    };
    const send = () => {
      const file = field.files[0];
      if (!file) return;
      if (file.size > Number(form.dataset.most)) {
        refuse(form.dataset.tooLarge);
        return;
      }
      words.textContent = `${words.dataset.busy} ${file.name}`;
      form.requestSubmit();
      zone.classList.add("sg-drop--busy");
      zone.querySelector("progress").hidden = false;
    };
    const over = (isOver) => zone.classList.toggle("sg-drop--over", isOver);

    field.addEventListener("change", send);
    ["dragenter", "dragover"].forEach((name) => zone.addEventListener(name, () => over(true)));
    ["dragleave", "drop"].forEach((name) => zone.addEventListener(name, () => over(false)));
    /* A file dropped outside the zone would be opened by the browser; it is taken as the field's file instead. */
    document.addEventListener("dragover", (event) => event.preventDefault());
    document.addEventListener("drop", (event) => {
      if (event.target === field || !event.dataTransfer?.files.length) return;
      event.preventDefault();
      field.files = event.dataTransfer.files;
      send();
    });
    /* The back button can restore the page in its busy state: reset it. */
    window.addEventListener("pageshow", (event) => {
      if (!event.persisted) return;
      field.value = "";
      words.textContent = before;
      zone.classList.remove("sg-drop--busy");
      zone.querySelector("progress").hidden = true;
    });
  };

  /* ---------- Progress ---------- */
  const show = (state, fresh) => {
    const bar = fresh.querySelector("#import-bar");
    const shown = state.querySelector("#import-bar");
    if (bar.hasAttribute("value")) shown.setAttribute("value", bar.getAttribute("value"));
    else shown.removeAttribute("value");
    state.querySelector("#import-percent").textContent = fresh.querySelector("#import-percent").textContent;
  };
  const poll = async (state) => {
    let wait = POLL_MS;
    try {
      const answer = await fetch(window.location.href, { headers: { Accept: "text/html" } });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = page.querySelector("#import-state");
      if (answer.ok && fresh?.dataset.state !== state.dataset.state) {
        window.location.reload();
        return;
      }
      if (fresh) show(state, fresh);
      else wait = POLL_LATER_MS;
    } catch {
      wait = POLL_LATER_MS;
    }
    window.setTimeout(() => poll(state), wait);
  };

  document.addEventListener("DOMContentLoaded", () => {
    document.querySelectorAll("form[data-drop]").forEach(startDrop);
    const state = document.querySelector("#import-state");
    if (state) window.setTimeout(() => poll(state), POLL_MS);
  });
})();
