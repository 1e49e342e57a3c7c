/* A form is sent once: a second press while the first is on its way would only be refused, and the
   refusal is all that one would see. */

(() => {
  "use strict";
  const PATIENCE = 8000;
  const ready = (form) => { delete form.dataset.sent; };

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post" || event.defaultPrevented) return;
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = "yes";
    setTimeout(ready, PATIENCE, form);
  });

  // The way back leads to a page that can be sent again.
  window.addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach(ready));
})();
