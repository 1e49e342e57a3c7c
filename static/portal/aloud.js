/* Reads the text of a page aloud, with a voice that the device itself has: the voices that some
   browsers fetch would send the text elsewhere. Without one there is no button. */

(() => {
  "use strict";
  const speech = window.speechSynthesis;
  const start = document.getElementById("read-aloud");
  if (!speech || !start) return;

  const bar = document.getElementById("aloud");
  const told = document.getElementById("aloud-section");
  const pause = document.getElementById("aloud-pause");
  const text = document.querySelector("article.text-of-version") || document.getElementById("main");
  const BLOCK = "h1, h2, h3, h4, h5, h6, p, li, dt, dd, caption, th, td, pre, summary, .said, .reason";
  const SILENT =
    "nav, form, .tools, .cite, .visually-hidden, [hidden], details:not([open]) > :not(summary)";
  // Some voices stop in the middle of what is much longer.
  const LONGEST = 220;
  let pieces = [];
  let place = 0;
  let turn = 0;

  function languageOf(element) {
    return (element.closest("[lang]")?.lang || "en").toLowerCase();
  }

  function voiceFor(language) {
    const voices = speech.getVoices().filter((voice) => voice.localService);
    const tag = (voice) => voice.lang.toLowerCase().replace("_", "-");
    const whole = voices.find((voice) => tag(voice) === language);
    return whole || voices.find((voice) => tag(voice).split("-")[0] === language.split("-")[0]);
  }

  function offer() {
    start.hidden = !voiceFor(languageOf(text));
  }

  function* partsOf(words) {
    let part = "";
    for (const sentence of words.match(/.+?(?:[.!?;:؟۔।]+(?=\s|$)|$)\s*/gu) || []) {
      if (part && part.length + sentence.length > LONGEST) {
        yield part;
        part = "";
      }
      part += sentence;
    }
    if (part.trim()) yield part;
  }

  function gather() {
    const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
    const blocks = [];
    while (walker.nextNode()) {
      const inside = walker.currentNode.parentElement;
      if (inside.closest(SILENT)) continue;
      const block = inside.closest(BLOCK);
      if (!block) continue;
      const last = blocks.at(-1);
      if (last?.block === block) last.words += walker.currentNode.data;
      else blocks.push({ block, words: walker.currentNode.data });
    }
    let section = document.querySelector("h1")?.textContent || "";
    return blocks.flatMap(({ block, words }) => {
      if (/^H[2-6]$/.test(block.tagName)) section = words;
      return [...partsOf(words.replace(/\s+/g, " ").trim())].map((said) => ({
        block,
        said,
        section: section.replace(/\s+/g, " ").trim(),
      }));
    });
  }

  function mark(block) {
    for (const one of document.querySelectorAll(".being-read")) one.classList.remove("being-read");
    if (!block) return;
    block.classList.add("being-read");
    const { top, bottom } = block.getBoundingClientRect();
    if (top < 0 || bottom > window.innerHeight - bar.offsetHeight) {
      block.scrollIntoView({ block: "center" });
    }
  }

  // Pausing cancels and goes on from the same piece: not every browser can hold a voice.
  function speak() {
    const piece = pieces[place];
    if (!piece) return stop();
    const mine = ++turn;
    const spoken = new SpeechSynthesisUtterance(piece.said);
    spoken.lang = languageOf(piece.block);
    spoken.voice = voiceFor(spoken.lang) || voiceFor(languageOf(text));
    spoken.onend = () => {
      if (mine !== turn) return;
      place += 1;
      speak();
    };
    spoken.onerror = () => mine === turn && stop();
    mark(piece.block);
    told.textContent = piece.section;
    speech.speak(spoken);
  }

  function silence() {
    turn += 1;
    speech.cancel();
  }

  function setPaused(isPaused) {
    bar.dataset.paused = isPaused;
    pause.textContent = isPaused ? pause.dataset.resume : pause.dataset.pause;
  }

  function stop() {
    silence();
    mark(null);
    const hadFocus = bar.contains(document.activeElement);
    bar.hidden = true;
    delete document.documentElement.dataset.aloud;
    if (hadFocus) start.checkVisibility?.() ? start.focus() : document.querySelector("#comfort summary").focus();
  }

  start.addEventListener("click", () => {
    silence();
    pieces = gather();
    place = 0;
    setPaused(false);
    bar.hidden = false;
    document.documentElement.dataset.aloud = "";
    pause.focus();
    speak();
  });
  pause.addEventListener("click", () => {
    const isPaused = bar.dataset.paused !== "true";
    setPaused(isPaused);
    if (isPaused) silence();
    else speak();
  });
  document.getElementById("aloud-stop").addEventListener("click", stop);
  window.addEventListener("pagehide", silence);
  speech.addEventListener?.("voiceschanged", offer);
  offer();
})();
