/* Beside rows that have a place in an order (items of a section, stages of a route): buttons that
   move a row, so that nobody counts places. Without this file the places are numbers to type. */

(() => {
  "use strict";

  const placeOf = (row) => row.querySelector('input[name$="-position"]');
  const isUsed = (row) =>
    Boolean(row.querySelector("input[type=hidden][name$=-id]")?.value)
    || [...row.querySelectorAll("textarea, select[name$=-kind]")].some((field) => field.value.trim());

  function setUp(group) {
    const said = Object.assign(document.createElement("p"), { className: "visually-hidden" });
    said.setAttribute("role", "status");
    group.append(said);
    const rows = () => [...group.querySelectorAll(".inline-related:not(.empty-form)")];
    const named = (row) => {
      const words = row.querySelector("textarea")?.value.trim() || row.querySelector(".inline_label")?.textContent.trim() || "";
      return words.length > 60 ? `${words.slice(0, 60)}…` : words;
    };

    function move(row, step, button) {
      const others = rows().filter((one) => one === row || isUsed(one));
      const other = others[others.indexOf(row) + step];
      if (!other) {
        said.textContent = step < 0 ? "It is the first already." : "It is the last already.";
        return;
      }
      const [here, there] = [placeOf(row), placeOf(other)];
      // Two rows with one place would stay where they are.
      const places = [Number(here.value), Number(there.value)].sort((one, two) => one - two);
      if (places[0] === places[1]) places[1] += 1;
      [here.value, there.value] = step < 0 ? places : places.reverse();
      if (step < 0) other.before(row);
      else other.after(row);
      here.dispatchEvent(new Event("input", { bubbles: true }));
      button.focus();
      said.textContent = `“${named(row)}” moved ${step < 0 ? "up" : "down"}. Save to keep the order.`;
    }

    function dress(row) {
      const heading = row.querySelector("h3");
      if (!heading || !placeOf(row) || heading.querySelector(".moving")) return;
      const moving = Object.assign(document.createElement("span"), { className: "moving" });
      for (const [word, step] of [["Up", -1], ["Down", 1]]) {
        const button = document.createElement("button");
        button.type = "button";
        button.className = "small";
        button.textContent = word;
        button.addEventListener("focus", () => button.setAttribute("aria-label", `${word}: ${named(row)}`));
        button.addEventListener("click", () => move(row, step, button));
        moving.append(button);
      }
      heading.append(moving);
    }

    rows().forEach(dress);
    // The admin numbers its rows anew in the order of the page, where kept rows must come first.
    document.addEventListener("formset:removed", () => {
      const template = group.querySelector(".empty-form");
      const lay = (by) => rows().sort((one, other) => by(one) - by(other)).forEach((row) => template?.before(row));
      lay((row) => Number(row.id.split("-").pop()));
      setTimeout(() => lay((row) => Number(placeOf(row).value)));
    });
    // A row that is added goes to the end.
    group.addEventListener("formset:added", (event) => {
      const last = Math.max(0, ...rows().filter((one) => one !== event.target).map((one) => Number(placeOf(one)?.value)));
      if (placeOf(event.target)) placeOf(event.target).value = last + 1;
      event.target.querySelector(".moving")?.remove();
      dress(event.target);
    });
  }

  for (const group of document.querySelectorAll(".js-inline-admin-formset")) {
    if (group.querySelector('input[name$="-position"]')) setUp(group);
  }
})();
