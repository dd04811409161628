/** What appears over a phone for a moment: a line of text, an alert, a question. */

import { el, languageOf, role } from "./dom.js";
import { say } from "./strings.js";

const SHOWN = 3500; // milliseconds

export class Notices {
  /** `frame` holds the screen that an alert covers; `locale` is the phone's. */
  constructor(frame, locale) {
    this.screen = role(frame, "screen");
    this.line = role(frame, "toast");
    this.veil = role(frame, "veil");
    this.text = role(frame, "alert-text");
    this.answers = role(frame, "alert-answers");
    this.locale = locale;
    this.waiting = [];
    this.veil.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.dismiss();
    });
  }

  toast(text) {
    clearTimeout(this.timer);
    write(this.line, text);
    this.line.hidden = false;
    this.timer = setTimeout(() => {
      this.line.hidden = true;
    }, SHOWN);
  }

  alert(text) {
    this.queue({ text, answers: [["ok", () => {}]] });
  }

  /** Ask before doing something; `key` names the word on the button that does it. */
  ask(text, key, run) {
    this.queue({ text, answers: [["cancel", () => {}], [key, run]] });
  }

  queue(notice) {
    this.waiting.push(notice);
    if (this.waiting.length === 1) this.open();
  }

  open() {
    const { text, answers } = this.waiting[0];
    write(this.text, text);
    this.answers.replaceChildren(...answers.map(([key, run]) => el("button", {
      type: "button", class: "plain", lang: this.locale, "data-answer": key,
      onclick: () => {
        this.dismiss();
        run();
      },
    }, say(this.locale, key))));
    this.before ??= document.activeElement;
    this.screen.inert = true;
    this.veil.hidden = false;
    this.answers.lastChild.focus();
  }

  dismiss() {
    this.waiting.shift();
    if (this.waiting.length) {
      this.open();
      return;
    }
    this.veil.hidden = true;
    this.screen.inert = false;
    this.before?.focus({ preventScroll: true });
    this.before = null;
  }
}

function write(node, text) {
  node.textContent = text;
  node.lang = languageOf(text);
}
