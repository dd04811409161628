/** The whole page: the bar, a phone for each person, the groups, and the stream that keeps them in step. */

import * as api from "./api.js";
import { Clock } from "./clock.js";
import { drawIcons, role } from "./dom.js";
import { Faults } from "./faults.js";
import { Group } from "./group.js";
import { Phone } from "./phone.js";
import { say, translate } from "./strings.js";
import { Tabs } from "./tabs.js";

const phones = new Map();
const groups = new Map();
let world = { bot: { username: "", first_name: "bot" }, people: [], groups: [], faults: [], clock: null };
let locale = "en";

const shared = {
  bot: () => world.bot,
  zone: () => clock.zone,
  locale: () => locale,
  people: () => world.people,
  others: (id) => world.people.filter((person) => person.id !== id),
  newestGroup: () => living().filter(({ type }) => type !== "channel").at(-1),
};

/** A group that became a supergroup goes on under its new id. */
function living() {
  return world.groups.filter(({ migrated_to }) => !migrated_to);
}

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
  faults.set(world.faults, world.people, world.limits);
  show(phones, world.people, { make: addPhone, renew: (phone, person) => phone.setPerson(person) });
  show(groups, living(), { make: addGroup, renew: (group, given) => group.setGroup(given) });
  tabs.set([...phones.values(), ...groups.values()]);
  if (clock.zone !== zone) phones.forEach((phone) => phone.sync());
}

/** Show exactly these phones or groups, keeping those that are there. */
function show(shown, wanted, { make, renew }) {
  const here = new Set(wanted.map(({ id }) => id));
  for (const [id, one] of shown) {
    if (here.has(id)) continue;
    one.node.remove();
    shown.delete(id);
  }
  for (const given of wanted) {
    if (shown.has(given.id)) renew(shown.get(given.id), given);
    else make(given);
  }
}

function addPhone(person) {
  const phone = new Phone(person, shared, { onNews: (news) => tabs.news(news) });
  phones.set(person.id, phone);
  role(document, "phones").append(phone.node);
  phone.sync();
}

function addGroup(given) {
  const group = new Group(given, shared, { onNews: (news) => tabs.news(news) });
  groups.set(given.id, group);
  role(document, "phones").append(group.node);
  group.sync();
}

const EVERYTHING = new Set(["clock", "people", "groups", "faults"]);

function take(event) {
  if (EVERYTHING.has(event.kind)) load().catch(onError);
  else if (groups.has(event.chat_id)) groups.get(event.chat_id).apply(event);
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
  groups.forEach((group) => group.sync());
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
  for (const part of ["bar", "tabs", "faults", "new-phone", "new-group", "lightbox"]) {
    translate(role(document, part), locale);
  }
  role(document, "tabs").setAttribute("aria-label", say(locale, "phones"));
  toggle.textContent = say(locale, "other_language");
  toggle.lang = locale === "km" ? "en" : "km";
  clock.translate(locale);
  faults.translate(locale);
  groups.forEach((group) => group.translate());
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
  for (const [name, add] of [["phone", addPerson], ["group", foundGroup]]) {
    role(document, `add-${name}`).addEventListener("click", () => role(document, `new-${name}`).showModal());
    role(document, `new-${name}-form`).addEventListener("submit", (event) => {
      event.preventDefault();
      add(event.target).catch(onError);
    });
  }
}

async function addPerson(form) {
  const given = Object.fromEntries([...new FormData(form)].filter(([, value]) => value !== ""));
  const person = await api.addPerson({ ...given, label: say(given.language_code, "added_phone") });
  role(document, "new-phone").close();
  form.reset();
  await load();
  tabs.show(phones.get(person.id));
}

/** The bot is not in it at first: somebody adds it, as in the app. */
async function foundGroup(form) {
  const members = world.people.map(({ id }) => id);
  const group = await api.addGroup({ ...Object.fromEntries(new FormData(form)), members, bot: false });
  role(document, "new-group").close();
  form.reset();
  await load();
  tabs.show(groups.get(group.id));
}

drawIcons(document);
wireBar();
speak("en");
// A computer that slept may have stopped the page's timers.
document.addEventListener("visibilitychange", () => {
  if (!document.hidden) load().catch(onError);
});
api.follow({ onEvent: take, onJoin: () => join().catch(onError), onLost: lost });
