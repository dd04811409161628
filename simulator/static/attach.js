/** What a person can send besides text. */

import { el } from "./dom.js";
import { say } from "./strings.js";

const HERE = { latitude: 11.56146, longitude: 104.93714 }; // Phnom Penh, by the river
const OTHERS = 4;

/**
 * Return the entries of the attach menu; `act(what, fields)` sends, `others` are other people, and
 * `caption()` takes what stands in the text field: photos and files carry it.
 */
export function attachments({ locale, act, others, caption }) {
  const word = (key, places) => say(locale, key, places);
  return [
    { icon: "photo", name: "photo", label: word("photo"), run: () => pick("image/*", (file) => send(act, "photo", file, caption())) },
    { icon: "file", name: "document", label: word("document"), run: () => pick("", (file) => send(act, "document", file, caption())) },
    { icon: "pin", name: "location", label: word("location"), run: () => act("location", HERE) },
    { icon: "person", name: "contact", label: word("my_contact"), run: () => act("contact") },
    ...others.slice(0, OTHERS).map((person) => ({
      icon: "people", name: `contact-${person.id}`, label: word("contact_of", { name: person.first_name }),
      run: () => act("contact", { phone: person.phone, user_id: person.id, first_name: person.first_name }),
    })),
    { icon: "voice", name: "voice", label: word("voice"), run: () => act("voice") },
    { icon: "sticker", name: "sticker", label: word("sticker"), run: () => act("sticker") },
  ];
}

function pick(accept, onFile) {
  const input = el("input", { type: "file", accept });
  input.addEventListener("change", () => input.files[0] && onFile(input.files[0]));
  input.click();
}

function send(act, what, file, caption) {
  const form = new FormData();
  if (caption) form.append("caption", caption);
  form.append("file", file, file.name);
  act(what, form);
}
