// The small script of Overture. Every page works without it.
//
// It keeps live parts fresh (server-sent events), counts clocks down, shows confirming pages as
// dialogs, lets names and scores be changed in place, keeps what was typed and not saved, times the flash
// away, and listens to keys.
(() => {
  "use strict";

  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const parse = (html) => new DOMParser().parseFromString(html, "text/html");
  const inField = (target) => target.closest("input, textarea, select, [contenteditable]") !== null;

  // ---------- Unsaved text: leaving the page asks, and sending one form keeps what was typed into the others.
  // It waits in this tab's sessionStorage until its form is on a page again, or is saved.

  const unsavedPrefix = "unsaved:";
  let isSending = false;

  const fieldsOf = (form) => [...form.elements].filter((field) =>
    field.name && field.matches("input, textarea, select") && !field.matches("[data-act], [data-pick-rest], .pick input")
      && !["hidden", "password", "file", "submit", "button"].includes(field.type));

  const isBox = (field) => field.type === "checkbox" || field.type === "radio";

  const isChanged = (field) => {
    if (isBox(field)) return field.checked !== field.defaultChecked;
    if (field.options) {
      const options = [...field.options];
      return field.selectedIndex !== Math.max(options.findLastIndex((one) => one.defaultSelected), 0);
    }
    if (field.value === field.defaultValue) return false;
    // What the server sent may not be what such a field can hold.
    const fresh = field.cloneNode();
    fresh.value = field.defaultValue;
    return field.value !== fresh.value;
  };

  // A refused form holds what was typed as if it were saved.
  const wasRefused = (form) =>
    (form.closest("section") ?? form).querySelector(".errors, [aria-invalid=true]") !== null;

  const unsavedFields = (form) =>
    fieldsOf(form).filter((field) => isChanged(field) || (wasRefused(form) && !isBox(field) && field.value));

  // Of a form with a password everything else is kept.
  const writingForms = () => all(".app form").filter((form) => form.method === "post");

  // A typed password is not saved either, but it is kept nowhere.
  const passwordsOf = (form) => [...form.elements].filter((field) => field.type === "password" && field.value);

  const isUnsaved = (root) => writingForms().some((form) =>
    [...unsavedFields(form), ...passwordsOf(form)].some((field) => root.contains(field)));

  const person = document.querySelector(".app")?.dataset.person;

  // Of one person, who is signed in here, and one workspace, as the form's token is.
  const ownerOf = (form) => `${person}:${form.elements.csrf?.value.split("-")[0]}`;

  const actionOf = (form) => new URL(form.getAttribute("action") ?? "", location.href).pathname;

  const unsavedKey = (form) => `${unsavedPrefix}${ownerOf(form)}:${location.pathname}:${actionOf(form)}`;

  const stored = (work) => { try { return work(sessionStorage); } catch { return null; } };

  const keepUnsaved = (sent) => {
    for (const form of writingForms()) {
      const key = unsavedKey(form);
      const fields = form === sent ? [] : unsavedFields(form);
      if (fields.length === 0) {
        if (form === sent) stored((storage) => storage.removeItem(key));
        continue;
      }
      const named = (field) => fieldsOf(form).filter((one) => one.name === field.name);
      const kept = fields.map((field) => ({
        name: field.name, place: named(field).indexOf(field), value: field.value,
        checked: isBox(field) ? field.checked : null,
      }));
      // Its version says what it was made from: a colleague's change is still noticed.
      const version = form.elements.version?.value;
      const text = JSON.stringify({ page: location.pathname + location.search, version, kept });
      stored((storage) => storage.setItem(key, text));
    }
  };

  const bringBack = (form, { version, kept }) => {
    for (const { name, place, value, checked } of kept) {
      const named = fieldsOf(form).filter((field) => field.name === name);
      if (checked === null) {
        if (named[place]) named[place].value = value;
      } else {
        const box = named.find((field) => field.value === value);
        if (box) box.checked = checked;
      }
    }
    if (version !== undefined && form.elements.version) form.elements.version.value = version;
  };

  // A line that says so, and a way to let it go.
  const unsavedLine = (words, discard) => {
    const line = document.createElement("p");
    line.className = "row tight small unsaved";
    line.setAttribute("role", "status");
    const mark = document.createElement("span");
    mark.className = "badge amber";
    mark.textContent = "Unsaved";
    const button = document.createElement("button");
    button.type = "button";
    button.className = "linklike";
    button.textContent = "Discard";
    button.addEventListener("click", () => { discard(); line.remove(); });
    line.append(mark, ...words, button);
    return line;
  };

  // Who signed out in another tab, or whose session ended, left text in this one.
  const dropTextOfOthers = () => stored((storage) => {
    for (const key of Object.keys(storage)) {
      if (key.startsWith(unsavedPrefix) && !key.startsWith(`${unsavedPrefix}${person}:`)) storage.removeItem(key);
    }
  });

  const showUnsaved = () => {
    const forms = new Map(writingForms().map((form) => [unsavedKey(form), form]));
    const workspace = document.querySelector(".app input[name=csrf]")?.value.split("-")[0];
    const here = `${unsavedPrefix}${person}:${workspace}:${location.pathname}:`;
    const keys = stored((storage) => Object.keys(storage).filter((key) => key.startsWith(here))) ?? [];
    for (const key of keys) {
      const state = stored((storage) => JSON.parse(storage.getItem(key)));
      const form = forms.get(key);
      const drop = () => stored((storage) => storage.removeItem(key));
      if (!state) continue;
      if (!form) {
        const link = document.createElement("a");
        link.href = state.page;
        link.textContent = "Open what you typed";
        document.getElementById("main").prepend(unsavedLine([link], drop));
        continue;
      }
      const version = form.elements.version?.value;
      bringBack(form, state);
      drop();
      if (unsavedFields(form).length === 0) continue;
      form.closest("details")?.setAttribute("open", "");
      const discard = () => {
        form.reset();
        if (version !== undefined) form.elements.version.value = version;
      };
      const button = form.querySelector("button:not([type=button])");
      const line = unsavedLine([document.createTextNode("What you typed here is not saved yet.")], discard);
      const place = button?.closest(".row, footer") ?? button;
      if (place && place !== form) place.before(line); else form.append(line);
    }
  };

  // ---------- Of several forms on a page, each says whether it is saved, and the one that is not has the filled
  // button: data-state on the form, with the word for what was just saved ("" for what never is). What nobody
  // has saved since the page was opened says nothing.

  const justSaved = new WeakSet();

  const showState = (form) => {
    const button = form.querySelector("button:not([type=button])");
    if (!button) return;
    let line = form.querySelector(".state");
    if (!line) {
      line = document.createElement("span");
      line.className = "state small muted";
      line.id = `state-${all("form[data-state]").indexOf(form)}`;
      button.after(line);
      button.setAttribute("aria-describedby", line.id);
    }
    const isOpen = unsavedFields(form).length > 0 || passwordsOf(form).length > 0;
    line.textContent = isOpen ? "Unsaved changes" : justSaved.has(form) ? form.dataset.state : "";
    button.classList.toggle("primary", isOpen);
  };

  for (const kind of ["input", "change"]) {
    document.addEventListener(kind, (event) => {
      const form = event.target.form;
      if (form && "state" in form.dataset) showState(form);
    });
  }
  document.addEventListener("reset", (event) => {
    if ("state" in event.target.dataset) setTimeout(() => showState(event.target));
  });
  // Going back to a page from which a form was sent shows what was typed once more: sent again, it would be
  // a second entry. So that form is emptied, unless it was refused since.
  const sentKey = (form) => `sent:${ownerOf(form)}:${actionOf(form)}`;

  addEventListener("pageshow", (event) => {
    const isBack = event.persisted || performance.getEntriesByType("navigation")[0]?.type === "back_forward";
    for (const form of writingForms()) {
      const wasSent = stored((storage) => storage.getItem(sentKey(form))) !== null;
      if (!wasSent) continue;
      if (isBack && !wasRefused(form)) form.reset();
      if (isBack) continue;
      stored((storage) => storage.removeItem(sentKey(form)));
      // A page that says so comes after what was saved.
      if (document.querySelector("[data-flash]:not(.bad)") && !wasRefused(form)) justSaved.add(form);
    }
    for (const form of all("form[data-state]")) showState(form);
  });

  addEventListener("submit", (event) => {
    if (event.defaultPrevented) return;
    const form = event.target;
    if (form.getAttribute("action") === "/sign-out") {
      if (isUnsaved(document) && !confirm("Sign out? What you typed on this page is not saved.")) {
        event.preventDefault();
        return;
      }
      stored((storage) => {
        for (const key of Object.keys(storage)) if (key.startsWith(unsavedPrefix)) storage.removeItem(key);
      });
    } else {
      keepUnsaved(form);
      if (form.method === "post") stored((storage) => storage.setItem(sentKey(form), ""));
    }
    sending();
  });

  const sending = () => {
    isSending = true;
    setTimeout(() => { isSending = false; }, 1000);
  };

  // A link that says that it drops what was typed.
  document.addEventListener("click", (event) => { if (event.target.closest("a[data-drop]")) sending(); });

  addEventListener("beforeunload", (event) => {
    if (!isSending && isUnsaved(document)) event.preventDefault();
  });

  if (person) {
    dropTextOfOthers();
    showUnsaved();
  }

  // ---------- Live parts: data-live="topic", data-live-key="name"; data-live-once stands, with an id, on
  // what is shown again once it is complete; data-live-at is the address of what is shown, where the page's
  // own may show something else the next time: the newest of a list

  let fetching = false;
  let again = false;

  // Symbols that a fresh part needs and this page has not got yet.
  const bringSymbols = (fresh) => {
    const sprite = document.getElementById("sprite");
    for (const symbol of all("#sprite symbol", fresh)) {
      if (!document.getElementById(symbol.id)) sprite.append(symbol);
    }
  };

  const replace = (old, fresh) => {
    if (old.isEqualNode(fresh)) return;
    // What somebody is in the middle of stays as it is.
    if (old.contains(document.activeElement) && inField(document.activeElement)) return;
    if (isUnsaved(old)) return;
    const focused = old.contains(document.activeElement) ? document.activeElement : null;
    const place = focused ? all("a, button, summary, [tabindex]", old).indexOf(focused) : -1;
    const open = all("details[open][id]", old).map((one) => one.id);
    // What is ticked stays ticked.
    for (const box of all(".pick input[name]:checked", old)) {
      const same = all(".pick input[name]", fresh)
        .find((other) => other.name === box.name && other.value === box.value);
      if (same) same.checked = true;
    }
    old.replaceWith(fresh);
    for (const id of open) document.getElementById(id)?.setAttribute("open", "");
    if (place >= 0) all("a, button, summary, [tabindex]", fresh)[place]?.focus();
    if (place === -1 && focused) fresh.focus?.();
  };

  const refresh = async () => {
    if (document.hidden) { again = true; return; }
    if (fetching) { again = true; return; }
    fetching = true;
    again = false;
    try {
      const address = document.querySelector("[data-live-at]")?.dataset.liveAt || location.href;
      const answer = await fetch(address, { headers: { "X-Live": "1" } });
      if (answer.ok && !answer.redirected) {
        const page = parse(await answer.text());
        bringSymbols(page);
        for (const old of all("[data-live-key]")) {
          if (old.parentElement?.closest("[data-live-key]")) continue;
          const key = CSS.escape(old.dataset.liveKey);
          const fresh = page.querySelector(`[data-live-key="${key}"]`);
          if (fresh) replace(old, document.adoptNode(fresh));
        }
        if (!page.querySelector("[data-working]")) {
          for (const one of all("[data-working]")) one.removeAttribute("data-working");
        }
        for (const old of all("[data-live-once]")) {
          const fresh = page.getElementById(old.id);
          if (fresh && !("liveOnce" in fresh.dataset)) replace(old, document.adoptNode(fresh));
        }
      }
    } catch { /* The server is away: the next event brings what is missing. */ }
    // At most one look a second, however fast things move.
    setTimeout(() => { fetching = false; if (again && !document.hidden) refresh(); }, 1000);
  };

  const topics = [...new Set(all("[data-live]").flatMap((one) => one.dataset.live.split(" ")))];
  if (topics.length > 0 && "EventSource" in window) {
    const open = () => {
      const source = new EventSource(`/events?topics=${topics.map(encodeURIComponent).join(",")}`);
      source.onmessage = refresh;
      // What works may have ended before anybody listened.
      if (document.querySelector("[data-working]")) source.onopen = refresh;
      addEventListener("pagehide", () => source.close(), { once: true });
    };
    open();
    // The end of long work is seen even where its event was lost.
    const look = setInterval(() => {
      if (document.querySelector("[data-working]")) refresh();
      else clearInterval(look);
    }, 5000);
    addEventListener("pageshow", (event) => { if (event.persisted) { open(); refresh(); } });
    document.addEventListener("visibilitychange", () => { if (!document.hidden && again) refresh(); });
  }

  // ---------- Launches: data-left (seconds from when the page was made). The last minute is counted down, and
  // when the time has come the page is looked at again: then other buttons are on it.

  const launches = new WeakMap();

  const countDown = () => {
    const now = performance.now();
    for (const line of all("[data-left]")) {
      const launch = launches.get(line) ?? { end: now + Number(line.dataset.left) * 1000, wait: 1000 };
      launches.set(line, launch);
      const left = Math.ceil((launch.end - now) / 1000);
      if (left > 0 && left <= 60) line.textContent = `Launches in ${left} second${left === 1 ? "" : "s"}`;
      if (left > 0 || now < (launch.next ?? 0)) continue;
      // The server may be away, or what is being typed keep its part: each look waits longer.
      launch.next = now + launch.wait;
      launch.wait = Math.min(launch.wait * 2, 60_000);
      refresh();
    }
  };
  if (document.querySelector("[data-left], [data-live-key]")) {
    countDown();
    setInterval(countDown, 1000);
  }

  // ---------- Clocks: data-due (seconds since 1970), data-span (seconds in all), data-soon (seconds that are few)
  // As Words.duration on the server; Tests/Browser/durations.json holds the two together.

  const worded = (seconds) => {
    const minutes = Math.floor(seconds / 60), hours = Math.floor(minutes / 60);
    if (seconds < 60) return `${seconds} s`;
    if (minutes < 60) return `${minutes} min`;
    if (hours < 24) return minutes % 60 === 0 ? `${hours} h` : `${hours} h ${minutes % 60} min`;
    return hours % 24 === 0 ? `${hours / 24} d` : `${Math.floor(hours / 24)} d ${hours % 24} h`;
  };

  const tick = () => {
    for (const clock of all(".sla[data-due]")) {
      const left = Number(clock.dataset.due) - Math.floor(Date.now() / 1000);
      clock.querySelector(".sla-words").textContent =
        left < 0 ? `${worded(-left)} over` : `${worded(left)} left`;
      clock.classList.toggle("soon", left >= 0 && left <= Number(clock.dataset.soon));
      clock.classList.toggle("late", left < 0);
      const ring = clock.querySelector("circle + path");
      const share = Math.min(Math.max(left / Number(clock.dataset.span), 0), 1);
      ring?.setAttribute("stroke-dasharray", `${(100 * share).toFixed(1)} 100`);
    }
  };
  if (document.querySelector(".sla[data-due]")) setInterval(tick, 60_000);

  // ---------- Flash: eight seconds or as many as it says, unless it is an error, or under the pointer or
  // the focus

  const timeAway = (flash) => {
    if (flash.classList.contains("bad")) return;
    let timer;
    const end = Date.now() + Number(flash.dataset.flash || 8) * 1000;
    const start = () => {
      timer = setTimeout(() => flash.remove(), Math.max(end - Date.now(), 8000));
    };
    const stay = () => clearTimeout(timer);
    flash.addEventListener("pointerenter", stay);
    flash.addEventListener("focusin", stay);
    flash.addEventListener("pointerleave", start);
    flash.addEventListener("focusout", start);
    start();
  };

  for (const flash of all("[data-flash]")) timeAway(flash);

  const bringFlash = (page) => {
    for (const old of all("[data-flash]")) old.remove();
    const flash = page.querySelector("[data-flash]");
    if (!flash) return;
    document.getElementById("main").prepend(document.adoptNode(flash));
    timeAway(flash);
  };

  // ---------- Confirming pages as dialogs: <a data-dialog-link href="…">, <form data-dialog-form>

  const openDialog = async (href, opener) => {
    try {
      const answer = await fetch(href);
      const page = parse(await answer.text());
      const content = page.querySelector("[data-dialog]");
      if (!answer.ok || !content) { location.href = href; return; }
      bringSymbols(page);
      const dialog = document.createElement("dialog");
      dialog.className = "box";
      dialog.setAttribute("aria-labelledby", "question");
      dialog.append(document.adoptNode(content));
      dialog.addEventListener("close", () => { dialog.remove(); opener.focus(); });
      document.body.append(dialog);
      dialog.showModal();
    } catch { location.href = href; }
  };

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-dialog-link]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    openDialog(link.href, link);
  });

  document.addEventListener("submit", (event) => {
    const form = event.target.closest("form[data-dialog-form]");
    if (!form) return;
    event.preventDefault();
    openDialog(`${form.action}?${new URLSearchParams(new FormData(form))}`, event.submitter ?? form);
  });

  document.addEventListener("click", (event) => {
    if (!event.target.closest("dialog [data-close]")) return;
    event.preventDefault();
    event.target.closest("dialog").close();
  });

  // ---------- In place: a form data-inline behind a button data-edit="id of the form"

  const leave = (form, button) => {
    form.reset();
    form.hidden = true;
    button.hidden = false;
    button.focus();
  };

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-edit]");
    const form = button && document.getElementById(button.dataset.edit);
    if (!form) return;
    event.preventDefault();
    button.hidden = true;
    form.hidden = false;
    const field = form.querySelector("input:not([type=hidden]), select, textarea");
    field?.focus();
    field?.select?.();
    form.onkeydown = (key) => { if (key.key === "Escape") { key.stopPropagation(); leave(form, button); } };
    form.onreset = () => setTimeout(() => { form.hidden = true; button.hidden = false; });
  });

  // ---------- In a table: <a data-swap="field"> and <form data-swap> change the row data-part

  const swap = (part, page) => {
    const fresh = page.querySelector(`[data-part="${CSS.escape(part.dataset.part)}"]`);
    if (!fresh) return null;
    bringSymbols(page);
    const ticked = part.querySelector(".pick input")?.checked;
    part.replaceWith(document.adoptNode(fresh));
    if (ticked) fresh.querySelector(".pick input").checked = true;
    return fresh;
  };

  document.addEventListener("click", async (event) => {
    const link = event.target.closest("a[data-swap]");
    const part = link?.closest("[data-part]");
    if (!part || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    try {
      const answer = await fetch(link.href);
      const fresh = answer.ok && swap(part, parse(await answer.text()));
      if (!fresh) { location.href = link.href; return; }
      const field = fresh.querySelector("[autofocus]");
      (field ?? fresh.querySelector(`[data-swap="${link.dataset.swap}"]`))?.focus();
      field?.select();
    } catch { location.href = link.href; }
  });

  document.addEventListener("submit", async (event) => {
    const form = event.target.closest("form[data-swap]");
    const part = form?.closest("[data-part]");
    if (!part) return;
    event.preventDefault();
    const field = form.querySelector("[data-cancel]").dataset.swap;
    try {
      const body = new URLSearchParams(new FormData(form, event.submitter));
      const answer = await fetch(form.action, { method: "POST", body });
      // Signed out in the meantime: its page keeps what was typed.
      if (answer.status === 403) { sending(); form.submit(); return; }
      const page = parse(await answer.text());
      const fresh = (answer.ok || answer.status === 409 || answer.status === 422) && swap(part, page);
      if (!fresh) { location.reload(); return; }
      bringFlash(page);
      (fresh.querySelector("[autofocus]") ?? fresh.querySelector(`[data-swap="${field}"]`))?.focus();
    } catch { sending(); form.submit(); }
  });

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.target.closest("form[data-swap]")?.querySelector("[data-cancel]").click();
  });

  // ---------- Rows that are ticked: the bar data-picked takes the place of data-unpicked

  const showPicked = () => {
    for (const bar of all("[data-picked]")) {
      const form = bar.closest("form");
      const boxes = all(".pick input[name]").filter((box) => box.form === form);
      const count = boxes.filter((box) => box.checked).length;
      const other = bar.closest(".panel").querySelector("[data-unpicked]");
      bar.hidden = count === 0;
      if (other) other.hidden = count > 0;
      const rest = bar.querySelector("[data-pick-rest]");
      bar.querySelector("[data-picked-count]").textContent = rest?.checked ? "All selected" : `${count} selected`;
      const whole = bar.closest(".panel").querySelector("[data-pick-all]");
      if (whole) whole.indeterminate = count > 0 && count < boxes.length;
      if (whole) whole.checked = count > 0 && count === boxes.length;
    }
  };
  showPicked();
  document.addEventListener("reset", () => setTimeout(showPicked));
  addEventListener("pageshow", showPicked);

  // ---------- Menus close when one looks elsewhere

  document.addEventListener("click", (event) => {
    for (const menu of all("details[data-menu][open]")) {
      if (!menu.contains(event.target)) menu.open = false;
    }
  });

  // Buttons that select all check boxes of a form, or none.
  for (const row of all("[data-check-all]")) {
    row.hidden = false;
    row.addEventListener("click", (event) => {
      const button = event.target.closest("button");
      if (!button) return;
      const boxes = all("input[type=checkbox]", row.closest("form"));
      for (const box of boxes) box.checked = button.value === "all";
      boxes[0]?.dispatchEvent(new Event("change", { bubbles: true }));
    });
  }

  // A button that copies the text of the element with the id in data-copy. Where the browser lets no script
  // copy, as without https, the text is selected.
  for (const button of all("[data-copy]")) {
    button.hidden = false;
    button.addEventListener("click", async () => {
      const source = document.getElementById(button.dataset.copy);
      try {
        await navigator.clipboard.writeText(source.textContent.trim());
        button.textContent = "Copied";
      } catch {
        getSelection().selectAllChildren(source);
        button.textContent = "Selected";
      }
    });
  }

  // A name says whether it is among those that its field suggests: data-known and data-unknown are the hints.
  document.addEventListener("input", (event) => {
    const { known, unknown } = event.target.dataset;
    const hint = known && document.getElementById(`${event.target.id}-hint`);
    if (!hint) return;
    const word = event.target.value.trim().toLowerCase();
    const isKnown = [...event.target.list.options].some((one) => one.value.toLowerCase() === word);
    hint.textContent = isKnown ? known : unknown;
  });

  // A button that only sends what acts by itself here: choices when they change, a search with Enter.
  for (const button of all("[data-plain]")) button.hidden = true;

  // A link to a form that is folded away opens it.
  document.addEventListener("click", (event) => {
    const hash = event.target.closest("a[href^='#']")?.hash;
    const fold = hash && hash.length > 1 ? document.getElementById(hash.slice(1)) : null;
    if (!fold?.matches("details")) return;
    // Following the link as well would take the focus from the field again.
    event.preventDefault();
    fold.open = true;
    fold.scrollIntoView({ block: "nearest" });
    fold.querySelector("input:not([type=hidden]), select, textarea")?.focus();
  });

  document.addEventListener("change", (event) => {
    // A choice that acts at once: a filter, a time zone.
    if (event.target.matches("[data-act]")) event.target.form?.requestSubmit();
    // "Select all shown"
    if (event.target.matches("[data-pick-all]")) {
      const table = event.target.closest("table");
      for (const box of all("tbody .pick input[type=checkbox]", table)) box.checked = event.target.checked;
    }
    showPicked();
  });

  // ---------- Keys: data-key="a" on the button or link it presses; rows by j and k

  const rows = () => all("[data-row]");

  const moveTo = (row) => {
    for (const other of all("[data-row].focus")) other.classList.remove("focus");
    row.classList.add("focus");
    row.scrollIntoView({ block: "nearest" });
  };

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      // Out of a field, so that the keys of the page act again.
      if (event.target.matches("[data-key]") && inField(event.target)) event.target.blur();
      for (const menu of all("details[data-menu][open]")) {
        menu.open = false;
        menu.querySelector("summary").focus();
      }
    }
    if (event.ctrlKey || event.metaKey || event.altKey || inField(event.target)) return;
    if (!document.body.hasAttribute("data-shortcuts") || document.querySelector("dialog[open]")) return;
    if (event.key === "/") {
      const search = document.querySelector("main input[type=search]");
      if (search) { event.preventDefault(); search.focus(); search.select(); }
      return;
    }
    if (event.key === "?") {
      const keys = document.querySelector("[data-keys]");
      if (keys) { event.preventDefault(); keys.toggleAttribute("open"); keys.scrollIntoView({ block: "nearest" }); }
      return;
    }
    const row = document.querySelector("[data-row].focus");
    if ((event.key === "j" || event.key === "k") && rows().length > 0) {
      event.preventDefault();
      const list = rows();
      const place = list.indexOf(row) + (event.key === "j" ? 1 : -1);
      moveTo(list[Math.min(Math.max(place, 0), list.length - 1)]);
      return;
    }
    if (event.key === "Enter" && row && event.target === document.body) {
      row.querySelector("a")?.click();
      return;
    }
    const key = `[data-key="${CSS.escape(event.key)}"]`;
    const pressed = row?.querySelector(key) ?? all(key).find((one) => !one.closest("[data-row]"));
    if (!pressed) return;
    event.preventDefault();
    if (inField(pressed)) { pressed.focus(); pressed.select?.(); } else pressed.click();
  });

  if (rows().length > 0 && !document.querySelector("[data-row].focus")) rows()[0].classList.add("focus");
})();
