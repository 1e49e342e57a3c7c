/* Copies a citation, where the browser lets a page do that; and says where a section went that
   a link names and this version does not have. */

(() => {
  "use strict";
  const said = document.getElementById("copied");

  function select(citation) {
    const range = document.createRange();
    range.selectNodeContents(citation);
    const selection = window.getSelection();
    selection.removeAllRanges();
    selection.addRange(range);
  }

  async function copy(citation, button) {
    const { copy: words, copied, failed } = said.dataset;
    // Said anew each time: a reader by ear is told only of what changes.
    said.textContent = "";
    try {
      await navigator.clipboard.writeText(citation.textContent.replace(/\s+/g, " ").trim());
    } catch {
      select(citation);
      said.textContent = failed;
      return;
    }
    said.textContent = copied;
    button.textContent = copied;
    setTimeout(() => {
      button.textContent = words;
    }, 3000);
  }

  function offerToCopy() {
    for (const citation of document.querySelectorAll(".cite .citation")) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "secondary";
      button.textContent = said.dataset.copy;
      button.addEventListener("click", () => copy(citation, button));
      citation.after(button);
    }
  }

  function tellOfMissing() {
    const notice = document.getElementById("no-such-section");
    const named = /^#s-([0-9a-f]{12})(?:-|$)/.exec(location.hash);
    const isMissing = named !== null && !document.getElementById(`s-${named[1]}`);
    notice.hidden = !isMissing;
    if (!isMissing) return;
    const link = notice.querySelector("a");
    link.pathname = notice.dataset.histories.replace("000000000000", named[1]);
    notice.scrollIntoView({ block: "center" });
  }

  if (said && navigator.clipboard) offerToCopy();
  tellOfMissing();
  window.addEventListener("hashchange", tellOfMissing);
})();
