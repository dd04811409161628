/** A small menu that opens above or below its button: commands, attachments, the phone's own. */

import { el, icon, languageOf } from "./dom.js";

/**
 * Open and close a menu with a button.
 * `items()` returns [{label, note?, icon?, name?, run}] at each opening; an empty list opens nothing.
 * `className` places it. Arrow keys walk through it, Escape closes it.
 */
export class Menu {
  constructor(button, { host, className, items }) {
    this.button = button;
    this.host = host;
    this.className = className;
    this.items = items;
    this.node = null;
    button.addEventListener("click", () => (this.node ? this.close() : this.open()));
    document.addEventListener("pointerdown", (event) => {
      if (this.node && !this.node.contains(event.target) && !button.contains(event.target)) this.close();
    });
  }

  open({ focus = true, items = this.items() } = {}) {
    this.close();
    if (items.length === 0) return;
    this.node = el("div", {
      class: `menu ${this.className}`, role: "menu", onkeydown: (event) => this.key(event),
    }, ...items.map((item) => this.entry(item)));
    this.host.append(this.node);
    this.button.setAttribute("aria-expanded", "true");
    if (focus) this.node.firstChild.focus();
  }

  entry({ label, note, icon: name, name: key, run }) {
    const choose = () => {
      this.close();
      run();
    };
    return el("button", { type: "button", role: "menuitem", "data-item": key, onclick: choose },
      name ? icon(name) : null,
      el("span", { class: "what", lang: languageOf(label) }, label),
      note ? el("span", { class: "note", lang: languageOf(note) }, note) : null);
  }

  close() {
    const focused = this.node?.contains(document.activeElement);
    this.node?.remove();
    this.node = null;
    this.button.setAttribute("aria-expanded", "false");
    if (focused) this.button.focus();
  }

  key(event) {
    const entries = [...this.node.children];
    const here = entries.indexOf(document.activeElement);
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === "Escape") this.close();
    else if (step) entries[(here + step + entries.length) % entries.length].focus();
    else return;
    event.preventDefault();
  }
}
