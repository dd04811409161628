/** The simulator's control interface, one function per request. */

/** What the simulator answered when it did not do as asked. */
export class Refused extends Error {}

async function request(method, path, body) {
  const options = { method };
  if (body instanceof FormData) options.body = body;
  else if (body !== undefined) {
    options.body = JSON.stringify(body);
    options.headers = { "Content-Type": "application/json" };
  }
  const response = await fetch(`/control${path}`, options);
  const text = await response.text();
  const answer = parsed(text);
  if (!response.ok) throw new Refused(reason(answer) ?? (text.slice(0, 200) || response.statusText));
  return answer;
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function reason(answer) {
  return answer?.error ?? answer?.description ?? answer?.detail ?? answer?.message;
}

export const state = () => request("GET", "/state");
export const chat = (person) => request("GET", `/people/${person}/chat`);
export const addPerson = (fields) => request("POST", "/people", fields);

/** Do something as a person: "text", "contact", "start", "block"…; a FormData carries a file. */
export const act = (person, what, fields = {}) =>
  request("POST", `/people/${person}/${what}`, fields);

export const addGroup = (fields) => request("POST", "/groups", fields);
export const groupChat = (group) => request("GET", `/groups/${group}/chat`);

/** Do something in a group as one of its members (`from`): "text", "add", "kick", "tap"… */
export const groupAct = (group, what, fields = {}) =>
  request("POST", `/groups/${group}/${what}`, fields);

export const setClock = (fields) => request("POST", "/clock", fields);
export const addFault = (fault) => request("POST", "/faults", fault);
export const clearFaults = () => request("DELETE", "/faults");
export const setLimits = (on) => request(on ? "POST" : "DELETE", "/limits");

/**
 * Follow what happens in the simulator, for as long as the page is open.
 * `onEvent` gets each event; `onJoin` runs at every (re)connection, when everything may have
 * changed; `onLost` runs when the connection breaks.
 */
export function follow({ onEvent, onJoin, onLost }) {
  const source = new EventSource("/control/events");
  source.onopen = onJoin;
  source.onmessage = (event) => onEvent(JSON.parse(event.data));
  source.onerror = () => {
    onLost();
    // A browser retries a broken stream by itself, but gives up after a refused one.
    if (source.readyState !== EventSource.CLOSED) return;
    setTimeout(() => follow({ onEvent, onJoin, onLost }), 1000);
  };
}
