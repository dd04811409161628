/** Inline buttons on one phone: a spinner from the tap until the bot answers. */

import * as api from "./api.js";

const PATIENCE = 30_000; // milliseconds after which an app stops waiting for an answer

export class Taps {
  /** `onAnswer(answer)` runs once for each answered tap: {text?, show_alert?, url?}. */
  constructor(person, { onAnswer, onError }) {
    this.person = person;
    this.onAnswer = onAnswer;
    this.onError = onError;
    this.sending = 0;
    this.waiting = new Map();
    this.early = new Set();
  }

  async tap(message, place, node) {
    if (node.getAttribute("aria-busy") === "true") return;
    node.setAttribute("aria-busy", "true");
    const mark = { message_id: message.message_id, ...place };
    this.sending += 1;
    try {
      const { callback_query_id: id } = await api.act(this.person, "tap", mark);
      // The event may have overtaken the reply to the request.
      if (this.early.delete(id)) this.rest(mark);
      else this.waiting.set(id, { mark, timer: setTimeout(() => this.settle(id), PATIENCE) });
    } catch (error) {
      this.rest(mark);
      this.onError(error);
    } finally {
      this.sending -= 1;
    }
  }

  /** Take an answer event over. */
  answered({ callback_query_id: id, answer, text, show_alert, url }) {
    if (this.waiting.has(id)) this.settle(id);
    else if (this.sending) this.early.add(id);
    this.onAnswer(answer ?? { text, show_alert, url });
  }

  settle(id) {
    const { mark, timer } = this.waiting.get(id);
    clearTimeout(timer);
    this.waiting.delete(id);
    this.rest(mark);
  }

  /** The bot may have edited the message meanwhile, so the button is looked up again. */
  rest({ message_id, row, column }) {
    document
      .querySelector(`[data-phone="${this.person}"] [data-message-id="${message_id}"] ` +
        `[data-row="${row}"][data-column="${column}"]`)
      ?.removeAttribute("aria-busy");
  }

  /** After a lost connection answers may have been missed: let every button rest. */
  forget() {
    for (const id of [...this.waiting.keys()]) this.settle(id);
  }
}
