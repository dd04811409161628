/** Dates and times as people read them, in the event's zone, in English and in Khmer. */

const DAYS = ["អាទិត្យ", "ចន្ទ", "អង្គារ", "ពុធ", "ព្រហស្បតិ៍", "សុក្រ", "សៅរ៍"];
const MONTHS = [
  "មករា", "កុម្ភៈ", "មីនា", "មេសា", "ឧសភា", "មិថុនា",
  "កក្កដា", "សីហា", "កញ្ញា", "តុលា", "វិច្ឆិកា", "ធ្នូ",
];
const two = (number) => String(number).padStart(2, "0");
const formats = new Map();

/** Write a number or a text with Khmer digits when the locale is "km". */
export function digits(locale, text) {
  if (locale !== "km") return String(text);
  return String(text).replace(/\d/g, (digit) => String.fromCodePoint(0x17e0 + Number(digit)));
}

/** Return the wall-clock parts of an instant in a zone (the browser's when undefined). */
function parts(instant, zone) {
  if (!formats.has(zone)) {
    formats.set(zone, new Intl.DateTimeFormat("en-GB", {
      timeZone: zone, hourCycle: "h23", year: "numeric", month: "numeric", day: "numeric",
      hour: "numeric", minute: "numeric", second: "numeric",
    }));
  }
  const found = {};
  for (const { type, value } of formats.get(zone).formatToParts(instant)) found[type] = Number(value);
  return found;
}

/** 08:31, or ០៨:៣១. */
export function hourMinute(instant, { locale, zone }) {
  const { hour, minute } = parts(instant, zone);
  return digits(locale, `${two(hour)}:${two(minute)}`);
}

/** Thursday 3 July 2025, or ថ្ងៃព្រហស្បតិ៍ ទី៣ ខែកក្កដា ឆ្នាំ២០២៥. */
export function fullDate(instant, { locale, zone }) {
  const { year, month, day } = parts(instant, zone);
  const date = new Date(Date.UTC(year, month - 1, day));
  if (locale === "km") {
    const text = `ថ្ងៃ${DAYS[date.getUTCDay()]} ទី${day} ខែ${MONTHS[month - 1]} ឆ្នាំ${year}`;
    return digits("km", text);
  }
  const words = { timeZone: "UTC", weekday: "long", day: "numeric", month: "long", year: "numeric" };
  return date.toLocaleDateString("en-GB", words).replace(",", "");
}

/** 08:31:05, or ម៉ោង ៨:៣១:០៥ ព្រឹក. */
export function fullTime(instant, { locale, zone }) {
  const { hour, minute, second } = parts(instant, zone);
  if (locale !== "km") return `${two(hour)}:${two(minute)}:${two(second)}`;
  const text = `ម៉ោង ${hour % 12 || 12}:${two(minute)}:${two(second)} ${period(hour, minute, second)}`;
  return digits("km", text);
}

function period(hour, minute, second) {
  if (hour < 12) return "ព្រឹក";
  if (hour === 12 && minute === 0 && second === 0) return "ថ្ងៃត្រង់";
  if (hour < 18) return "រសៀល";
  return hour < 21 ? "ល្ងាច" : "យប់";
}

/** 2025-07-03: equal for instants of the same day in the zone. */
export function dayKey(instant, zone) {
  const { year, month, day } = parts(instant, zone);
  return `${year}-${two(month)}-${two(day)}`;
}

/** The value of a datetime-local input for an instant. */
export function inputValue(instant, zone) {
  const { hour, minute } = parts(instant, zone);
  return `${dayKey(instant, zone)}T${two(hour)}:${two(minute)}`;
}

/** The instant that a datetime-local value means in a zone, as a Date. */
export function instantOf(value, zone) {
  const asUtc = new Date(`${value}Z`);
  // Twice, because the first guess may fall on the other side of a change of summer time.
  let instant = asUtc;
  for (let round = 0; round < 2; round += 1) {
    instant = new Date(asUtc.getTime() - offset(instant, zone));
  }
  return instant;
}

function offset(instant, zone) {
  const { year, month, day, hour, minute, second } = parts(instant, zone);
  const wall = Date.UTC(year, month - 1, day, hour, minute, second);
  return wall - Math.floor(instant.getTime() / 1000) * 1000;
}
