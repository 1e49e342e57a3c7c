/* On the page of a version: forget the copies on this device of sections that were just saved. */

(() => {
  "use strict";
  const person = document.querySelector("[data-person]")?.dataset.person;
  for (const message of document.querySelectorAll(".messagelist li")) {
    for (const name of message.classList) {
      if (!name.startsWith("section-")) continue;
      try { localStorage.removeItem(`desk-${person}-${name}`); } catch { /* closed */ }
    }
  }
})();
