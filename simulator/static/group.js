/** A group or a channel: what stands in it, and somebody who writes there. */

import * as api from "./api.js";
import { Composer } from "./composer.js";
import { drawIcons, el, languageOf, role } from "./dom.js";
import { Menu } from "./menu.js";
import { Messages } from "./messages.js";
import { Notices } from "./notices.js";
import { say, translate } from "./strings.js";

// A phone has these; a group is nobody's phone.
const ABSENT = ["start", "unblock", "reply-keyboard", "keyboard"];

export class Group {
  /**
   * `world` tells what is shared: {bot, zone, locale, people}; `onNews(group)` runs when something
   * new was written.
   */
  constructor(group, world, { onNews }) {
    this.world = world;
    this.person = { id: group.id }; // a tab asks whose it is
    this.onNews = onNews;
    this.node = document.getElementById("phone").content.firstElementChild.cloneNode(true);
    this.node.dataset.group = group.id;
    this.node.id = `group${group.id}`;
    for (const name of ABSENT) role(this.node, name).hidden = true;
    this.writer = el("select", { "data-role": "writer", "data-label": "writes", class: "writer" });
    role(this.node, "attach").replaceWith(this.writer);
    drawIcons(this.node);
    this.build();
    this.setGroup(group);
    this.translate();
  }

  build() {
    this.notices = new Notices(this.node, this.world.locale());
    this.composer = new Composer(this.node, {
      onSend: (text) => this.act("text", { text }), onEdit: () => {}, commands: () => [],
    });
    this.composer.refresh();
    this.messages = new Messages(this.node, {
      view: () => ({
        locale: this.world.locale(), zone: this.world.zone(), group: this.world.bot().first_name,
      }),
      actions: {
        onTap: (message, button, place) => this.tap(message, button, place), onEdit: () => {},
      },
    });
    new Menu(role(this.node, "more"), {
      host: role(this.node, "screen"), className: "below", items: () => this.items(),
    });
  }

  items() {
    const { bot, type } = this.group;
    const there = bot === "member" || bot === "administrator";
    const names = [there ? "kick" : "add", ...(type === "group" ? ["migrate"] : [])];
    return names.map((name) => ({
      icon: name === "kick" ? "block" : "people", name, label: say(this.world.locale(), `group_${name}`),
      run: () => this.act(name),
    }));
  }

  setGroup(group) {
    this.group = group;
    this.name = group.title;
    const title = role(this.node, "bot-name");
    role(this.node, "holder-name").textContent = title.textContent = group.title;
    title.lang = role(this.node, "holder-name").lang = languageOf(group.title);
    role(this.node, "avatar").textContent = [...group.title][0];
    const { value } = this.writer;
    const members = this.world.people().filter(({ id }) => group.members.includes(id));
    this.writer.replaceChildren(...members.map(({ id, first_name }) => new Option(first_name, id)));
    if (members.some(({ id }) => String(id) === value)) this.writer.value = value;
    this.write();
  }

  /** Write the words of the page's language, which is nobody's in particular here. */
  translate() {
    const locale = this.world.locale();
    this.notices.locale = locale;
    this.node.lang = locale;
    translate(this.node, locale);
    this.write();
    if (this.chat) this.messages.set(this.chat.messages);
  }

  write() {
    const word = say(this.world.locale(), this.group.type === "channel" ? "channel" : "group");
    for (const name of ["holder-label", "status"]) role(this.node, name).textContent = word;
    this.node.setAttribute("aria-label", `${word} ${this.name}`);
  }

  async sync() {
    try {
      this.chat = await api.groupChat(this.group.id);
      const { messages } = this.chat;
      this.messages.set(messages);
      if (this.seen && messages.length > this.seen.length) this.onNews(this);
      this.seen = messages;
    } catch (error) {
      this.failed(error);
    }
  }

  /** Take an event of this group over. */
  apply({ kind, text }) {
    if (kind === "answer") text && this.notices.toast(text);
    else if (kind !== "typing") this.sync();
  }

  async act(what, fields = {}) {
    try {
      await api.groupAct(this.group.id, what, { from: Number(this.writer.value), ...fields });
      await this.sync();
    } catch (error) {
      this.failed(error);
    }
  }

  tap(message, button, place) {
    if (button.callback_data !== undefined) this.act("tap", { message_id: message.message_id, ...place });
    else if (button.url) window.open(button.url, "_blank", "noopener,noreferrer");
  }

  failed(error) {
    this.notices.toast(say(this.world.locale(), "failed", { reason: error.message }));
  }
}
