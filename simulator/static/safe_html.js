/** The only place where markup from the server becomes elements. */

import { el } from "./dom.js";

const ALLOWED = new Set(["B", "I", "U", "S", "CODE", "PRE", "A", "BLOCKQUOTE", "TG-SPOILER"]);
const BLOCKS = new Set(["PRE", "BLOCKQUOTE"]);
const ALIASES = { STRONG: "B", EM: "I", INS: "U", DEL: "S", STRIKE: "S" };
const SCHEMES = new Set(["http:", "https:", "tg:", "mailto:", "tel:"]);
// As apps do: a bare address opens, a bare /command is sent by a tap.
const LIVE =
  /(?<url>(?:https?:\/\/|\bt\.me\/)[^\s<>«»"]*[^\s<>«»"'.,;:!?()។៖])|(?<![\p{L}\p{M}\p{N}_/])(?<command>\/[a-z0-9_]{1,32}(?:@\w+)?)(?![\w/])/giu;

/** Turn the server's HTML into nodes: a fixed list of tags, checked addresses, nothing else. */
export function safeNodes(html) {
  // The leading element keeps the parser from dropping white space at the start of the text.
  const parsed = new DOMParser().parseFromString(`<!doctype html><body><p>${html}`, "text/html");
  const fragment = document.createDocumentFragment();
  copy(parsed.body, fragment, true);
  return fragment;
}

function copy(source, target, live) {
  for (const node of source.childNodes) {
    if (node.nodeType === Node.TEXT_NODE) {
      // A block ends its line itself: the newline after it would show as an empty line.
      const text = BLOCKS.has(target.lastChild?.nodeName) ? node.data.replace(/^\n/, "") : node.data;
      target.append(...(live ? enliven(text) : [text]));
    } else if (node.nodeType === Node.ELEMENT_NODE) copyElement(node, target, live);
  }
}

function copyElement(node, target, live) {
  const name = ALIASES[node.tagName] ?? node.tagName;
  if (name === "BR") target.append("\n");
  else if (!ALLOWED.has(name) || (name === "A" && !address(node.getAttribute("href")))) {
    copy(node, target, live);
  } else {
    const made = name === "A" ? link(node.getAttribute("href")) : element(name, node);
    copy(node, made, live && !["A", "CODE", "PRE"].includes(name));
    target.append(made);
  }
}

function element(name, node) {
  if (name === "TG-SPOILER") return el("span", { class: "spoiler", role: "button", tabindex: "0" });
  if (name !== "BLOCKQUOTE") return el(name);
  return el("blockquote", node.hasAttribute("expandable") ? { class: "folded", tabindex: "0" } : {});
}

function* enliven(text) {
  let end = 0;
  for (const match of text.matchAll(LIVE)) {
    const { url, command } = match.groups;
    const href = url && address(/^t\.me/i.test(url) ? `https://${url}` : url);
    yield text.slice(end, match.index);
    if (command) yield el("button", { type: "button", class: "command", "data-command": command }, command);
    else yield href ? link(href, url) : url;
    end = match.index + match[0].length;
  }
  yield text.slice(end);
}

function link(href, ...children) {
  return el("a", { href, target: "_blank", rel: "noopener noreferrer" }, ...children);
}

function address(href) {
  try {
    return SCHEMES.has(new URL(href).protocol) ? href : null;
  } catch {
    return null;
  }
}

/** Return the payload ("" for none) when an address opens this bot's chat, else null. */
export function deepLink(href, username) {
  const asked = parameters(href, username);
  return asked && (asked.get("start") ?? "");
}

/** Return the payload ("" for none) when an address adds this bot to a group, else null. */
export function groupLink(href, username) {
  return parameters(href, username)?.get("startgroup") ?? null;
}

function parameters(href, username) {
  let url;
  try {
    url = new URL(href);
  } catch {
    return null;
  }
  const isWeb = ["t.me", "telegram.me"].includes(url.hostname);
  const name = isWeb ? url.pathname.slice(1) : url.protocol === "tg:" && url.searchParams.get("domain");
  return name && name.toLowerCase() === username.toLowerCase() ? url.searchParams : null;
}
