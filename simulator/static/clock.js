/** The event's clock in the bar: shows the time, moves it, changes its speed. */

import * as api from "./api.js";
import { el, role } from "./dom.js";
import { say } from "./strings.js";
import { digits, fullDate, fullTime, inputValue, instantOf } from "./time.js";

const SPEEDS = [1, 10, 60, 600, 0];
const TICK = 100; // milliseconds

export class Clock {
  /** `onError` gets what the simulator said when it refused to move the clock. */
  constructor(bar, { onError }) {
    this.face = role(bar, "clock-time");
    this.note = role(bar, "clock-state");
    this.form = role(bar, "clock-form");
    this.input = role(bar, "clock-input");
    this.select = role(bar, "clock-speed");
    this.locale = "en";
    this.known = null;
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      const now = instantOf(this.input.value, this.zone).toISOString();
      this.change({ now }).catch(onError);
    });
    this.select.addEventListener("change", () => {
      this.change({ speed: Number(this.select.value) }).catch(onError);
    });
    setInterval(() => this.show(), TICK);
  }

  /** The event's zone; undefined means the browser's. */
  get zone() {
    return this.known?.zone ?? undefined;
  }

  now() {
    if (!this.known) return new Date();
    const passed = performance.now() - this.readAt;
    return new Date(this.known.at + passed * this.known.speed);
  }

  /** Take the simulator's clock over; null when it has none and real time counts. */
  set(clock) {
    const first = this.known === null;
    this.known = clock && { at: Date.parse(clock.now), speed: clock.speed, zone: clock.zone };
    this.readAt = performance.now();
    for (const control of [...this.form.elements, this.select]) control.disabled = !clock;
    if (first && clock) this.input.value = inputValue(this.now(), this.zone);
    this.offerSpeeds();
    this.show();
  }

  async change(fields) {
    await api.setClock(fields);
    this.set((await api.state()).clock);
  }

  translate(locale) {
    this.locale = locale;
    this.offerSpeeds();
    this.show();
  }

  offerSpeeds() {
    const current = this.known?.speed ?? 1;
    const speeds = SPEEDS.includes(current) ? SPEEDS : [current, ...SPEEDS];
    this.select.replaceChildren(...speeds.map((speed) => {
      const label = speed ? digits(this.locale, `${speed}×`) : say(this.locale, "pause");
      return new Option(label, speed, false, speed === current);
    }));
    this.select.title = this.known ? "" : say(this.locale, "no_clock");
    this.input.title = this.select.title;
  }

  show() {
    const instant = this.now();
    const view = { locale: this.locale, zone: this.zone };
    const [date, time] = [fullDate(instant, view), fullTime(instant, view)];
    const state = this.state();
    if (state !== this.note.textContent) this.note.textContent = state;
    if (`${date} ${time}` === this.face.textContent) return;
    this.face.replaceChildren(el("span", {}, date), " ", el("span", { "data-role": "clock-hour" }, time));
    this.face.lang = this.locale;
    this.note.lang = this.locale;
    this.face.dateTime = instant.toISOString();
  }

  state() {
    if (!this.known) return say(this.locale, "real_time");
    if (this.known.speed === 0) return say(this.locale, "paused");
    return this.known.speed === 1 ? "" : digits(this.locale, `${this.known.speed}×`);
  }
}
