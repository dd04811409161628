/** The whole page: the bar, a phone for each person, and the stream that keeps them in step. */

import * as api from "./api.js";
import { Clock } from "./clock.js";
import { drawIcons, role } from "./dom.js";
import { Faults } from "./faults.js";
import { Phone } from "./phone.js";
import { say, translate } from "./strings.js";
import { Tabs } from "./tabs.js";

const phones = new Map();
let world = { bot: { username: "", first_name: "bot" }, people: [], faults: [], clock: null };
let locale = "en";

const shared = {
  bot: () => world.bot,
  zone: () => clock.zone,
  others: (id) => world.people.filter((person) => person.id !== id),
};

const onError = (error) => {
  const connection = role(document, "connection");
  connection.textContent = say(locale, "failed", { reason: error.message });
  connection.hidden = false;
  setTimeout(() => {
    connection.hidden = true;
  }, 5000);
};

const clock = new Clock(role(document, "bar"), { onError });
const faults = new Faults({ onError });
const tabs = new Tabs(role(document, "tabs"), role(document, "phones"));

/** Ask for everything there is and show it. */
async function load() {
  const zone = clock.zone;
  world = await api.state();
  clock.set(world.clock);
  faults.set(world.faults, world.people);
  showPeople(world.people.filter(({ chat_type }) => (chat_type ?? "private") === "private"));
  if (clock.zone !== zone) phones.forEach((phone) => phone.sync());
}

function showPeople(people) {
  const here = new Set(people.map(({ id }) => id));
  for (const [id, phone] of phones) {
    if (here.has(id)) continue;
    phone.node.remove();
    phones.delete(id);
  }
  for (const person of people) {
    if (phones.has(person.id)) phones.get(person.id).setPerson(person);
    else addPhone(person);
  }
  tabs.set([...phones.values()]);
}

function addPhone(person) {
  const phone = new Phone(person, shared, { onNews: (news) => tabs.news(news) });
  phones.set(person.id, phone);
  role(document, "phones").append(phone.node);
  phone.sync();
}

function take(event) {
  if (event.kind === "clock" || event.kind === "people" || event.kind === "faults") load().catch(onError);
  else if (event.kind === "commands") phones.forEach((phone) => phone.sync());
  else phones.get(event.person)?.apply(event);
}

async function join() {
  role(document, "connection").hidden = true;
  await load();
  for (const phone of phones.values()) {
    phone.taps.forget();
    phone.sync();
  }
}

function lost() {
  const connection = role(document, "connection");
  connection.textContent = say(locale, "reconnecting");
  connection.hidden = false;
}

function speak(chosen) {
  locale = chosen;
  const toggle = role(document, "language");
  document.documentElement.lang = locale;
  document.title = say(locale, "title");
  for (const part of ["bar", "tabs", "faults", "new-phone", "lightbox"]) {
    translate(role(document, part), locale);
  }
  role(document, "tabs").setAttribute("aria-label", say(locale, "phones"));
  toggle.textContent = say(locale, "other_language");
  toggle.lang = locale === "km" ? "en" : "km";
  clock.translate(locale);
  faults.translate(locale);
}

function wireBar() {
  const burger = role(document, "bar-menu");
  burger.addEventListener("click", () => {
    const open = role(document, "bar").classList.toggle("open");
    burger.setAttribute("aria-expanded", String(open));
  });
  role(document, "language").addEventListener("click", () => speak(locale === "km" ? "en" : "km"));
  for (const dialog of document.querySelectorAll("dialog")) {
    role(dialog, "close").addEventListener("click", () => dialog.close());
    dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  }
  role(document, "add-phone").addEventListener("click", () => role(document, "new-phone").showModal());
  role(document, "new-phone-form").addEventListener("submit", (event) => {
    event.preventDefault();
    addPerson(event.target).catch(onError);
  });
}

async function addPerson(form) {
  const given = Object.fromEntries([...new FormData(form)].filter(([, value]) => value !== ""));
  const person = await api.addPerson({ ...given, label: say(given.language_code, "added_phone") });
  role(document, "new-phone").close();
  form.reset();
  await load();
  tabs.show(phones.get(person.id));
}

drawIcons(document);
wireBar();
speak("en");
// A computer that slept may have stopped the page's timers.
document.addEventListener("visibilitychange", () => {
  if (!document.hidden) load().catch(onError);
});
api.follow({ onEvent: take, onJoin: () => join().catch(onError), onLost: lost });
