/** The panel that makes Telegram fail on purpose. */

import * as api from "./api.js";
import { el, role } from "./dom.js";
import { say } from "./strings.js";
import { digits } from "./time.js";

const KINDS = ["429", "flood", "500", "502", "drop_before", "drop_after", "delay", "delay_after", "outage"];
const TIMED = new Set(["429", "flood", "delay", "delay_after"]);
const LASTING = new Set(["flood", "outage"]); // however often it is met
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
    this.limits = role(this.dialog, "limits");
    this.limits.addEventListener("change", () => api.setLimits(this.limits.checked).catch(onError));
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

  set(faults, people, limits) {
    this.faults = faults;
    this.limits.checked = Boolean(limits);
    this.people = people;
    this.show();
  }

  translate(locale) {
    this.locale = locale;
    this.show();
  }

  async add() {
    // What is disabled for this kind is not among them.
    const { kind, method = "*", chat_id, times, seconds } = Object.fromEntries(new FormData(this.form));
    const fault = { kind, method, times: times ? Number(times) : null };
    if (chat_id) fault.chat_id = Number(chat_id);
    if (TIMED.has(kind)) fault.seconds = Number(seconds);
    await api.addFault(fault);
    await this.reload();
  }

  async clear() {
    await api.clearFaults();
    await this.reload();
  }

  async reload() {
    const { faults, limits } = await api.state();
    this.set(faults, this.people, limits);
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
      kind === "outage" ? null : method === "*" ? word("all_methods") : method,
      person?.first_name ?? chat_id,
      this.lasts(kind, times),
      seconds !== undefined && seconds !== null && TIMED.has(kind) ? say(this.locale, "n_seconds", { n: digits(this.locale, seconds) }) : null,
    ].filter(Boolean).join(" · ");
  }

  lasts(kind, times) {
    if (kind === "flood") return null;
    return times ? digits(this.locale, `× ${times}`) : say(this.locale, "until_removed");
  }

  fit() {
    const kind = role(this.dialog, "fault-kind").value;
    role(this.dialog, "fault-seconds").hidden = !TIMED.has(kind);
    for (const name of ["method", "chat_id"]) this.form.elements[name].disabled = kind === "outage";
    this.form.elements.times.disabled = LASTING.has(kind);
  }
}

function offer(select, choices) {
  const chosen = select.value;
  select.replaceChildren(...choices.map(([label, value]) => new Option(label, value)));
  if (choices.some(([, value]) => String(value) === chosen)) select.value = chosen;
}
