// Enhancements; every page reads and works without them.
"use strict";

// The reader: click a record, see its words, without loading the page again.
const text = document.getElementById("text");
if (text) {
  const picks = [...document.querySelectorAll(".pick")];
  const marks = [...text.querySelectorAll(".m")].map((el) => [
    el,
    el.dataset.m.split(" ").map((pair) => pair.split(":")),
  ]);
  const roles = [...document.querySelectorAll("#roles span")].map((el) => el.className.slice(5));
  const names = Object.fromEntries([...document.querySelectorAll("#roles span")].map((el) => [el.className.slice(5), el.textContent]));
  const show = (pick) => {
    const n = pick.dataset.n;
    for (const other of picks) {
      other.toggleAttribute("aria-current", false);
      const more = other.parentElement.querySelector(".more");
      if (more) more.hidden = other !== pick;
    }
    pick.setAttribute("aria-current", "true");
    text.classList.add("choosing");
    document.getElementById("roles").hidden = false;
    let first = null;
    for (const [el, pairs] of marks) {
      for (const name of [...el.classList]) if (name.startsWith("role-")) el.classList.remove(name);
      const own = pairs.filter((pair) => pair[0] === n).map((pair) => pair[1]);
      // A part tells more than the words around it; a toll more than its being a number.
      const role = own.find((r) => r !== "trigger" && r !== "amounts") || own[0];
      el.classList.toggle("on", Boolean(role));
      el.removeAttribute("title");
      if (role) {
        el.classList.add("role-" + role);
        el.title = names[role] || role;
        first = first || el;
      }
    }
    if (first) {
      const box = first.getBoundingClientRect();
      if (box.top < 0 || box.bottom > innerHeight) first.scrollIntoView({ block: "center" });
    }
    return Boolean(first);
  };
  for (const pick of picks) {
    pick.addEventListener("click", (click) => {
      if (click.ctrlKey || click.metaKey || click.shiftKey) return;
      // Words on another part of a long text: let the link load it.
      if (!marks.some(([, pairs]) => pairs.some((pair) => pair[0] === pick.dataset.n))) return;
      click.preventDefault();
      show(pick);
      history.replaceState(null, "", "?event=" + encodeURIComponent(pick.dataset.id));
    });
  }
  text.addEventListener("click", (click) => {
    const el = click.target.closest(".t");
    if (!el || String(getSelection())) return;
    const pair = el.dataset.m.split(" ").map((p) => p.split(":")).find((p) => p[1] === "trigger");
    const pick = pair && picks.find((p) => p.dataset.n === pair[0]);
    if (pick) {
      show(pick);
      pick.scrollIntoView({ block: "nearest" });
      history.replaceState(null, "", "?event=" + encodeURIComponent(pick.dataset.id));
    }
  });
  const current = picks.find((p) => p.hasAttribute("aria-current"));
  const shown = text.querySelector(".on");
  if (current && shown) {
    const box = shown.getBoundingClientRect();
    if (box.bottom > innerHeight) shown.scrollIntoView({ block: "center" });
  }
}

// Facets: a box that is ticked asks at once.
const facets = document.getElementById("facets");
if (facets) {
  facets.addEventListener("change", (event) => {
    if (event.target.matches("input[type=checkbox], select")) facets.requestSubmit();
  });
}

// The first page: drag over the months to choose a window.
const brush = document.querySelector(".brush");
if (brush && brush.querySelector("rect")) {
  const svg = brush.querySelector("svg");
  const bars = [...svg.querySelectorAll("rect")];
  const at = (event) => {
    const box = svg.getBoundingClientRect();
    const n = Math.floor(((event.clientX - box.left) / box.width) * bars.length);
    return Math.max(0, Math.min(bars.length - 1, n));
  };
  let start = -1;
  let end = -1;
  const paint = () => bars.forEach((bar, n) => bar.classList.toggle("in", n >= Math.min(start, end) && n <= Math.max(start, end)));
  brush.classList.add("live");
  svg.addEventListener("pointerdown", (event) => {
    start = end = at(event);
    svg.setPointerCapture(event.pointerId);
    paint();
  });
  svg.addEventListener("pointermove", (event) => {
    if (start < 0) return;
    end = at(event);
    paint();
  });
  svg.addEventListener("pointerup", () => {
    if (start < 0) return;
    brush.elements.since.value = bars[Math.min(start, end)].dataset.month;
    brush.elements.until.value = bars[Math.max(start, end)].dataset.month;
    start = -1;
    brush.requestSubmit();
  });
}

// The address of the other page of a form keeps no empty fields.
for (const form of document.querySelectorAll("form:not([method=post])")) {
  form.addEventListener("submit", () => {
    for (const field of form.elements) if (field.name && !field.value) field.disabled = true;
  });
}
addEventListener("pageshow", () => {
  for (const field of document.querySelectorAll("form:not([method=post]) :disabled")) field.disabled = false;
});
