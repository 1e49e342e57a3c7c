/* How a reader likes the pages: size, spacing, width and colours. Kept on the device and nowhere
   else. This runs before the page is drawn, so that it never jumps; without it the page is whole. */

(() => {
  "use strict";
  const KEPT_AS = "reading-comfort";
  const CHOICES = {
    size: ["larger", "large", "largest"],
    spacing: ["more", "most"],
    width: ["shorter", "longer"],
    colours: ["light", "cream", "dark", "yellow"],
  };
  const root = document.documentElement;

  // A browser may refuse to keep anything, and anyone may have written anything there.
  function kept() {
    try {
      return JSON.parse(localStorage.getItem(KEPT_AS)) || {};
    } catch {
      return {};
    }
  }

  function keep(chosen) {
    try {
      if (Object.keys(chosen).length) localStorage.setItem(KEPT_AS, JSON.stringify(chosen));
      else localStorage.removeItem(KEPT_AS);
    } catch {
      // It holds for this page, then.
    }
  }

  function apply(chosen) {
    for (const [name, values] of Object.entries(CHOICES)) {
      if (values.includes(chosen[name])) root.dataset[name] = chosen[name];
      else delete root.dataset[name];
    }
  }

  function show() {
    for (const name of Object.keys(CHOICES)) {
      for (const radio of document.getElementsByName(`comfort-${name}`)) {
        radio.checked = radio.value === (root.dataset[name] || "");
      }
    }
  }

  function choose() {
    const chosen = {};
    for (const name of Object.keys(CHOICES)) {
      const radio = document.querySelector(`[name="comfort-${name}"]:checked`);
      if (radio?.value) chosen[name] = radio.value;
    }
    apply(chosen);
    keep(chosen);
  }

  root.dataset.comfort = "";
  apply(kept());

  document.addEventListener("DOMContentLoaded", () => {
    const panel = document.getElementById("comfort");
    if (!panel) return;
    panel.hidden = false;
    show();
    panel.addEventListener("change", choose);
    document.getElementById("comfort-reset").addEventListener("click", () => {
      apply({});
      keep({});
      show();
    });
  });

  // A page that the browser kept while another was read, and the same site in another window.
  for (const event of ["pageshow", "storage"]) {
    window.addEventListener(event, (told) => {
      if (event === "pageshow" && !told.persisted) return;
      apply(kept());
      show();
    });
  }
})();
