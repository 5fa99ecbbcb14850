/**
 * Pictures for resources that a phone does not hold: drawn from the resource's name, so that a
 * sponsor looks the same on every phone and needs nothing from the network.
 */

const SVG = "http://www.w3.org/2000/svg";

/** A picture that the phone holds, or what is drawn in its stead, also if it has gone meanwhile. */
export function pictureOr(address, draw) {
  if (!address) {
    return draw();
  }
  const image = document.createElement("img");
  image.alt = "";
  image.addEventListener("error", () => image.replaceWith(draw()));
  image.src = address;
  return image;
}

/** A number from a name: FNV-1a, 32 bits. */
function hash(name) {
  let h = 0x811c9dc5;
  for (const char of name) {
    h = Math.imul(h ^ char.codePointAt(0), 0x01000193) >>> 0;
  }
  return h;
}

function shape(name, attributes) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) {
    element.setAttribute(key, value);
  }
  return element;
}

/** A round emblem: petals of a number and hue of its own around the sponsor's first letter. */
export function logo(resource, name) {
  const h = hash(resource);
  const hue = h % 360;
  const petals = 5 + ((h >>> 9) % 5);
  const svg = shape("svg", { viewBox: "-50 -50 100 100" });
  for (let i = 0; i < petals; i++) {
    svg.append(
      shape("ellipse", {
        cx: 0, cy: -30, rx: 13, ry: 19,
        fill: `hsl(${hue} 70% ${i % 2 ? 46 : 56}%)`,
        transform: `rotate(${(360 / petals) * i})`,
      }));
  }
  svg.append(shape("circle", { r: 25, fill: "#fffaf0" }));
  const letter = shape("text", {
    y: 11, "text-anchor": "middle", "font-size": 32, "font-weight": 700,
    fill: `hsl(${hue} 75% 30%)`,
  });
  letter.textContent = name.slice(0, 1);
  svg.append(letter);
  return svg;
}

/** Hues of a background, for the style sheet. */
export function paint(element, resource) {
  const h = hash(resource);
  element.style.setProperty("--hue", String(h % 360));
  element.style.setProperty("--hue-2", String((h % 360) + 30 + ((h >>> 10) % 50)));
}
