/** The line at the foot of a chat: writing, editing, and the list of commands. */

import { languageOf, role } from "./dom.js";
import { Menu } from "./menu.js";

const FITS = CSS.supports("field-sizing", "content");
const MOST_ROWS = 5;

export class Composer {
  /**
   * `onSend(text)` and `onEdit(messageId, text)` send what was written; `commands()` returns the
   * commands of this chat as [{command, description}].
   */
  constructor(screen, { onSend, onEdit, commands }) {
    this.form = role(screen, "composer-form");
    this.field = role(screen, "composer");
    this.banner = role(screen, "editing");
    this.button = role(screen, "menu");
    this.onSend = onSend;
    this.onEdit = onEdit;
    this.commands = commands;
    this.edited = null;
    this.menu = new Menu(this.button, {
      host: this.form, className: "above wide", items: () => this.listed(""),
    });
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.submit();
    });
    this.field.addEventListener("keydown", (event) => this.key(event));
    this.field.addEventListener("input", () => this.changed());
    role(screen, "edit-cancel").addEventListener("click", () => this.leaveEdit());
  }

  /** Show the menu button only while the bot has commands here. */
  refresh() {
    this.button.hidden = this.commands().length === 0;
  }

  listed(start) {
    return this.commands()
      .filter(({ command }) => `/${command}`.startsWith(start))
      .map(({ command, description }) => ({
        label: `/${command}`, note: description, name: command, run: () => this.send(`/${command}`),
      }));
  }

  key(event) {
    // A keyboard that is still composing a Khmer or Chinese word uses Enter itself.
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      this.submit();
    } else if (event.key === "Escape") {
      this.menu.close();
      if (this.edited) this.leaveEdit();
    } else if (event.key === "ArrowUp" && this.menu.node) {
      event.preventDefault();
      this.menu.node.lastChild.focus();
    }
  }

  changed() {
    const { value } = this.field;
    this.field.lang = languageOf(value);
    this.form.classList.toggle("filled", value.trim() !== "");
    // Where the style sheet cannot size the field by its content, its own line breaks must do.
    this.field.rows = FITS ? 1 : Math.min(value.split("\n").length, MOST_ROWS);
    if (/^\/\w*$/.test(value)) this.menu.open({ focus: false, items: this.listed(value) });
    else this.menu.close();
  }

  submit() {
    const text = this.field.value.trim();
    if (!text) return;
    if (this.edited) {
      const { message_id, text: before } = this.edited;
      this.leaveEdit();
      if (text !== before) this.onEdit(message_id, text);
    } else {
      this.write("");
      this.onSend(text);
    }
  }

  /** Give what was written and empty the field: a file that goes now takes it along. */
  take() {
    const text = this.edited ? "" : this.field.value.trim();
    if (text) this.write("");
    return text;
  }

  send(text) {
    this.write("");
    this.field.focus();
    this.onSend(text);
  }

  edit(message) {
    this.edited = message;
    this.banner.hidden = false;
    this.write(message.text);
    this.field.focus();
  }

  leaveEdit() {
    this.edited = null;
    this.banner.hidden = true;
    this.write("");
    this.field.focus();
  }

  write(text) {
    this.field.value = text;
    this.changed();
  }
}
