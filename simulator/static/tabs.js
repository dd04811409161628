/** The tabs that choose one phone where the window has room for only one. */

import { el, languageOf } from "./dom.js";

export class Tabs {
  /** `bar` holds the tabs, `stage` the phones. */
  constructor(bar, stage) {
    this.bar = bar;
    this.stage = stage;
    this.current = null;
    bar.addEventListener("keydown", (event) => {
      const step = { ArrowRight: "nextSibling", ArrowLeft: "previousSibling" }[event.key];
      document.activeElement[step]?.click();
    });
  }

  set(phones) {
    const news = new Set([...this.bar.querySelectorAll(".news")].map((tab) => tab.dataset.tab));
    this.bar.replaceChildren(...phones.map((phone) => el("button", {
      type: "button", role: "tab", "data-tab": phone.person.id, "aria-controls": phone.node.id,
      class: news.has(String(phone.person.id)) ? "news" : "", lang: languageOf(phone.name),
      onclick: () => this.show(phone),
    }, phone.name)));
    const kept = phones.includes(this.current) ? this.current : phones[0];
    if (kept) this.mark(kept);
  }

  /** Bring a phone to the front, or into sight where all of them are shown. */
  show(phone) {
    this.mark(phone);
    const tab = this.tab(phone);
    tab.scrollIntoView({ inline: "nearest", block: "nearest" });
    if (tab.checkVisibility()) tab.focus();
    phone.node.scrollIntoView({ inline: "nearest", block: "nearest", behavior: "smooth" });
  }

  mark(phone) {
    const changed = phone !== this.current;
    this.current = phone;
    for (const node of this.stage.children) node.classList.toggle("current", node === phone.node);
    for (const tab of this.bar.children) {
      const chosen = tab === this.tab(phone);
      tab.setAttribute("aria-selected", String(chosen));
      tab.tabIndex = chosen ? 0 : -1;
    }
    this.tab(phone).classList.remove("news");
    if (changed) phone.messages.toEnd();
  }

  /** Mark a phone that has something new but is not in front. */
  news(phone) {
    if (phone !== this.current) this.tab(phone)?.classList.add("news");
  }

  tab(phone) {
    return this.bar.querySelector(`[data-tab="${phone.person.id}"]`);
  }
}
