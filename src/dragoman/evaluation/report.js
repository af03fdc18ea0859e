const form = document.getElementById("filter");
const cards = [...document.querySelectorAll("article[data-wrong]")];
function has(list, value) { return !value || list.split(" ").includes(value); }
function filter() {
  const wanted = Object.fromEntries(new FormData(form));
  const words = wanted.words.toLowerCase();
  let shown = 0;
  for (const card of cards) {
    const d = card.dataset;
    const kind = wanted.wrong === "any" ? d.wrong !== "" : has(d.wrong, wanted.wrong);
    const keep = kind && has(d.type, wanted.type) && has(d.pair, wanted.pair) && has(d.language, wanted.language)
      && has(d.source, wanted.source) && card.textContent.toLowerCase().includes(words);
    card.hidden = !keep;
    shown += keep;
  }
  document.getElementById("shown").textContent = `${shown} of ${cards.length} sentences shown`;
}
form.addEventListener("input", filter);
form.addEventListener("submit", (e) => e.preventDefault());
for (const link of document.querySelectorAll("a[data-set]")) {
  link.addEventListener("click", () => {
    form.reset();
    for (const field of form.querySelectorAll("select")) field.value = field.name === "wrong" ? "" : field.value;
    const [name, value] = link.dataset.set.split("=");
    form.elements[name].value = value;
    filter();
  });
}
filter();
