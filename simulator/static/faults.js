/** The panel that makes Telegram fail on purpose. */

import * as api from "./api.js";
import { el, role } from "./dom.js";
import { say } from "./strings.js";
import { digits } from "./time.js";

const KINDS = ["429", "500", "502", "drop_before", "drop_after", "delay"];
const TIMED = new Set(["429", "delay"]);
const METHODS = [
  "sendMessage", "editMessageText", "editMessageReplyMarkup", "answerCallbackQuery", "sendPhoto",
  "sendDocument", "sendVenue", "sendLocation", "sendChatAction", "deleteMessage", "setMyCommands",
  "getFile", "getUpdates",
];

export class Faults {
  constructor({ onError }) {
    this.dialog = role(document, "faults");
    this.count = role(document, "faults-count");
    this.form = role(this.dialog, "fault-form");
    this.list = role(this.dialog, "fault-list");
    this.clearing = role(this.dialog, "fault-clear");
    this.locale = "en";
    this.faults = [];
    this.people = [];
    role(document, "faults-open").addEventListener("click", () => this.dialog.showModal());
    role(this.dialog, "fault-kind").addEventListener("change", () => this.fit());
    this.clearing.addEventListener("click", () => this.clear().catch(onError));
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.add().catch(onError);
    });
  }

  set(faults, people) {
    this.faults = faults;
    this.people = people;
    this.show();
  }

  translate(locale) {
    this.locale = locale;
    this.show();
  }

  async add() {
    const { kind, method, chat_id, times, seconds } = Object.fromEntries(new FormData(this.form));
    const fault = { kind, method, times: times ? Number(times) : null };
    if (chat_id) fault.chat_id = Number(chat_id);
    if (TIMED.has(kind)) fault.seconds = Number(seconds);
    await api.addFault(fault);
    this.set((await api.state()).faults, this.people);
  }

  async clear() {
    await api.clearFaults();
    this.set([], this.people);
  }

  show() {
    const word = (key) => say(this.locale, key);
    offer(role(this.dialog, "fault-kind"), KINDS.map((kind) => [word(kind), kind]));
    offer(role(this.dialog, "fault-method"), [
      [word("all_methods"), "*"], ...METHODS.map((method) => [method, method]),
    ]);
    offer(role(this.dialog, "fault-phone"), [
      [word("all_phones"), ""], ...this.people.map(({ id, first_name }) => [first_name, id]),
    ]);
    this.count.textContent = digits(this.locale, this.faults.length);
    this.count.hidden = this.clearing.hidden = this.faults.length === 0;
    const lines = this.faults.map((fault) => el("li", {}, this.line(fault)));
    this.list.replaceChildren(...(lines.length ? lines : [el("li", { class: "none" }, word("no_faults"))]));
    this.fit();
  }

  line({ kind, method, times, seconds, chat_id }) {
    const word = (key) => say(this.locale, key);
    const person = this.people.find(({ id }) => id === chat_id);
    return [
      word(kind),
      method === "*" ? word("all_methods") : method,
      person?.first_name ?? chat_id,
      times ? digits(this.locale, `× ${times}`) : word("until_removed"),
      seconds !== undefined && seconds !== null && TIMED.has(kind) ? say(this.locale, "n_seconds", { n: digits(this.locale, seconds) }) : null,
    ].filter(Boolean).join(" · ");
  }

  fit() {
    role(this.dialog, "fault-seconds").hidden = !TIMED.has(role(this.dialog, "fault-kind").value);
  }
}

function offer(select, choices) {
  const chosen = select.value;
  select.replaceChildren(...choices.map(([label, value]) => new Option(label, value)));
  if (choices.some(([, value]) => String(value) === chosen)) select.value = chosen;
}
