/* Keeps what is typed in a form on this device, under the person and the page, until the server has taken it.

   The page carries the person (data-person of the body) and the words. Each form that is sent gets a number, `kept`;
   the server repeats it in a cookie once it has taken the form, or where the form comes back (salesgym/kept.py).
   A field is put back where the page still shows what it showed when the person began to type. */
(() => {
  const DAYS = 14;
  const WAIT_MS = 250;
  const NOT_KEPT = "[type=hidden], [type=password], [type=file], [type=submit], [type=button], [data-submit]";
  const WRITTEN = "textarea, [type=text], [type=number], [type=email], [type=url], input:not([type])";
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
  let answered = new Set();

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
    /* What comes back in a fold is seen. */
    field.closest("details")?.setAttribute("open", "");
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

  /* A note before the form, made of the words on the body: kind "back" or "changed". */
  const words = document.body?.dataset ?? {};
  const button = (label, act) => {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "btn btn-sm btn-quiet mt-2 me-2";
    made.textContent = label;
    made.addEventListener("click", act);
    return made;
  };
  const note = (form, text, lines, ...buttons) => {
    const shown = document.createElement("div");
    shown.className = "sg-note sg-note--lake mb-3";
    shown.setAttribute("role", "status");
    const inside = document.createElement("div");
    const said = document.createElement("p");
    said.textContent = text;
    inside.append(said);
    if (lines.length) {
      const list = document.createElement("ul");
      list.className = "sg-quietlist";
      for (const line of lines) list.append(Object.assign(document.createElement("li"), { textContent: line }));
      inside.append(list);
    }
    for (const [label, act] of buttons) {
      inside.append(
        button(label, () => {
          act();
          shown.remove();
        }),
      );
    }
    shown.append(inside);
    form.prepend(shown);
    /* In a fold nobody would see that something is back. */
    form.closest("details")?.setAttribute("open", "");
  };

  const giveBack = (place, form) => {
    const page = store.read(address);
    const entry = page.forms[place];
    if (!entry) return;
    const drop = () => {
      const now = store.read(address);
      delete now.forms[place];
      store.write(address, now);
    };
    const differing = fieldsOf(form).filter(([name, field]) => entry.fields[name] && entry.fields[name].value !== given(field));
    if (answered.has(entry.number)) {
      /* The page is the server's answer to this form: what it shows in its place is what stands there now. */
      for (const [name] of differing) delete entry.fields[name];
      if (Object.keys(entry.fields).length) store.write(address, page);
      else drop();
      return;
    }
    const noted = differing.map(([name, field]) => [field, entry.fields[name]]);
    const back = noted.filter(([field, { base }]) => base === given(field));
    const changed = noted.filter(([field, { base }]) => base !== given(field));
    for (const [field, { value }] of back) put(field, value);
    if (back.length) {
      const clear = () => {
        for (const [field, { base }] of back) put(field, base);
        drop();
      };
      note(form, words.keptBack, [], [words.keptClear, clear]);
    }
    if (changed.length) {
      const texts = changed.filter(([field]) => field.matches(WRITTEN)).map(([, { value }]) => value);
      const use = () => {
        for (const [field, { value }] of changed) put(field, value);
      };
      note(form, words.keptChanged, texts, [words.keptUse, use], [words.keptForget, drop]);
    }
  };

  /* The numbers in a cookie that the server has set for this page. */
  const told = (name) => {
    const cookie = document.cookie.split("; ").find((one) => one.replace("__Host-", "").startsWith(`${name}=`));
    if (!cookie) return new Set();
    const [whole, value] = cookie.split("=");
    document.cookie = `${whole}=; Max-Age=0; Path=/; SameSite=Lax${whole.startsWith("__Host-") ? "; Secure" : ""}`;
    return new Set(value.split("."));
  };
  const forgetTaken = () => {
    const numbers = told("taken");
    if (!numbers.size) return;
    for (const at of store.names()) {
      const page = store.read(at);
      for (const [place, entry] of Object.entries(page.forms)) {
        if (numbers.has(entry.number)) delete page.forms[place];
      }
      store.write(at, page);
    }
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
    answered = told("answered");
    if (!person) return;
    forms().forEach(([place, form]) => giveBack(place, form));
    const isAnythingKept = store.names().some((name) => name.startsWith(mine));
    document.querySelectorAll("[data-keep-choice]").forEach((choice) => {
      choice.hidden = !isAnythingKept;
    });
  };

  document.addEventListener("input", onTyping);
  document.addEventListener("change", onTyping);
  /* In the capturing phase, so that a form that is answered in place carries its number too. */
  document.addEventListener("submit", onSubmit, true);
  const flushAll = () => [...waiting.keys()].forEach(flush);
  window.addEventListener("pagehide", flushAll);
  document.addEventListener("part:leaving", flushAll);
  document.addEventListener("part:shown", start);
  /* A sheet that was fetched into the page (practice.js), or whose form comes back in it. */
  document.addEventListener("sheet:shown", () => {
    answered = new Set([...answered, ...told("answered")]);
    if (person) forms().forEach(([place, form]) => giveBack(place, form));
  });
  document.addEventListener("DOMContentLoaded", start);
})();
