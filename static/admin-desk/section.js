/* Beside the page of a section: a preview without leaving, unsaved text kept on this device,
   a warning before leaving with it, and who else has the section open. The page does all its
   work without this file. */

(() => {
  "use strict";
  const device = document.getElementById("device");
  const form = document.getElementById("section_form");
  if (!device || !form) return;

  const SAVE_AFTER = 3000;
  const SAY_EVERY = 30000;
  const key = `desk-${device.dataset.person}-${device.dataset.key}`;
  const ignored = /^(csrfmiddlewaretoken|opened_as|_.*|items-__prefix__-.*|.*_FORMS)$/;
  let isLeavingToSave = false;
  let waiting = null;
  // A copy that was offered and neither brought back nor thrown away yet.
  let offered = null;

  // A device may refuse to keep anything; then writing goes on without a copy.
  const stored = {
    read: () => { try { return JSON.parse(localStorage.getItem(key)); } catch { return null; } },
    write: (text) => { try { localStorage.setItem(key, JSON.stringify(text)); } catch { /* full */ } },
    clear: () => { try { localStorage.removeItem(key); } catch { /* closed */ } },
  };

  const line = (text) => text.replace(/\r\n?/g, "\n");

  function typed() {
    const fields = {};
    for (const [name, value] of new FormData(form)) {
      if (!ignored.test(name)) (fields[name] ||= []).push(line(String(value)));
    }
    return fields;
  }

  const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);
  const opened = typed();
  const openedAs = form.elements.opened_as;
  const isBound = device.dataset.unsaved === "yes";
  const isUnsaved = () => isBound || !same(typed(), opened);

  // Keeping what is typed

  function keep() {
    clearTimeout(waiting);
    waiting = null;
    const now = { at: new Date().toISOString(), openedAs: openedAs.value, fields: typed() };
    if (isUnsaved()) stored.write({ ...now, earlier: offered });
    else if (offered) stored.write(offered);
    else stored.clear();
  }

  form.addEventListener("input", () => { waiting ||= setTimeout(keep, SAVE_AFTER); });
  form.addEventListener("submit", () => { isLeavingToSave = true; keep(); });
  window.addEventListener("pagehide", () => { if (waiting) keep(); });
  window.addEventListener("beforeunload", (event) => {
    if (!isLeavingToSave && isUnsaved()) event.preventDefault();
  });

  // With the wording that it was typed against: if a colleague saved since, saving says so.
  function bringBack({ fields, openedAs: wording }) {
    const rows = Object.keys(fields).map((name) => Number(/^items-(\d+)-/.exec(name)?.[1] ?? -1));
    const last = Math.max(...rows, -1);
    const more = form.querySelector(".add-row a");
    for (let tries = 0; more && tries <= last && !form.elements[`items-${last}-text`]; tries += 1) {
      more.click();
    }
    openedAs.value = wording;
    for (const field of form.elements) {
      if (!field.name || ignored.test(field.name) || field.type === "submit") continue;
      const values = fields[field.name] || [];
      if (field.type === "checkbox" || field.type === "radio") {
        field.checked = values.includes(field.value);
      } else if (field.name in fields) field.value = values[0];
    }
  }

  function button(words, act) {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "button button-secondary";
    made.textContent = words;
    made.addEventListener("click", act);
    return made;
  }

  function offer(kept) {
    offered = kept;
    const notice = document.getElementById("recovery");
    const said = document.createElement("p");
    const when = new Date(kept.at).toLocaleString("en-GB", { dateStyle: "long", timeStyle: "short" });
    said.textContent = `Text that you typed here and did not save was kept on this device on ${when}.`;
    const done = (words) => {
      offered = null;
      notice.replaceChildren(Object.assign(document.createElement("p"), { textContent: words }));
      keep();
      if (kept.earlier) offer(kept.earlier);
      else document.getElementById("id_body")?.focus();
    };
    const buttons = document.createElement("div");
    buttons.className = "actions";
    buttons.append(
      button("Bring back", () => {
        bringBack(kept);
        done("It is in the fields again. Save it when you are ready.");
      }),
      button("Throw away", () => done("It was thrown away. The fields stay as they are.")),
    );
    notice.replaceChildren(said, buttons);
    notice.hidden = false;
  }

  const kept = stored.read();
  if (isBound) {
    offered = kept?.earlier ?? null;
    keep();
  } else if (kept && !same(kept.fields, opened)) offer(kept);
  else if (kept?.earlier) offer(kept.earlier);
  else if (kept) stored.clear();

  // Preview

  async function preview(asking) {
    const data = new FormData(form);
    data.append("_preview", "Preview");
    let answer;
    try {
      answer = await fetch(form.action || location.href, { method: "POST", body: data });
    } catch { answer = null; }
    const page = answer?.ok && new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page && page.querySelector("#preview .preview");
    if (!fresh) {
      // Let the server say why, on a page of its own; the text goes with it.
      form.requestSubmit(asking);
      return;
    }
    document.getElementById("preview").replaceChildren(document.importNode(fresh, true));
    fit();
    document.getElementById("preview-heading").focus();
  }

  function fit() {
    const frame = document.querySelector("#preview iframe");
    if (!frame) return;
    const measure = () => {
      const body = frame.contentDocument?.body;
      if (body) frame.style.blockSize = `${Math.min(Math.ceil(body.offsetHeight) + 8, 1600)}px`;
    };
    const watch = () => {
      measure();
      // The frame is as high as its text, on a phone that is turned too.
      if (frame.contentDocument?.body) new ResizeObserver(measure).observe(frame.contentDocument.body);
    };
    frame.addEventListener("load", watch);
    watch();
  }

  const asking = form.querySelector("[name=_preview]");
  let isServerAsked = false;
  asking?.addEventListener("click", (event) => {
    if (isServerAsked) return;
    event.preventDefault();
    isServerAsked = true;
    preview(asking).finally(() => { isServerAsked = false; });
  });
  fit();

  // Who else has the section open

  const address = device.dataset.presence;
  if (!address) return;

  function saying(leaving) {
    const data = new FormData();
    data.append("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    if (leaving) data.append("leaving", "yes");
    return data;
  }

  async function say() {
    if (document.hidden) return;
    try {
      const answer = await fetch(address, { method: "POST", body: saying(false) });
      if (!answer.ok) return;
      const { others } = await answer.json();
      const words = others.length ? `Also being edited by ${others.join(", ")}.` : "";
      const place = document.getElementById("others");
      if (place.textContent !== words) place.textContent = words;
    } catch { /* without a connection nobody can be named */ }
  }

  setInterval(say, SAY_EVERY);
  document.addEventListener("visibilitychange", say);
  window.addEventListener("pagehide", () => navigator.sendBeacon(address, saying(true)));
})();
