// What the page does beyond showing text. Everything can be read and reached without it.

const root = document.documentElement;
const language = root.lang || "en";
const announcer = document.getElementById("announcer");
/** What is said in the site's language; nothing where templates of somebody's own have no place for it. */
const { loaded = "", copied = "✓" } = announcer?.dataset ?? {};

/** Says something to screen readers. */
function announce(text) {
  if (announcer) announcer.textContent = text;
}

/** Storage may be forbidden: then choices last as long as the page. */
const memory = {
  get(key) {
    try {
      return localStorage.getItem(key);
    } catch {
      return null;
    }
  },
  set(key, value) {
    try {
      localStorage.setItem(key, value);
    } catch {
      // Nothing to do about it.
    }
  },
};

const UNITS = [
  ["year", 31_557_600],
  ["month", 2_629_800],
  ["day", 86_400],
  ["hour", 3600],
  ["minute", 60],
];
const relative = new Intl.RelativeTimeFormat(language, { numeric: "always" });
const now = new Intl.RelativeTimeFormat(language, { numeric: "auto" }).format(0, "second");

/** "5 days ago"; the absolute date stays as the title. */
function sayWhen(time) {
  const seconds = (new Date(time.dateTime) - Date.now()) / 1000;
  const [unit, size] = UNITS.find(([, length]) => Math.abs(seconds) >= length) ?? [];
  time.title ||= time.textContent;
  time.textContent = unit ? relative.format(Math.trunc(seconds / size), unit) : now;
}

/** Folds long stories. Their text stays findable, and what is folded away takes no focus. */
const FOLD_ABOVE = 650;

function foldStory(story) {
  const cite = story.querySelector(".h-cite");
  const body = story.querySelector(".body");
  const whole = story.querySelector(".read-whole");
  if (!cite || !body || !whole || body.scrollHeight <= FOLD_ABOVE) return;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "unfold";
  button.textContent = whole.textContent;
  button.setAttribute("aria-label", whole.getAttribute("aria-label"));
  whole.removeAttribute("aria-label");
  whole.textContent = whole.dataset.folded;
  whole.before(button);
  const fold = (folded) => {
    cite.classList.toggle("folded", folded);
    button.setAttribute("aria-expanded", String(!folded));
    const shown = folded ? fadesAt(body) : Number.POSITIVE_INFINITY;
    for (const link of body.querySelectorAll("a, summary, [tabindex]"))
      link.tabIndex = link.getBoundingClientRect().bottom > shown ? -1 : 0;
  };
  fold(true);
  button.addEventListener("click", () => {
    const folds = button.getAttribute("aria-expanded") === "true";
    fold(folds);
    if (folds) story.scrollIntoView({ block: "nearest" });
  });
  // Find-in-page scrolls inside the fold: what was found is shown, and stays where it was on the screen.
  const open = () => {
    const by = body.scrollTop;
    fold(false);
    scrollBy({ top: by, behavior: "instant" });
  };
  body.addEventListener("scroll", () => {
    if (body.scrollTop > 0) open();
  });
  document.addEventListener("selectionchange", () => {
    const { anchorNode } = document.getSelection() ?? {};
    if (anchorNode && body.contains(anchorNode) && isBelowFold(body, anchorNode)) open();
  });
}

/** Below three quarters of its height a folded text grows faint. */
function fadesAt(body) {
  const { top, height } = body.getBoundingClientRect();
  return top + height * 0.75;
}

function isBelowFold(body, node) {
  const range = document.createRange();
  range.selectNode(node);
  return range.getBoundingClientRect().top > body.getBoundingClientRect().bottom;
}

/** A fold is opened before the browser looks for what a link leads to in it, a footnote. */
function openFoldAround(place) {
  place?.closest(".folded")?.closest(".story").querySelector(".unfold").click();
}

/** With a key held, a click asks for a tab, a window or a file: that is the browser's to do. */
const isPlain = ({ ctrlKey, metaKey, shiftKey, altKey }) => !(ctrlKey || metaKey || shiftKey || altKey);

/** The system's share sheet where there is one, else a small one of ours. */
async function share(link) {
  const { title, copy, email } = link.dataset;
  const url = link.href;
  if (await isShared({ title, url })) return;
  if (closeSheet() === link) return;
  link.setAttribute("aria-expanded", "true");
  const sheet = document.createElement("span");
  sheet.className = "sheet";
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = copy;
  button.addEventListener("click", () => copyAddress(url, button));
  const query = (name) => `${encodeURIComponent(title)}${name}${encodeURIComponent(url)}`;
  sheet.append(
    button,
    anchor(email, `mailto:?subject=${query("&body=")}`),
    anchor("Mastodon", `https://mastodonshare.com/?text=${query("&url=")}`),
    anchor("Bluesky", `https://bsky.app/intent/compose?text=${query("%20")}`),
  );
  link.after(sheet);
  button.focus();
}

/** Whether the system's sheet was there: who closed it has decided. Where it is forbidden or fails, it was not. */
async function isShared(story) {
  if (!navigator.share) return false;
  try {
    await navigator.share(story);
    return true;
  } catch ({ name }) {
    return name === "AbortError" || name === "InvalidStateError";
  }
}

/** One is open at most. @returns the link that it belonged to */
function closeSheet() {
  const sheet = document.querySelector(".sheet");
  const link = sheet?.previousElementSibling;
  sheet?.remove();
  link?.setAttribute("aria-expanded", "false");
  return link;
}

async function copyAddress(url, button) {
  try {
    await navigator.clipboard.writeText(url);
    button.textContent = copied;
    announce(copied);
  } catch {
    offerAddress(url, button);
  }
}

/** Over plain http, or where it was forbidden, there is no clipboard: the address is there to be copied by hand. */
function offerAddress(url, button) {
  const field = document.createElement("input");
  field.readOnly = true;
  field.value = url;
  field.setAttribute("aria-label", button.textContent);
  button.replaceWith(field);
  field.select();
}

function anchor(text, href) {
  const a = document.createElement("a");
  a.textContent = text;
  a.href = href;
  a.rel = "noopener noreferrer";
  return a;
}

/** Makes a story's furniture work. */
function dress(story) {
  for (const time of story.querySelectorAll("time[data-relative]")) sayWhen(time);
  if (document.getElementById("stories")) foldStory(story);
  story.querySelector(".share-this")?.addEventListener("click", (event) => {
    if (!isPlain(event)) return;
    event.preventDefault();
    share(event.currentTarget);
  });
}

/** "Next Page of Stories" appends in place; the address follows, so that coming back leads to the same place. */
async function appendNext(event) {
  if (!isPlain(event)) return;
  const link = event.currentTarget;
  event.preventDefault();
  if (link.getAttribute("aria-busy")) return;
  link.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(link.href);
    if (!answer.ok) throw new Error(String(answer.status));
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    append(page, link);
  } catch {
    // Who comes back finds the page as it was left.
    link.removeAttribute("aria-busy");
    location.href = link.href;
  }
}

function append(page, link) {
  const list = document.getElementById("stories");
  const known = new Set([...list.children].map(({ id }) => id));
  const added = [...page.querySelectorAll("#stories > .story")].filter(({ id }) => !known.has(id));
  for (const story of added) list.append(document.adoptNode(story));
  for (const story of added) dress(story);
  history.replaceState(null, "", link.href);
  const pager = link.closest(".pager");
  const next = page.querySelector(".pager.older, .the-end");
  if (next) pager.replaceWith(document.adoptNode(next));
  else pager.remove();
  document.getElementById("next-page")?.addEventListener("click", appendNext);
  announce(loaded.replace("#", String(added.length)));
  if (added[0]) focusStory(added[0]);
  // Of a page whose stories are all hidden there is nothing to read: on to the next.
  else document.getElementById("next-page")?.focus();
}

function focusStory(story, behavior = "auto") {
  story.tabIndex = -1;
  story.focus({ preventScroll: true });
  story.scrollIntoView({ block: "start", behavior });
}

/** j, k, o, s and ?: for those who leave them on. */
const keys = {
  j: () => step(1),
  k: () => step(-1),
  o: () => current()?.querySelector(":is(.story-title, .item-title) a, .story-origin .u-url")?.click(),
  s: () => current()?.querySelector(".share-this")?.click(),
  "?": showKeys,
};

const stories = () => [...document.querySelectorAll(".story, .item")];
/** Whether so many pixels of a story, or more, are on the screen or below it. */
const isAhead = (story, least) => story.getBoundingClientRect().bottom > least;
const isBelow = (story) => story.getBoundingClientRect().top >= innerHeight;

/** The story that has the focus, unless the reader scrolled away from it. */
function focused() {
  const story = document.activeElement?.closest(".story, .item");
  return story && isAhead(story, 0) && !isBelow(story) ? story : undefined;
}

const current = () => focused() ?? stories().find((story) => isAhead(story, 80) && !isBelow(story));

/** At once: the next step begins from what is on the screen. */
function step(by) {
  const all = stories();
  const here = focused();
  const shown = all.findIndex((story) => isAhead(story, 80));
  // Below the last story there is another page's next.
  const nearest = shown < 0 ? all.length + Math.min(by, 0) : shown;
  const next = all[here ? all.indexOf(here) + by : nearest];
  if (next) focusStory(next, "instant");
  else if (by > 0) document.getElementById("next-page")?.click();
}

function showKeys() {
  const help = document.getElementById("keys-help");
  if (!help) return;
  const dialog = document.createElement("dialog");
  dialog.setAttribute("aria-labelledby", "keys-name");
  dialog.append(help.content.cloneNode(true));
  const button = dialog.querySelector("[data-off]");
  const label = () => {
    button.textContent = memory.get("keys") === "off" ? button.dataset.on : button.dataset.off;
  };
  label();
  button.addEventListener("click", () => {
    memory.set("keys", memory.get("keys") === "off" ? "on" : "off");
    label();
  });
  dialog.querySelector(".close").addEventListener("click", () => dialog.close());
  // What is clicked beside its words is the dialog itself: its backdrop.
  dialog.addEventListener("click", ({ target }) => target === dialog && dialog.close());
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}

/** By its sign, or where it writes another script than Latin, by its place: who reads Russian need not switch for `j`. */
function nameOf({ key, code }) {
  if (/^[?؟？]$/.test(key)) return "?";
  return /^[ -~]/.test(key) ? key : code.replace(/^Key/, "").toLowerCase();
}

function onKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
  if (event.key === "Escape") closeSheet()?.focus();
  if (event.target instanceof Element && event.target.closest("input, textarea, select, [contenteditable]"))
    return;
  const action = keys[nameOf(event)];
  if (!action || (memory.get("keys") === "off" && action !== showKeys)) return;
  event.preventDefault();
  action();
}

function switchTheme() {
  const dark = root.dataset.theme
    ? root.dataset.theme === "dark"
    : matchMedia("(prefers-color-scheme: dark)").matches;
  root.dataset.theme = dark ? "light" : "dark";
  memory.set("theme", root.dataset.theme);
}

for (const story of document.querySelectorAll(".story")) dress(story);
document.getElementById("next-page")?.addEventListener("click", appendNext);
document.addEventListener("keydown", onKey);
document.addEventListener("click", ({ target }) => {
  const link = target.closest('a[href*="#"]');
  if (link) openFoldAround(document.getElementById(link.hash.slice(1)));
});
const place = document.querySelector(".folded :target");
openFoldAround(place);
place?.scrollIntoView();
const themeSwitch = document.querySelector(".theme-switch");
if (themeSwitch) {
  themeSwitch.hidden = false;
  themeSwitch.addEventListener("click", switchTheme);
}
