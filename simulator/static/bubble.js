/** One message of a chat, as a bubble with its buttons. */

import { el, icon, languageOf } from "./dom.js";
import { inlineKeyboard } from "./keyboard.js";
import { media } from "./media.js";
import { safeNodes } from "./safe_html.js";
import { say } from "./strings.js";
import { hourMinute } from "./time.js";

const LONG_PRESS = 500; // milliseconds

/**
 * Return the row for a message as the control interface gives it, with `quoted`, the text that
 * it replies to, if any.
 * `view` is {locale, zone}, in a group also `group`, the bot's name there; `onTap(message, button, place, node)` and `onEdit(message)` are called
 * for its buttons and for editing one's own text.
 */
export function bubble(message, view, { onTap, onEdit }) {
  const line = service(message, view.locale);
  if (line) return el("p", { class: "day", lang: view.locale }, el("span", {}, line));
  const own = isOwn(message, view);
  const carried = media(message, view.locale);
  const body = el("div", { class: bubbleClass(message) }, ...origin(message, view), ...carried);
  if (message.text) body.append(text(message));
  body.append(meta(message, view));
  const row = el("article", {
    class: `row ${own ? "own" : "theirs"}`, "data-message-id": message.message_id, "data-from": message.from,
  }, el("div", { class: "line" }, body));
  if (own && message.text && carried.length === 0) offerEdit(row, body, message, view, onEdit);
  if (message.reply_markup?.inline_keyboard?.length) {
    row.append(inlineKeyboard(message.reply_markup, (...tap) => onTap(message, ...tap)));
    row.classList.add("keyed");
  }
  return row;
}

/** In a group nobody is the one who looks at it. */
function isOwn({ from }, { group }) {
  return from === "person" && !group;
}

/** What a message tells that nobody wrote, such as that the bot was added; null for all others. */
function service(message, locale) {
  const { new_chat_members: [joined] = [], left_chat_member: left } = message;
  if (joined) return say(locale, "joined", { name: joined.first_name });
  if (left) return say(locale, "left", { name: left.first_name });
  return message.migrate_to_chat_id || message.migrate_from_chat_id ? say(locale, "supergroup") : null;
}

function origin({ forward_origin: from, quoted, sender }, { locale, group }) {
  const lines = [];
  const writer = group && (sender?.first_name ?? group);
  if (writer) lines.push(el("div", { class: "origin", lang: languageOf(writer) }, writer));
  if (from) {
    const name = from.sender_user?.first_name ?? from.sender_user_name ?? from.chat?.title ?? "";
    lines.push(el("div", { class: "origin", lang: locale }, say(locale, "forwarded", { name })));
  }
  if (quoted) lines.push(el("div", { class: "quoted", lang: languageOf(quoted) }, quoted));
  return lines;
}

function bubbleClass(message) {
  if (message.sticker) return "bubble bare";
  return message.photo && !message.text ? "bubble picture" : "bubble";
}

function text(message) {
  const node = el("div", { class: "text", lang: languageOf(message.text), "data-role": "text" });
  node.append(safeNodes(message.html ?? ""));
  return node;
}

function meta(message, { locale, zone }) {
  const sent = new Date(message.date * 1000);
  const node = el("span", { class: "meta", lang: locale });
  if (message.silent) {
    const word = say(locale, "silent");
    node.append(el("span", { class: "quiet", role: "img", "aria-label": word, title: word }, icon("quiet")));
  }
  if (message.edit_date) node.append(el("span", { "data-role": "edited" }, say(locale, "edited")));
  node.append(el("time", { datetime: sent.toISOString() }, hourMinute(sent, { locale, zone })));
  return node;
}

function offerEdit(row, body, message, { locale }, onEdit) {
  const word = say(locale, "edit");
  const edit = () => onEdit(message);
  row.querySelector(".line").prepend(el("button", {
    type: "button", class: "plain pencil", title: word, "aria-label": word, "data-role": "edit", onclick: edit,
  }, icon("edit")));
  let timer;
  body.addEventListener("pointerdown", (event) => {
    if (event.pointerType === "touch") timer = setTimeout(edit, LONG_PRESS);
  });
  for (const end of ["pointerup", "pointercancel", "pointermove"]) {
    body.addEventListener(end, () => clearTimeout(timer));
  }
}
