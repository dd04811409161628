/** The buttons under a message, and the keyboard at the foot of a phone. */

import { el, icon, languageOf } from "./dom.js";

const MARKS = { url: "link", login_url: "link", copy_text: "copy" };

/** Return a message's buttons in rows; `onTap(button, place, node)` runs for each tap. */
export function inlineKeyboard(markup, onTap) {
  const rows = markup.inline_keyboard.map((row, rowNumber) =>
    el("div", { class: "keyrow" }, ...row.map((button, column) =>
      key(button, { row: rowNumber, column }, onTap))));
  return el("div", { class: "inline", "data-role": "inline-keyboard" }, ...rows);
}

function key(button, { row, column }, onTap) {
  const mark = Object.keys(MARKS).find((name) => button[name]);
  const node = el("button", {
    type: "button", class: `key ${styleOf(button)}`, title: button.text, lang: languageOf(button.text),
    "data-row": row, "data-column": column, disabled: Boolean(button.disabled),
    onclick: () => onTap(button, { row, column }, node),
  }, el("span", { class: "label" }, button.text), mark ? icon(MARKS[mark]) : null);
  return node;
}

function styleOf({ style }) {
  return ["danger", "success", "primary"].includes(style) ? style : "";
}

/** The reply keyboard: shown or folded away, and hidden after one use when the bot said so. */
export class ReplyKeyboard {
  constructor(box, toggle, { onPress, onChange }) {
    this.box = box;
    this.toggle = toggle;
    this.onPress = onPress;
    this.onChange = onChange;
    this.markup = null;
    this.folded = false;
    toggle.addEventListener("click", () => this.fold(!this.folded));
  }

  set(markup) {
    if (JSON.stringify(markup) === JSON.stringify(this.markup)) return;
    this.markup = markup;
    this.box.replaceChildren(...(markup ? this.rows() : []));
    this.box.classList.toggle("tall", Boolean(markup) && !markup.resize_keyboard);
    this.fold(false);
  }

  rows() {
    return this.markup.keyboard.map((row, rowNumber) =>
      el("div", { class: "keyrow" }, ...row.map((given, column) => {
        const button = typeof given === "string" ? { text: given } : given;
        return key(button, { row: rowNumber, column }, () => this.press(button));
      })));
  }

  press(button) {
    if (this.markup.one_time_keyboard) this.fold(true);
    this.onPress(button);
  }

  fold(folded) {
    this.folded = folded;
    this.toggle.hidden = !this.markup;
    this.box.hidden = !this.markup || folded;
    this.toggle.setAttribute("aria-expanded", String(!this.box.hidden));
    this.onChange();
  }
}
