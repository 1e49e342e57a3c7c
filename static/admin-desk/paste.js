/* Beside the text of a section: what is pasted from Word or a web page becomes Markdown. The
   plain words go in at once and the Markdown takes their place when the desk has answered, so
   that nothing is lost if it does not; both are steps of the browser's own undo. */

(() => {
  "use strict";
  const area = document.getElementById("id_body");
  const notice = document.getElementById("pasted");
  if (!area || !notice) return;

  const ANSWER_WITHIN = 10000;
  const LONGEST = 1000000;
  // Pictures that a page carries inside itself only make the way to the desk longer.
  const INSIDE = /data:[\w/+.-]*;base64,[\w+/=]+/g;
  const said = notice.querySelector("[role=status]");
  const plainly = notice.querySelector("button");
  // What the last paste put in: where, as Markdown and as plain words.
  let last = null;

  function put(text, start, end) {
    area.focus({ preventScroll: true });
    area.setSelectionRange(start, end);
    if (document.execCommand("insertText", false, text)) return;
    area.setRangeText(text, start, end, "end");
    area.dispatchEvent(new InputEvent("input", { bubbles: true }));
  }

  // Only where the words still stand as they were put in; the cursor stays where it was.
  function replace(start, words, others) {
    const end = start + words.length;
    if (area.value.slice(start, end) !== words) return false;
    const [held, from, to] = [document.activeElement, area.selectionStart, area.selectionEnd];
    const moved = (place) => {
      if (place <= start) return place;
      return place < end ? start + others.length : place + others.length - words.length;
    };
    put(others, start, end);
    area.setSelectionRange(moved(from), moved(to));
    if (held !== area && held !== plainly) held?.focus({ preventScroll: true });
    return true;
  }

  function say(...sentences) {
    said.textContent = sentences.join(" ");
    plainly.hidden = !last;
  }

  async function asked(html) {
    const data = new FormData();
    data.append("csrfmiddlewaretoken", area.form.elements.csrfmiddlewaretoken.value);
    data.append("html", html);
    const signal = AbortSignal.timeout(ANSWER_WITHIN);
    try {
      const answer = await fetch(notice.dataset.address, { method: "POST", body: data, signal });
      return answer.ok ? await answer.json() : null;
    } catch { return null; }
  }

  // Blocks stand between empty lines; a few words stay in their sentence, with their spaces.
  function fitted(markdown, plain, start) {
    if (!/\n|^(#+|-|\d+\.|>) /.test(markdown)) {
      return plain.match(/^\s*/)[0] + markdown + plain.match(/\s*$/)[0];
    }
    const before = area.value.slice(0, start);
    const after = area.value.slice(start + plain.length);
    const gap = (there, isThere) => (!there || isThere.test(there) ? "" : "\n\n");
    return gap(before.trim() && before, /\n\n$/) + markdown + gap(after.trim() && after, /^\n\n/);
  }

  area.addEventListener("paste", async (event) => {
    const html = (event.clipboardData?.getData("text/html") ?? "").replace(INSIDE, "data:,");
    const plain = (event.clipboardData?.getData("text/plain") ?? "").replace(/\r\n?/g, "\n");
    last = null;
    say();
    // Without HTML the browser does it alone.
    if (!html || !plain) return;
    event.preventDefault();
    const start = area.selectionStart;
    put(plain, start, area.selectionEnd);
    const answer = html.length > LONGEST ? null : await asked(html);
    if (!answer) {
      say("Pasted as plain text: the desk could not make Markdown of it.");
      return;
    }
    const { markdown, sentences } = answer;
    if (!markdown) {
      say("Pasted as plain text.", ...sentences);
      return;
    }
    const words = fitted(markdown, plain, start);
    if (words === plain) return;
    if (!replace(start, plain, words)) {
      say("Pasted as plain text, because you went on writing in it.");
      return;
    }
    last = { start, words, plain };
    say("Pasted as Markdown.", ...sentences);
  });

  plainly.addEventListener("click", () => {
    const isDone = replace(last.start, last.words, last.plain);
    last = null;
    say(isDone ? "Pasted as plain text." : "The text was changed since. Undo leads back to it.");
    area.focus();
  });
})();
