// Draws the Vega-Lite charts of a page with the colours of its style sheet; Vega interprets its expressions ("ast"),
// as the page's policy lets nothing compile code.
"use strict";

const style = () => getComputedStyle(document.documentElement);

const colour = (name) => {
  // light-dark() must be resolved by the browser: ask what an element of that colour has.
  const probe = document.createElement("i");
  probe.style.color = `var(--${name})`;
  document.body.append(probe);
  const made = getComputedStyle(probe).color;
  probe.remove();
  return made;
};

const coloured = (spec) => {
  if (typeof spec === "string") return spec.startsWith("var:") ? colour(spec.slice(4)) : spec;
  if (Array.isArray(spec)) return spec.map(coloured);
  if (spec && typeof spec === "object") return Object.fromEntries(Object.entries(spec).map(([k, v]) => [k, coloured(v)]));
  return spec;
};

const config = () => {
  const ink = colour("ink");
  const dim = colour("dim");
  const line = colour("line");
  const font = style().getPropertyValue("--sans");
  return {
    font,
    background: "transparent",
    view: { stroke: null },
    axis: { labelColor: dim, titleColor: dim, gridColor: line, domainColor: line, tickColor: line, labelFontSize: 12, titleFontSize: 12, titleFontWeight: "normal" },
    text: { color: ink },
  };
};

const draw = async () => {
  for (const holder of document.querySelectorAll(".vega")) {
    const specs = JSON.parse(document.getElementById(holder.dataset.chart).textContent);
    const spec = coloured(specs[holder.dataset.part]);
    spec.config = config();
    spec.autosize = { type: "fit-x", contains: "padding" };
    await vegaEmbed(holder, spec, { ast: true, actions: false, renderer: "canvas", defaultStyle: false, tooltip: { disableDefaultStyle: true } });
    holder.dataset.drawn = "yes";
  }
};

draw();
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);
