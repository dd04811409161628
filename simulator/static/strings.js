/** Every word the page itself shows, in English and in Khmer. */

const STRINGS = {
  title: ["Workshop bot demo", "សាកល្បង bot សិក្ខាសាលា"],
  controls: ["Controls", "ផ្ទាំងបញ្ជា"],
  phones: ["Phones", "ទូរសព្ទ"],
  reconnecting: ["Reconnecting…", "កំពុងភ្ជាប់ឡើងវិញ…"],
  real_time: ["real time", "ម៉ោងពិត"],
  paused: ["paused", "ផ្អាក"],
  jump: ["Jump to", "ទៅកាន់ម៉ោង"],
  set: ["Set", "កំណត់"],
  speed: ["Speed", "ល្បឿន"],
  pause: ["Pause", "ផ្អាក"],
  no_clock: [
    "The bot runs on real time: its clock cannot be moved.",
    "bot ប្រើម៉ោងពិត៖ មិនអាចប្ដូរម៉ោងបានទេ។",
  ],
  faults: ["Faults", "បញ្ហាសាកល្បង"],
  faults_note: [
    "Choose what should go wrong between the bot and Telegram.",
    "សូមជ្រើសរើសបញ្ហាដែលត្រូវកើតឡើងរវាង bot និង Telegram។",
  ],
  kind: ["Fault", "បញ្ហា"],
  method: ["Method", "មុខងារ"],
  all_methods: ["All methods", "មុខងារទាំងអស់"],
  phone: ["Phone", "ទូរសព្ទ"],
  all_phones: ["All phones", "ទូរសព្ទទាំងអស់"],
  times: ["Times", "ចំនួនដង"],
  until_removed: ["until cleared", "រហូតដល់លុបចេញ"],
  seconds: ["Seconds", "វិនាទី"],
  n_seconds: ["{n} s", "{n} វិនាទី"],
  clear_all: ["Clear all", "លុបទាំងអស់"],
  no_faults: ["No faults.", "គ្មានបញ្ហាទេ។"],
  limits: [
    "Telegram's limits: 30 messages a second, 1 in a chat, 20 a minute in a group",
    "ដែនកំណត់របស់ Telegram៖ ៣០ សារក្នុងមួយវិនាទី ១ ក្នុងការសន្ទនានីមួយៗ និង ២០ ក្នុងមួយនាទីក្នុងក្រុម",
  ],
  "429": ["429 Too many requests", "429 សំណើច្រើនពេក"],
  flood: ["429 for a while", "429 រយៈពេលមួយ"],
  outage: ["Telegram is unreachable", "មិនអាចភ្ជាប់ទៅ Telegram"],
  "500": ["500 Internal error", "500 បញ្ហាខាងក្នុង"],
  "502": ["502 Bad gateway", "502 បញ្ហាផ្លូវបញ្ជូន"],
  drop_before: ["Lost before delivery", "បាត់មុនពេលទៅដល់"],
  drop_after: ["Lost after delivery", "បាត់ក្រោយពេលទៅដល់"],
  delay: ["Slow", "យឺត"],
  delay_after: ["Answer comes late", "ចម្លើយមកយឺត"],
  add: ["Add", "បន្ថែម"],
  add_phone: ["Add a phone", "បន្ថែមទូរសព្ទ"],
  added_phone: ["Added phone", "ទូរសព្ទបន្ថែម"],
  first_name: ["First name", "នាមខ្លួន"],
  language: ["Language", "ភាសា"],
  phone_number: ["Phone number", "លេខទូរសព្ទ"],
  add_group: ["Add a group", "បន្ថែមក្រុម"],
  group_title: ["Title", "ចំណងជើង"],
  group_kind: ["Kind", "ប្រភេទ"],
  group: ["Group", "ក្រុម"],
  channel: ["Channel", "ឆានែល"],
  optional: ["optional", "មិនចាំបាច់"],
  other_language: ["ភាសាខ្មែរ", "English"],
  close: ["Close", "បិទ"],

  chat_of: ["Phone of {name}", "ទូរសព្ទរបស់ {name}"],
  bot: ["bot", "bot"],
  typing: ["typing…", "កំពុងសរសេរ…"],
  empty: ["No messages here yet…", "មិនទាន់មានសារនៅឡើយទេ…"],
  joined: ["{name} was added", "{name} ត្រូវបានបន្ថែម"],
  left: ["{name} was removed", "{name} ត្រូវបានដកចេញ"],
  supergroup: ["This group became a supergroup", "ក្រុមនេះបានក្លាយជា supergroup"],
  writes: ["Who writes", "អ្នកសរសេរ"],
  group_add: ["Add the bot", "បន្ថែម bot"],
  group_kick: ["Remove the bot", "ដក bot ចេញ"],
  group_migrate: ["Make it a supergroup", "ប្ដូរជា supergroup"],
  team: ["Team", "ក្រុមការងារ"],
  add_to_group: ["Add this bot to the group “{title}”?", "តើអ្នកចង់បន្ថែម bot នេះទៅក្រុម «{title}» មែនទេ?"],
  start: ["Start", "ចាប់ផ្ដើម"],
  block: ["Block the bot", "បិទ bot"],
  unblock: ["Unblock the bot", "បើក bot វិញ"],
  message: ["Message", "សារ"],
  send: ["Send", "ផ្ញើ"],
  menu: ["Commands", "ពាក្យបញ្ជា"],
  attach: ["Attach", "ភ្ជាប់"],
  keyboard: ["Keyboard", "ក្ដារចុច"],
  more: ["More", "ផ្សេងទៀត"],
  newest: ["Newest message", "សារថ្មីបំផុត"],
  edit: ["Edit", "កែប្រែ"],
  editing: ["Edit message", "កែប្រែសារ"],
  edited: ["edited", "បានកែប្រែ"],
  forwarded: ["Forwarded from {name}", "បញ្ជូនបន្តពី {name}"],
  silent: ["Sent without sound", "ផ្ញើដោយគ្មានសំឡេង"],
  cancel: ["Cancel", "បោះបង់"],
  ok: ["OK", "យល់ព្រម"],
  my_contact: ["My phone number", "លេខទូរសព្ទរបស់ខ្ញុំ"],
  contact_of: ["Phone number of {name}", "លេខទូរសព្ទរបស់ {name}"],
  share: ["Share", "ចែករំលែក"],
  share_phone: [
    "Share your phone number with this bot?",
    "តើអ្នកចង់ចែករំលែកលេខទូរសព្ទរបស់អ្នកជាមួយ bot នេះមែនទេ?",
  ],
  location: ["Location", "ទីតាំង"],
  sticker: ["Sticker", "ស្ទីកឃ័រ"],
  voice: ["Voice message", "សារជាសំឡេង"],
  photo: ["Photo", "រូបភាព"],
  document: ["File", "ឯកសារ"],
  contact: ["Contact", "លេខទំនាក់ទំនង"],
  spoiler: ["Show hidden text", "បង្ហាញអត្ថបទដែលលាក់"],
  copied: ["Copied", "បានចម្លង"],
  failed: ["Did not work: {reason}", "មិនបានសម្រេច៖ {reason}"],
};

/** Return the word for a key in "en" or "km", with {places} filled. Throws on an unknown key. */
export function say(locale, key, places = {}) {
  const pair = STRINGS[key];
  if (!pair) throw new Error(`no string called ${key}`);
  const text = pair[locale === "km" ? 1 : 0];
  return text.replace(/\{(\w+)\}/g, (_, name) => places[name]);
}

/** Write the words of one language into everything below `root` that names a string. */
export function translate(root, locale) {
  for (const node of root.querySelectorAll("[data-text]")) {
    node.textContent = say(locale, node.dataset.text);
    node.lang = locale;
  }
  for (const node of root.querySelectorAll("[data-label]")) {
    node.setAttribute("aria-label", say(locale, node.dataset.label));
    if (node.tagName === "BUTTON") node.title = say(locale, node.dataset.label);
  }
  for (const node of root.querySelectorAll("[data-hint]")) {
    node.placeholder = say(locale, node.dataset.hint);
  }
}
