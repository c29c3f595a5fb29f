/* Small additions to pages, which work without them. Data attributes and classes of the elements switch them on. */
(() => {
  const TOAST_STAYS = 6000;

  /* A toast disappears after six seconds, but not while the pointer or the focus is on it. data-stay: never. On a
     phone it stands in the page's flow and stays: leaving by itself, it would move what a finger is about to press. */
  const startToast = (toast) => {
    let timer = 0;
    const leave = () => toast.remove();
    const run = () => {
      timer = window.setTimeout(leave, TOAST_STAYS);
    };
    const hold = () => window.clearTimeout(timer);
    toast.querySelector("[data-dismiss]")?.addEventListener("click", leave);
    const isInFlow = window.getComputedStyle(toast.parentElement).position === "static";
    if (!toast.hasAttribute("data-stay") && !isInFlow) {
      toast.addEventListener("mouseenter", hold);
      toast.addEventListener("mouseleave", run);
      toast.addEventListener("focusin", hold);
      toast.addEventListener("focusout", run);
      run();
    }
  };

  /* Charts wider than the screen are scrolled to their newest end, staircases to the step now. */
  const showNewest = (box) => {
    box.scrollLeft = box.scrollWidth;
  };
  const showNow = (stairs) => {
    const now = stairs.querySelector(".sg-stair--now");
    if (now && stairs.scrollWidth > stairs.clientWidth) {
      stairs.scrollLeft = now.offsetLeft - stairs.clientWidth / 2 + now.clientWidth / 2;
    }
  };

  /* Paints a slider's filled part and prints its value: data-from is the rep's value today, data-suffix the unit. */
  const paintRange = (range) => {
    const low = Number(range.min || 0);
    const share = (value) => `${(100 * (value - low)) / (Number(range.max || 100) - low)}%`;
    range.style.setProperty("--from", share(Number(range.dataset.from ?? low)));
    range.style.setProperty("--to", share(Number(range.value)));
    document.querySelectorAll(`output[for="${range.id}"]`).forEach((output) => {
      output.textContent = `${output.dataset.prefix ?? ""}${range.value}${output.dataset.suffix ?? range.dataset.suffix ?? ""}`;
    });
  };

  /* The preview of what the rep will read: data-preview="#field" repeats what is typed or chosen in that field. */
  const wordsOf = (source) => {
    if (source.matches("select")) return source.selectedOptions[0]?.textContent.trim() ?? "";
    if (source.matches("input, textarea")) return source.value.trim();
    const chosen = [...source.querySelectorAll("input:checked")];
    return chosen.map((input) => input.dataset.words ?? input.closest("label")?.textContent.trim() ?? "").join(", ");
  };
  const mirror = (target) => {
    const source = document.querySelector(target.dataset.preview);
    if (!source) return;
    target.dataset.empty ??= target.textContent;
    const repeat = () => {
      target.textContent = wordsOf(source) || target.dataset.empty;
    };
    source.addEventListener("input", repeat);
    source.addEventListener("change", repeat);
    repeat();
  };

  /* data-at-most="3" on a set of chips: with three checked, the others are disabled. */
  const limitChips = (set) => {
    const boxes = [...set.querySelectorAll('input[type="checkbox"]')];
    const apply = () => {
      const full = boxes.filter((box) => box.checked).length >= Number(set.dataset.atMost);
      boxes.forEach((box) => {
        box.disabled = full && !box.checked;
      });
    };
    set.addEventListener("change", apply);
    apply();
  };

  /* data-copy: a button that copies this text and says so in its status element. It is hidden until this runs. */
  const offerCopy = (button) => {
    button.hidden = !navigator.clipboard;
  };

  /* What a refused form still needs takes the focus, which scrolls it into view, also where autofocus is not known
     for a text. */
  const showErrors = () => {
    const first = document.querySelector("[data-errors], #changed");
    if (first && document.activeElement === document.body) first.focus();
  };
  /* Its links put the cursor into the field, or onto the first of its choices. */
  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-errors] a, .sg-error-link");
    const place = link && document.getElementById(link.hash.slice(1));
    const field = place?.matches("input, select, textarea") ? place : place?.querySelector("input, select, textarea");
    if (!field) return;
    event.preventDefault();
    place.closest("details")?.setAttribute("open", "");
    place.scrollIntoView({ block: "center" });
    field.focus({ preventScroll: true });
  });

  const wakeUp = (root) => {
    const each = (selector, start) => root.querySelectorAll(selector).forEach(start);
    each("[data-toast]", startToast);
    each(".sg-chartbox", showNewest);
    each(".sg-stairs", showNow);
    each("input.sg-range", paintRange);
    each("[data-preview]", mirror);
    each("[data-at-most]", limitChips);
    each("[data-copy]", offerCopy);
  };

  /* Buttons for plus and minus: data-step="1" is added to the number input of data-for="#field". */
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-step]");
    if (!button) return;
    const field = document.querySelector(button.dataset.for);
    if (!field) return;
    const wanted = (Number(field.value) || 0) + Number(button.dataset.step);
    const low = field.min === "" ? -Infinity : Number(field.min);
    const high = field.max === "" ? Infinity : Number(field.max);
    field.value = String(Math.min(high, Math.max(low, wanted)));
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.dispatchEvent(new Event("change", { bubbles: true }));
  });

  document.addEventListener("input", (event) => {
    if (event.target.matches("input.sg-range")) paintRange(event.target);
    const form = event.target.closest("form[data-unsaved]");
    if (form) form.dataset.dirty = "yes";
  });

  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-print]")) window.print();
  });

  /* data-switched: one switch over boxes. It ticks or empties them all, and is on as long as one of them is ticked. */
  document.addEventListener("change", (event) => {
    const group = event.target.closest("[data-switched]");
    if (!group) return;
    const boxes = [...group.querySelectorAll('input[type="checkbox"]:not([role="switch"])')];
    const control = group.querySelector('[role="switch"]');
    if (event.target === control) {
      boxes.forEach((box) => {
        box.checked = control.checked;
      });
    } else {
      control.checked = boxes.some((box) => box.checked);
    }
  });

  document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-copy]");
    if (!button) return;
    await navigator.clipboard.writeText(button.dataset.copy);
    button.closest("[data-copies]").querySelectorAll("[data-copied]").forEach((other) => delete other.dataset.copied);
    button.dataset.copied = "yes";
    const status = button.closest("[data-copies]").querySelector('[role="status"]');
    status.textContent = status.dataset.words;
  });

  /* data-submit: a change of this field sends its form at once (filters, quick answers). */
  document.addEventListener("change", (event) => {
    if (event.target.matches("[data-submit]")) event.target.form?.requestSubmit();
  });

  /* Asks before an irreversible action, in a dialog with data-confirm, data-confirm-yes and data-confirm-no. */
  const ask = (form, submitter) => {
    const words = (name, otherwise) => submitter?.dataset[name] ?? form.dataset[name] ?? otherwise;
    const dialog = document.createElement("dialog");
    dialog.className = "sg-dialog";
    const question = document.createElement("p");
    question.className = "sg-lead";
    question.id = "confirm-question";
    question.textContent = words("confirm", "");
    dialog.setAttribute("aria-labelledby", question.id);
    const answers = document.createElement("form");
    answers.method = "dialog";
    answers.className = "sg-actions sg-actions--end";
    const button = (value, label, look) => {
      const made = document.createElement("button");
      made.value = value;
      made.textContent = label;
      made.className = `btn ${look}`;
      return made;
    };
    answers.append(
      button("no", words("confirmNo", "Keep as it is"), "btn-quiet"),
      button("yes", words("confirmYes", submitter?.textContent.trim() || "OK"), "btn-primary"),
    );
    dialog.append(question, answers);
    document.body.append(dialog);
    dialog.addEventListener("close", () => {
      dialog.remove();
      if (dialog.returnValue !== "yes") return;
      form.dataset.confirmed = "yes";
      form.requestSubmit(submitter ?? undefined);
    });
    dialog.showModal();
  };

  /* Marks a form as sent, so that a second click does not send it again. The button shows data-busy at its width. */
  const markBusy = (form, submitter) => {
    form.dataset.sent = "yes";
    delete form.dataset.dirty;
    if (!submitter) return;
    submitter.dataset.label = submitter.innerHTML;
    submitter.style.minWidth = `${submitter.offsetWidth}px`;
    submitter.setAttribute("aria-busy", "true");
    if (submitter.dataset.busy) submitter.textContent = submitter.dataset.busy;
  };
  const markReady = (form) => {
    delete form.dataset.sent;
    delete form.dataset.confirmed;
    form.querySelectorAll('[aria-busy="true"]').forEach((button) => {
      button.removeAttribute("aria-busy");
      if (button.dataset.label !== undefined) button.innerHTML = button.dataset.label;
    });
  };

  /* In the capturing phase, so that the question is asked before other listeners send anything. */
  document.addEventListener(
    "submit",
    (event) => {
      const form = event.target;
      if (form.method === "dialog") return;
      const submitter = event.submitter;
      const isAsked = form.hasAttribute("data-confirm") || submitter?.hasAttribute("data-confirm");
      if (isAsked && form.dataset.confirmed !== "yes") {
        event.preventDefault();
        event.stopImmediatePropagation();
        ask(form, submitter);
        return;
      }
      if (form.method !== "post") return;
      if (form.dataset.sent === "yes") {
        event.preventDefault();
        event.stopImmediatePropagation();
        return;
      }
      markBusy(form, submitter);
    },
    true,
  );

  window.addEventListener("beforeunload", (event) => {
    if (document.querySelector('form[data-dirty="yes"]')) event.preventDefault();
  });
  /* The back button can restore a page with its forms marked as sent: make them work again. */
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) document.querySelectorAll('form[data-sent="yes"]').forEach(markReady);
  });

  /* The answer to a refused form stands in the history as something sent: the back button would show the browser's own
     error in its place. Where the form is sent to its page's own address (no action, or data-own-page), that page is
     what one goes back to. */
  const standAsPage = () => {
    const form = document.querySelector("form [data-errors]")?.closest("form");
    if (form?.matches(":not([action]), [data-own-page]")) window.history.replaceState(window.history.state, "");
  };

  /* A slider that is moved is meant: the tick below says so. */
  document.addEventListener("input", (event) => {
    if (event.target.type !== "range") return;
    const tick = event.target.closest("[data-places]")?.querySelector("[type=checkbox]");
    if (tick) tick.checked = true;
  });

  document.addEventListener("DOMContentLoaded", () => {
    wakeUp(document);
    showErrors();
    standAsPage();
  });
  /* A part of the page that was answered in place (in_place.js). */
  document.addEventListener("part:shown", (event) => {
    wakeUp(event.detail);
    showErrors();
  });
})();
