/** One phone: a person's private chat with the bot. */

import * as api from "./api.js";
import { attachments } from "./attach.js";
import { Composer } from "./composer.js";
import { drawIcons, languageOf, role } from "./dom.js";
import { ReplyKeyboard } from "./keyboard.js";
import { Menu } from "./menu.js";
import { Messages } from "./messages.js";
import { Notices } from "./notices.js";
import { deepLink, groupLink } from "./safe_html.js";
import { say, translate } from "./strings.js";
import { Taps } from "./taps.js";

export class Phone {
  /**
   * `world` tells what phones share: {bot, zone, others(id), newestGroup}; `onNews(phone)` runs
   * when the bot wrote something new.
   */
  constructor(person, world, { onNews }) {
    this.world = world;
    this.person = person;
    this.locale = person.language_code === "km" ? "km" : "en";
    this.onNews = onNews;
    this.chat = { messages: [], commands: [], reply_keyboard: null };
    this.node = document.getElementById("phone").content.firstElementChild.cloneNode(true);
    this.node.dataset.phone = person.id;
    this.node.id = `phone-${person.id}`;
    this.node.lang = this.locale;
    drawIcons(this.node);
    translate(this.node, this.locale);
    this.build();
    this.setPerson(person);
  }

  build() {
    const failed = (error) => this.failed(error);
    this.notices = new Notices(this.node, this.locale);
    this.taps = new Taps(this.person.id, {
      onAnswer: (answer) => this.answer(answer), onError: failed,
    });
    this.composer = new Composer(this.node, {
      onSend: (text) => this.act("text", { text }),
      onEdit: (message_id, text) => this.act("edit", { message_id, text }),
      commands: () => this.chat.commands,
    });
    this.messages = new Messages(this.node, {
      view: () => ({ locale: this.locale, zone: this.world.zone() }),
      actions: {
        onTap: (message, button, place, node) => this.tap(message, button, place, node),
        onEdit: (message) => this.composer.edit(message),
      },
    });
    this.keyboard = new ReplyKeyboard(role(this.node, "reply-keyboard"), role(this.node, "keyboard"), {
      onPress: (button) => this.press(button), onChange: () => {},
    });
    this.menus();
    role(this.node, "start").addEventListener("click", () => this.act("start"));
    role(this.node, "unblock").addEventListener("click", () => this.act("unblock"));
    role(this.node, "messages").addEventListener("click", (event) => this.follow(event));
    role(this.node, "messages").addEventListener("keydown", (event) => {
      if (event.key === "Enter" && event.target.matches(".spoiler, .folded")) this.follow(event);
    });
  }

  menus() {
    new Menu(role(this.node, "attach"), {
      host: role(this.node, "composer-form"), className: "above",
      items: () => attachments({
        locale: this.locale, others: this.world.others(this.person.id),
        act: (what, fields) => this.act(what, fields), caption: () => this.composer.take(),
      }),
    });
    new Menu(role(this.node, "more"), {
      host: role(this.node, "screen"), className: "below",
      items: () => [this.person.blocked ? "unblock" : "block"].map((what) => ({
        icon: "block", name: what, label: say(this.locale, what), run: () => this.act(what),
      })),
    });
  }

  setPerson(person) {
    this.person = person;
    const { first_name, last_name, label } = person;
    const name = [first_name, last_name].filter(Boolean).join(" ");
    this.node.setAttribute("aria-label", say(this.locale, "chat_of", { name }));
    this.name = name;
    write(role(this.node, "holder-name"), name);
    write(role(this.node, "holder-label"), label ?? "");
    write(role(this.node, "bot-name"), this.world.bot().first_name);
    role(this.node, "avatar").textContent = [...this.world.bot().first_name][0];
    this.foot();
  }

  /** Ask for the chat and show it; calls that come while one is under way make one more. */
  async sync() {
    this.stale = true;
    if (this.syncing) return;
    this.syncing = true;
    try {
      while (this.stale) {
        this.stale = false;
        this.show(await api.chat(this.person.id));
      }
    } catch (error) {
      this.failed(error);
    } finally {
      this.syncing = false;
    }
  }

  show(chat) {
    const newest = newestOf(this.chat);
    this.chat = chat;
    this.messages.set(chat.messages);
    this.keyboard.set(chat.reply_keyboard);
    this.composer.refresh();
    role(this.node, "composer").placeholder =
      chat.reply_keyboard?.input_field_placeholder ?? say(this.locale, "message");
    this.foot();
    // What was there when the page opened is not news.
    if (this.seen && newestOf(chat) > newest) this.onNews(this);
    this.seen = true;
  }

  /** A chat that was not started, or whose bot is blocked, has one button in place of a keyboard. */
  foot() {
    const { blocked } = this.person;
    const fresh = this.chat.messages.length === 0;
    const pressed = [role(this.node, "start"), role(this.node, "unblock")].includes(document.activeElement);
    role(this.node, "unblock").hidden = !blocked;
    role(this.node, "start").hidden = blocked || !fresh;
    role(this.node, "composer-form").hidden = blocked || fresh;
    role(this.node, "reply-keyboard").classList.toggle("away", blocked || fresh);
    if (pressed && !blocked && !fresh) role(this.node, "messages").focus();
  }

  /** Take an event of this person's chat over. */
  apply(event) {
    // What this person does in a group belongs to no phone's private chat.
    if ((event.chat_id ?? this.person.id) !== this.person.id) return;
    if (event.kind === "answer") this.taps.answered(event);
    else if (event.kind === "typing") this.messages.typing();
    else {
      if (event.kind === "message" && event.message?.from !== "person") this.messages.typing(false);
      this.sync();
    }
  }

  async act(what, fields) {
    try {
      await api.act(this.person.id, what, fields);
      await this.sync();
    } catch (error) {
      this.failed(error);
    }
  }

  tap(message, button, place, node) {
    if (button.callback_data !== undefined) this.taps.tap(message, place, node);
    else if (button.url) this.open(button.url);
    else if (button.copy_text) {
      navigator.clipboard?.writeText(button.copy_text.text);
      this.notices.toast(say(this.locale, "copied"));
    }
  }

  press(button) {
    if (button.request_contact) {
      this.notices.ask(say(this.locale, "share_phone"), "share", () => this.act("contact"));
    } else if (button.request_location) this.act("location");
    else this.act("text", { text: button.text });
  }

  follow(event) {
    const { target } = event;
    const link = target.closest("a[href]:not([download])");
    const command = target.closest("[data-command]");
    const hidden = target.closest(".spoiler, .folded");
    if (link && deepLink(link.href, this.world.bot().username) !== null) {
      event.preventDefault();
      this.open(link.href);
    } else if (command) this.act("text", { text: command.dataset.command });
    else if (hidden) hidden.classList.add("shown");
  }

  /** Open an address: the bot's own links on this phone, others in a new tab. */
  open(href) {
    const { username } = this.world.bot();
    const forGroups = groupLink(href, username);
    if (forGroups !== null) {
      this.intoGroup(forGroups);
      return;
    }
    const payload = deepLink(href, username);
    if (payload === null) window.open(href, "_blank", "noopener,noreferrer");
    else if (payload || this.chat.messages.length === 0) this.act("start", payload ? { payload } : {});
  }

  /** Telegram asks which group the bot is to be added to; here it is the newest, or a new one. */
  intoGroup(payload) {
    const { id, title } = this.world.newestGroup() ?? { title: say(this.locale, "team") };
    const fields = { title, type: "group", members: [this.person.id], bot: false };
    this.notices.ask(say(this.locale, "add_to_group", { title }), "add", async () => {
      try {
        const group = id ?? (await api.addGroup(fields)).id;
        await api.groupAct(group, "startgroup", { from: this.person.id, payload });
      } catch (error) {
        this.failed(error);
      }
    });
  }

  answer({ text, show_alert, url }) {
    if (url) this.open(url);
    else if (text) this.notices[show_alert ? "alert" : "toast"](text);
  }

  failed(error) {
    this.notices.toast(say(this.locale, "failed", { reason: error.message }));
  }
}

function newestOf({ messages }) {
  return Math.max(0, ...messages.filter(({ from }) => from === "bot").map(({ message_id }) => message_id));
}

function write(node, text) {
  node.textContent = text;
  node.lang = languageOf(text);
}
