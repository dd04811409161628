/** Building elements, and telling Khmer from other text. */

const SVG = "http://www.w3.org/2000/svg";

const ICONS = {
  menu: "M4 7h16M4 12h16M4 17h16",
  send: "M4 12 20 4l-4 16-4.5-6zM11.5 14 20 4",
  attach: "M19 11.5 12 18.5a4.5 4.5 0 0 1-6.4-6.4l7.5-7.5a3 3 0 0 1 4.3 4.3l-7.4 7.4a1.5 1.5 0 0 1-2.2-2.2l6.4-6.3",
  keyboard: "M3 6h18v12H3zM7 10h.01M11 10h.01M15 10h.01M7 14h10",
  edit: "M5 19l1-4L16.5 4.5l3 3L9 18zM14 7l3 3",
  close: "M6 6l12 12M18 6 6 18",
  more: "M12 5v.01M12 12v.01M12 19v.01",
  down: "M6 9l6 6 6-6",
  file: "M7 3h7l4 4v14H7zM14 3v5h4",
  pin: "M12 21s-6-6.5-6-11a6 6 0 0 1 12 0c0 4.5-6 11-6 11zM12 12.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5z",
  person: "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4 20c1-4 4-5.5 8-5.5s7 1.5 8 5.5",
  people: "M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM2.5 19c.8-3.5 3-5 6.5-5s5.7 1.5 6.5 5M16 4.5a3.5 3.5 0 0 1 0 6M18 14.5c2 .7 3 2.2 3.5 4.5",
  sticker: "M4 4h16v10l-6 6H4zM14 20v-6h6M9 9h.01M15 9h.01M9 13c1.5 1.5 3.5 1.5 5 0",
  voice: "M12 15a3 3 0 0 0 3-3V6a3 3 0 0 0-6 0v6a3 3 0 0 0 3 3zM6 11.5a6 6 0 0 0 12 0M12 17.5V21",
  photo: "M4 5h16v14H4zM4 16l5-5 4 4 3-2.5 4 3.5M15.5 9h.01",
  block: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM6 6l12 12",
  quiet: "M6 16h12l-1.5-2.5V10a4.5 4.5 0 0 0-9 0v3.5zM10 19h4M4 4l16 16",
  link: "M8 16 17 7M10 7h7v7",
  copy: "M9 9h10v11H9zM6 15H5V4h10v2",
};

/** Return an icon of 24 x 24 units drawn with the text's colour, hidden from screen readers. */
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", ICONS[name]);
  svg.append(path);
  return svg;
}

/** Put icons into everything below `root` that asks for one by `data-icon`. */
export function drawIcons(root) {
  for (const node of root.querySelectorAll("[data-icon]")) {
    node.replaceChildren(icon(node.dataset.icon));
  }
}

/** Build an element; `on…` are listeners, true and false are bare attributes, strings are text. */
export function el(name, attributes = {}, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === "function") node.addEventListener(key.slice(2), value);
    else if (typeof value === "boolean") node.toggleAttribute(key, value);
    else if (value !== undefined && value !== null) node.setAttribute(key, value);
  }
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
}

/** Find the element that plays a role below `root`. Throws when there is none. */
export function role(root, name) {
  const node = root.querySelector(`[data-role="${name}"]`);
  if (!node) throw new Error(`nothing plays the role ${name}`);
  return node;
}

/** Return "km" for a text with any Khmer letter in it, else "en". */
export function languageOf(text) {
  return /[\u1780-\u17ff]/.test(text) ? "km" : "en";
}
