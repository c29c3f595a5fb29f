/* Keeps what is typed in a form on this device, under the person and the page, until the server has taken it.

   The page carries the person (data-person of the body) and the words (template#kept-words). Each form that is sent
   gets a number, `kept`; the server repeats it in the cookie `taken` once it has taken the form (salesgym/kept.py).
   A field is put back where the page still shows what it showed when the person began to type. */
(() => {
  const DAYS = 14;
  const WAIT_MS = 250;
  const NOT_KEPT = "[type=hidden], [type=password], [type=file], [type=submit], [type=button], [data-submit]";
  const person = document.querySelector("[data-person]")?.dataset.person;
  const mine = `typed:${person}:`;

  /* Storage may be switched off or full: then pages work as they do without scripts. */
  const store = {
    names() {
      try {
        return Object.keys(localStorage).filter((name) => name.startsWith("typed:"));
      } catch {
        return [];
      }
    },
    read(name) {
      try {
        return JSON.parse(localStorage.getItem(name)) ?? { forms: {} };
      } catch {
        return { forms: {} };
      }
    },
    write(name, page) {
      try {
        if (Object.keys(page.forms).length) localStorage.setItem(name, JSON.stringify(page));
        else localStorage.removeItem(name);
      } catch {
        /* Nothing is kept. */
      }
    },
    remove(name) {
      try {
        localStorage.removeItem(name);
      } catch {
        /* Nothing was kept. */
      }
    },
  };

  const address = mine + window.location.pathname;
  const known = new WeakMap();

  /* What the server put into a field, and what stands in it now. */
  const given = (field) => {
    if (field.matches("[type=checkbox], [type=radio]")) return field.defaultChecked ? "on" : "";
    if (field.matches("select")) {
      const options = [...field.options];
      const chosen = options.filter((option) => option.defaultSelected);
      const first = field.multiple ? [] : options.slice(0, 1);
      return JSON.stringify((chosen.length ? chosen : first).map((option) => option.value));
    }
    return field.defaultValue;
  };
  const present = (field) => {
    if (field.matches("[type=checkbox], [type=radio]")) return field.checked ? "on" : "";
    if (field.matches("select")) return JSON.stringify([...field.selectedOptions].map((option) => option.value));
    return field.value;
  };
  const put = (field, value) => {
    if (field.matches("[type=checkbox], [type=radio]")) field.checked = value === "on";
    else if (field.matches("select")) {
      const values = JSON.parse(value);
      [...field.options].forEach((option) => {
        option.selected = values.includes(option.value);
      });
    } else field.value = value;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.dispatchEvent(new Event("change", { bubbles: true }));
  };

  const isTyped = (field) => field.name && field.matches("input, textarea, select") && !field.matches(NOT_KEPT);
  const isKept = (form) =>
    form.matches?.('form[method="post"]:not([data-forget])') && [...form.elements].some(isTyped);
  /* Forms and fields by name and place, so that the same ones are found again on the next page. */
  const placed = (elements, nameOf) => {
    const seen = {};
    return [...elements].map((element) => {
      const name = nameOf(element);
      seen[name] = (seen[name] ?? -1) + 1;
      return [`${name}#${seen[name]}`, element];
    });
  };
  const forms = () => placed([...document.forms].filter(isKept), (form) => form.getAttribute("action") ?? "");
  const placeOf = (form) => forms().find(([, other]) => other === form)?.[0];
  const fieldsOf = (form) => {
    const nameOf = (field) => (field.matches("[type=checkbox], [type=radio]") ? `${field.name}=${field.value}` : field.name);
    return placed([...form.elements].filter(isTyped), nameOf);
  };

  const keep = (form, number) => {
    const place = placeOf(form);
    if (place === undefined) return;
    const page = store.read(address);
    const before = page.forms[place];
    const fields = {};
    for (const [name, field] of fieldsOf(form)) {
      const value = present(field);
      /* A refused form comes back filled in: what stood there at first is what was noted at first. */
      const noted = before?.fields[name];
      const base = noted && noted.value === given(field) ? noted.base : given(field);
      if (value !== base) fields[name] = { base, value };
    }
    if (Object.keys(fields).length) page.forms[place] = { at: Date.now(), number: number ?? before?.number, fields };
    else delete page.forms[place];
    store.write(address, page);
  };

  const note = (form, kind, drop) => {
    const words = document.querySelector("#kept-words")?.content.querySelector(`[data-kept="${kind}"]`);
    if (!words) return null;
    const shown = words.cloneNode(true);
    shown.querySelector("[data-kept-drop]").addEventListener("click", () => {
      drop();
      shown.remove();
    });
    form.prepend(shown);
    return shown;
  };

  const giveBack = (place, form) => {
    const page = store.read(address);
    const entry = page.forms[place];
    if (!entry) return;
    const back = [];
    const changed = [];
    for (const [name, field] of fieldsOf(form)) {
      const noted = entry.fields[name];
      if (!noted || noted.value === given(field)) continue;
      if (noted.base === given(field)) back.push([field, noted]);
      else changed.push([field, noted]);
    }
    const drop = () => {
      const now = store.read(address);
      delete now.forms[place];
      store.write(address, now);
    };
    for (const [field, noted] of back) put(field, noted.value);
    if (back.length) {
      note(form, "back", () => {
        for (const [field, noted] of back) put(field, noted.base);
        drop();
      });
    }
    if (changed.length) {
      const shown = note(form, "changed", drop);
      const list = shown?.querySelector("[data-kept-texts]");
      for (const [field, noted] of changed) {
        if (!field.matches("textarea, [type=text], [type=number], [type=email], [type=url], input:not([type])")) continue;
        const line = document.createElement("li");
        line.textContent = noted.value;
        list?.append(line);
      }
      shown?.querySelector("[data-kept-use]")?.addEventListener("click", () => {
        for (const [field, noted] of changed) put(field, noted.value);
        shown.remove();
      });
    }
  };

  /* The server has taken these forms: nothing is kept of them. */
  const forgetTaken = () => {
    const cookie = document.cookie.split("; ").find((one) => /^(__Host-)?taken=/.test(one));
    if (!cookie) return;
    const [name, value] = cookie.split("=");
    const numbers = new Set(value.split("."));
    for (const at of store.names()) {
      const page = store.read(at);
      for (const [place, entry] of Object.entries(page.forms)) {
        if (numbers.has(entry.number)) delete page.forms[place];
      }
      store.write(at, page);
    }
    document.cookie = `${name}=; Max-Age=0; Path=/; SameSite=Lax${name.startsWith("__Host-") ? "; Secure" : ""}`;
  };

  const forgetOld = () => {
    const oldest = Date.now() - DAYS * 24 * 3600 * 1000;
    for (const at of store.names()) {
      const page = store.read(at);
      for (const [place, entry] of Object.entries(page.forms)) if (entry.at < oldest) delete page.forms[place];
      store.write(at, page);
    }
  };

  const waiting = new Map();
  const flush = (form) => {
    window.clearTimeout(waiting.get(form));
    waiting.delete(form);
    keep(form);
  };
  const onTyping = (event) => {
    const form = event.target.form;
    if (!form || !isKept(form) || !person) return;
    window.clearTimeout(waiting.get(form));
    waiting.set(form, window.setTimeout(flush, WAIT_MS, form));
  };

  const onSubmit = (event) => {
    const form = event.target;
    if (event.defaultPrevented) return;
    if (form.matches("[data-signs-out]")) {
      const isToStay = form.elements.keep_typed?.checked;
      if (!isToStay) store.names().filter((name) => name.startsWith(mine)).forEach(store.remove);
      return;
    }
    if (!isKept(form) || !person) return;
    window.clearTimeout(waiting.get(form));
    waiting.delete(form);
    const number = known.get(form) ?? window.crypto.getRandomValues(new Uint32Array(2)).join("-");
    known.set(form, number);
    const hidden = form.querySelector('input[name="kept"]') ?? document.createElement("input");
    hidden.type = "hidden";
    hidden.name = "kept";
    hidden.value = number;
    form.append(hidden);
    keep(form, number);
  };

  const start = () => {
    forgetTaken();
    forgetOld();
    if (!person) return;
    forms().forEach(([place, form]) => giveBack(place, form));
    const isAnythingKept = store.names().some((name) => name.startsWith(mine));
    document.querySelectorAll("[data-keep-choice]").forEach((choice) => {
      choice.hidden = !isAnythingKept;
    });
  };

  document.addEventListener("input", onTyping);
  document.addEventListener("change", onTyping);
  document.addEventListener("submit", onSubmit);
  window.addEventListener("pagehide", () => [...waiting.keys()].forEach(flush));
  /* A sheet that was fetched into the page (practice.js). */
  document.addEventListener("sheet:shown", () => person && forms().forEach(([place, form]) => giveBack(place, form)));
  document.addEventListener("DOMContentLoaded", start);
})();
