/** The list of messages of one phone: kept in step with the chat, scrolled as apps scroll. */

import { bubble } from "./bubble.js";
import { el, role } from "./dom.js";
import { say } from "./strings.js";
import { dayKey, fullDate } from "./time.js";

const NEAR = 80; // pixels from the end that still count as reading the newest message
const TYPING = 5000; // milliseconds: how long apps show that a bot is typing

export class Messages {
  /** `view()` returns {locale, zone}; `actions` are those of a bubble. */
  constructor(screen, { view, actions }) {
    this.box = role(screen, "messages");
    this.empty = role(screen, "empty");
    this.down = role(screen, "down");
    this.status = role(screen, "status");
    this.view = view;
    this.actions = actions;
    this.rows = new Map();
    this.count = 0;
    this.down.addEventListener("click", () => this.toEnd("smooth"));
    // A keyboard that opens or a picture that loads must not push the newest message out of sight.
    this.sticking = true;
    this.box.addEventListener("scroll", () => this.scrolled());
    new ResizeObserver(() => this.keepEnd()).observe(this.box);
    this.box.addEventListener("load", () => this.keepEnd(), true);
  }

  /** Show exactly these messages; rows that did not change stay untouched. */
  set(messages) {
    const own = messages.at(-1)?.from === "person" && messages.length > this.count;
    this.sticking ||= own || this.count === 0;
    this.count = messages.length;
    this.place(this.wanted(messages));
    this.empty.hidden = messages.length > 0;
    this.keepEnd();
    this.down.hidden = this.atEnd();
  }

  wanted(messages) {
    const view = this.view();
    const rows = new Map();
    const nodes = [];
    const texts = new Map(messages.map(({ message_id, text }) => [message_id, text]));
    let day = null;
    for (const message of messages) {
      const sent = new Date(message.date * 1000);
      const key = dayKey(sent, view.zone);
      if (key !== day) rows.set(key, this.kept(key, fullDate(sent, view), (text) =>
        el("p", { class: "day", lang: view.locale }, el("span", {}, text))));
      if (key !== day) nodes.push(rows.get(key).node);
      day = key;
      const quoted = texts.get(message.reply_to_message_id);
      const kept = this.kept(message.message_id, { ...message, quoted }, (content) =>
        bubble(content, view, this.actions));
      rows.set(message.message_id, kept);
      nodes.push(kept.node);
    }
    this.rows = rows;
    return nodes;
  }

  kept(key, content, make) {
    const signature = JSON.stringify([content, this.view()]);
    const known = this.rows.get(key);
    if (known?.signature === signature) return known;
    const node = make(content);
    if (known?.node.contains(document.activeElement)) this.refocus = [known.node, node];
    return { signature, node };
  }

  place(nodes) {
    const focused = document.activeElement;
    const wanted = new Set(nodes);
    for (const node of [...this.box.children]) if (!wanted.has(node)) node.remove();
    nodes.forEach((node, index) => {
      if (this.box.children[index] !== node) this.box.insertBefore(node, this.box.children[index] ?? null);
    });
    if (this.refocus) this.focusAgain(focused, this.refocus[1]);
    this.refocus = null;
  }

  focusAgain(was, row) {
    const { row: line, column } = was?.dataset ?? {};
    const same = line && row.querySelector(`[data-row="${line}"][data-column="${column}"]`);
    (same || this.box).focus({ preventScroll: true });
  }

  /** Say that the bot is typing, for five seconds or until told otherwise. */
  typing(shown = true) {
    const { locale } = this.view();
    clearTimeout(this.timer);
    this.bubble?.remove();
    this.status.textContent = say(locale, shown ? "typing" : "bot");
    this.status.classList.toggle("busy", shown);
    if (!shown) return;
    this.bubble = el("div", { class: "dots", "aria-hidden": "true" }, el("i"), el("i"), el("i"));
    this.box.after(this.bubble);
    this.timer = setTimeout(() => this.typing(false), TYPING);
  }

  scrolled() {
    // A scroll that comes with a new height is the layout's doing, not the reader's.
    if (this.box.clientHeight === this.height) this.sticking = this.atEnd();
    this.down.hidden = this.atEnd();
  }

  keepEnd() {
    this.height = this.box.clientHeight;
    if (this.sticking) this.toEnd();
  }

  atEnd() {
    return this.box.scrollHeight - this.box.scrollTop - this.box.clientHeight < NEAR;
  }

  toEnd(behavior = "instant") {
    this.sticking = true;
    this.box.scrollTo({ top: this.box.scrollHeight, behavior });
  }
}
