/* A form with data-later that cannot be sent, as the phone has no connection, is kept on this device and sent once it
   is online again. The server stores the same client_id once, so it may be sent any number of times.

   It lies among what kept.js keeps, under the person and "later": signing out erases it, and so do fourteen days. */
(() => {
  const person = document.querySelector("[data-person]")?.dataset.person;
  const words = document.body?.dataset ?? {};
  const mine = `typed:${person}:`;
  const address = `${mine}later`;
  const GONE = "csrfmiddlewaretoken";

  const read = (name) => {
    try {
      return JSON.parse(localStorage.getItem(name)) ?? { forms: {} };
    } catch {
      return { forms: {} };
    }
  };
  const write = (name, page) => {
    if (Object.keys(page.forms).length) localStorage.setItem(name, JSON.stringify(page));
    else localStorage.removeItem(name);
  };
  const forget = (id) => {
    const page = read(address);
    delete page.forms[id];
    write(address, page);
  };

  const say = (text, kind, ...buttons) => {
    const toasts = document.querySelector("#messages");
    if (!toasts) return;
    const toast = document.createElement("div");
    toast.className = "sg-toast";
    toast.setAttribute("role", kind);
    toast.append(Object.assign(document.createElement("span"), { textContent: text }));
    for (const [label, act] of buttons) {
      const button = Object.assign(document.createElement("button"), { type: "button", textContent: label });
      button.className = "btn btn-sm btn-bare";
      button.addEventListener("click", () => {
        act();
        toast.remove();
      });
      toast.append(button);
    }
    toasts.replaceChildren(toast);
  };

  /* What kept.js has noted of the same form is no draft any more. */
  const dropDraft = (number) => {
    const names = Object.keys(localStorage).filter((name) => name.startsWith(mine) && name !== address);
    for (const name of names) {
      const page = read(name);
      for (const [place, entry] of Object.entries(page.forms)) if (entry.number === number) delete page.forms[place];
      write(name, page);
    }
  };

  /* True where the form lies on this device now. */
  const keep = (form) => {
    const pairs = [...new FormData(form)].filter(([name]) => name !== GONE);
    const { client_id: id, kept: number } = Object.fromEntries(pairs);
    try {
      const page = read(address);
      page.forms[id] = { at: Date.now(), number, fields: {}, url: form.action, pairs };
      write(address, page);
      dropDraft(number);
    } catch {
      return false;
    }
    const dialog = form.closest("dialog");
    if (dialog) dialog.close();
    else form.hidden = true;
    say(words.laterKept, "status");
    return true;
  };

  const sentence = (page) =>
    page.querySelector("#sheet [role=alert], #sheet .invalid-feedback span")?.textContent.replace(/\s+/g, " ").trim() ?? "";
  const parsed = async (response) => new DOMParser().parseFromString(await response.text(), "text/html");

  /* Sends one; false where there is still no connection, or somebody else is signed in. */
  const sendOne = async ([id, { url, pairs }]) => {
    const page = await parsed(await fetch(url, { headers: { Accept: "text/html" } }));
    const token = page.querySelector(`[name=${GONE}]`)?.value;
    if (page.querySelector("[data-person]")?.dataset.person !== person || !token) return false;
    const body = new URLSearchParams([...pairs, [GONE, token]]);
    const response = await fetch(url, { method: "POST", body, redirect: "manual", headers: { Accept: "text/html" } });
    if (response.type === "opaqueredirect") {
      forget(id);
      say(words.laterSent, "status");
      return true;
    }
    if (response.status < 500) {
      const why = sentence(await parsed(response));
      say(`${words.laterRefused} ${why}`, "alert", [words.keptForget, () => forget(id)]);
    }
    return response.status < 500;
  };

  let isSending = false;
  const sendAll = async () => {
    if (isSending || !person || !navigator.onLine) return;
    isSending = true;
    try {
      for (const waiting of Object.entries(read(address).forms)) if (!(await sendOne(waiting))) break;
    } catch {
      /* No connection after all: they wait for the next one. */
    }
    isSending = false;
  };

  const isLater = (form) => Boolean(person && form?.matches?.("form[data-later]"));
  document.addEventListener(
    "submit",
    (event) => {
      if (navigator.onLine || event.defaultPrevented || !isLater(event.target)) return;
      if (!keep(event.target)) return;
      event.preventDefault();
      event.stopImmediatePropagation();
    },
    true,
  );
  /* The phone thought that it was online: before in_place.js asks for a whole page, which is not there either. */
  document.addEventListener(
    "htmx:sendError",
    (event) => {
      const form = event.detail.requestConfig?.elt ?? event.target;
      if (isLater(form) && keep(form)) event.stopImmediatePropagation();
    },
    true,
  );
  window.addEventListener("online", sendAll);
  document.addEventListener("DOMContentLoaded", sendAll);
})();
