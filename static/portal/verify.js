/* The hash of a file is worked out by the browser, so that the file does not leave the device.
   Where it cannot be, the form sends the file, as it does without this script. */

(() => {
  "use strict";
  const form = document.getElementById("file-form");
  if (!form || !window.crypto?.subtle) return;
  const field = form.elements.file;
  const said = document.getElementById("said");
  document.getElementById("is-sent").hidden = true;
  document.getElementById("stays-here").hidden = false;

  async function hashOf(file) {
    const digest = await crypto.subtle.digest("SHA-256", await file.arrayBuffer());
    return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
  }

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const file = field.files[0];
    if (!file || file.size > Number(form.dataset.largest)) {
      said.textContent = file ? said.dataset.tooLarge : said.dataset.choose;
      field.focus();
      return;
    }
    try {
      const address = new URL(form.action);
      address.searchParams.set("sha256", await hashOf(file));
      window.location.assign(address);
    } catch {
      // It was moved or changed meanwhile. It is not sent instead: the page said that it stays.
      said.textContent = said.dataset.unreadable;
      field.focus();
    }
  });
})();
