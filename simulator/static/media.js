/** What a message carries besides text: photos, files, places, contacts, stickers, voices. */

import { el, icon, languageOf, role } from "./dom.js";
import { say } from "./strings.js";

/** Return the elements for everything a message carries, in the phone's language. */
export function media(message, locale) {
  const made = [];
  if (message.photo) made.push(photo(message.photo, locale));
  if (message.document) made.push(file(message.document));
  if (message.venue) made.push(place(message.venue.location, message.venue));
  else if (message.location) made.push(place(message.location));
  if (message.contact) made.push(contact(message.contact));
  if (message.sticker) made.push(el("div", { class: "sticker", lang: "en" }, message.sticker.emoji ?? "🙂"));
  if (message.voice) made.push(voice(message.voice, locale));
  return made;
}

function photo({ url, width, height }, locale) {
  const image = el("img", { src: url, alt: say(locale, "photo"), width, height });
  return el("button", {
    type: "button", class: "photo", "data-role": "photo", onclick: () => enlarge(url),
  }, image);
}

function enlarge(url) {
  const box = role(document, "lightbox");
  box.querySelector("img").src = url;
  box.showModal();
}

function file({ url, file_name, file_size }) {
  return el("a", { class: "card file", href: url, download: file_name, "data-role": "document" },
    el("span", { class: "disc" }, icon("file")),
    el("span", { class: "lines" },
      el("b", { lang: languageOf(file_name ?? "") }, file_name ?? ""),
      el("small", {}, size(file_size))));
}

function size(bytes) {
  if (bytes === undefined || bytes === null) return "";
  if (bytes < 1024) return `${bytes} B`;
  return bytes < 1024 ** 2 ? `${(bytes / 1024).toFixed(1)} KB` : `${(bytes / 1024 ** 2).toFixed(1)} MB`;
}

function place({ latitude, longitude }, venue = null) {
  const numbers = `${latitude.toFixed(5)}, ${longitude.toFixed(5)}`;
  return el("div", { class: "place", "data-role": "place" },
    el("div", { class: "ground" }, icon("pin")),
    venue && el("b", { lang: languageOf(venue.title) }, venue.title),
    venue && el("span", { lang: languageOf(venue.address) }, venue.address),
    el("small", {}, numbers));
}

function contact({ first_name, last_name, phone_number }) {
  const name = [first_name, last_name].filter(Boolean).join(" ");
  return el("div", { class: "card", "data-role": "contact" },
    el("span", { class: "disc" }, icon("person")),
    el("span", { class: "lines" },
      el("b", { lang: languageOf(name) }, name),
      el("small", {}, phone_number ?? "")));
}

function voice({ duration }, locale) {
  const seconds = duration ?? 0;
  const length = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
  return el("div", { class: "card voice" },
    el("span", { class: "disc" }, icon("voice")),
    el("span", { class: "lines" },
      el("b", { lang: locale }, say(locale, "voice")),
      el("small", {}, length)));
}
