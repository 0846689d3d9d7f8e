/**
 * A linkblog's entries as what they share: the story is the page that an entry links to, and the entry's own text is
 * the sharer's comment. Four kinds are told apart by their shape, not by the service that writes them:
 *
 * - a bookmark links to another page, mostly of another site, and its body is a note (Pinboard, linkding, Raindrop.io,
 *   many a link post)
 * - a post links to itself, and says which page it is about, or its body links to it (Mastodon, microblogs)
 * - a shared story has the sharer's words in a box above the body of the original (NewsBlur's blurblog)
 * - or in quotations above it, and a line on where it is from below (another site of this program)
 */
import type { Entry, ParsedFeed } from "../feed/entry.ts";
import { siteOf } from "../feed/resolve-address.ts";
import { given } from "../given.ts";
import { htmlToMarkdown } from "../markdown/to-markdown.ts";
import { attribute, isElement, type PageElement, textOf, upwards } from "./dom/page-dom.ts";
import { parseFragment } from "./dom/parse-page.ts";

/** Pure, but slow for long bodies: call it in a thread that can be ended. @param url that the document came from */
export function readLinkblog(feed: ParsedFeed, url: string): ParsedFeed {
  const own = new Set([siteOf(feed.home), siteOf(url)].filter(Boolean));
  const isOwn = (address: string): boolean => own.has(siteOf(address));
  return { ...feed, entries: feed.entries.map((entry) => readEntry(entry, isOwn)) };
}

/** Whether an address is on the linkblog's own site. */
type IsOwn = (address: string) => boolean;

function readEntry(entry: Entry, isOwn: IsOwn): Entry {
  const body = parseFragment(entry.html ?? entry.summary ?? "");
  const isPost = entry.link === undefined || isOwn(entry.link);
  const shared = readBoxed(entry, body) ?? readQuoted(entry, body, isOwn);
  return shared ?? (isPost ? readPost(entry, body, isOwn) : readBookmark(entry, body));
}

/** The original's author and body stand in the entry, its words in the box. */
function readBoxed(entry: Entry, body: PageElement): Entry | undefined {
  const [box] = [...body.children];
  if (box?.tagName !== "TABLE" || !/\bshared this story\b/i.test(textOf(box)) || !entry.link)
    return undefined;
  const [, comment] = [...box.querySelectorAll("tr")];
  const rule = box.nextElementSibling;
  if (rule?.tagName === "HR") rule.remove();
  box.remove();
  const { summary: _same, language: _sharers, ...rest } = entry;
  return sharing({ ...rest, html: body.innerHTML.trim() }, comment?.querySelector("td")?.innerHTML);
}

/**
 * As `partials/feed-item.njk` writes it. A sharer's quotation names its direction, which none in a story's text does; a
 * story without an original is its own page there.
 */
function readQuoted(entry: Entry, body: PageElement, isOwn: IsOwn): Entry | undefined {
  const link = entry.about ?? entry.link;
  if (!entry.guid?.startsWith("urn:shared-stories:") || link === undefined) return undefined;
  const boxes = [...body.children].filter(isSharers);
  for (const box of boxes) box.remove();
  const last = [...body.children].at(-1);
  const permalink = last && addressOf([...last.querySelectorAll("a")].at(-1) ?? last, entry);
  if (last?.tagName === "P" && permalink && isOwn(permalink)) last.remove();
  const { summary: _same, language: _sharers, ...rest } = entry;
  const comment = boxes.map((box) => box.innerHTML).join("\n");
  return sharing({ ...rest, link, html: body.innerHTML.trim() }, comment);
}

const isSharers = (element: PageElement): boolean =>
  element.tagName === "BLOCKQUOTE" && attribute(element, "dir") !== "";

/** A note that only repeats the link is none. */
function readBookmark(entry: Entry, body: PageElement): Entry {
  removeCover(body);
  return sharing(bare(entry), textOf(body) === entry.link ? undefined : body.innerHTML);
}

/** What stands before all words is the picture by which a service lists the page, nothing that its sharer said. */
function removeCover(part: PageElement): void {
  for (const node of [...part.childNodes]) {
    const isWordless = textOf(node) === "";
    if (isWordless && isElement(node) && (node.tagName === "IMG" || node.querySelector("img"))) node.remove();
    if (isWordless) continue;
    if (isElement(node) && /^(?:P|DIV)$/.test(node.tagName)) removeCover(node);
    return;
  }
}

/** Characters of what somebody notes of a page; longer texts are what a site has to say itself. */
const LONGEST_NOTE = 1000;

/** A post that names no page and links nowhere is a story of its own, unless it looks like a note of a page that has a title. */
function readPost(entry: Entry, body: PageElement, isOwn: IsOwn): Entry {
  const about = entry.about && !isOwn(entry.about) ? entry.about : undefined;
  const anchor = [...body.querySelectorAll("a")].find((one) =>
    about ? addressOf(one, entry) === about : isOutbound(one, entry, isOwn),
  );
  const link = about ?? (anchor ? addressOf(anchor, entry) : bareAddress(body, isOwn));
  if (link === undefined) return isNote(entry, body) ? readBookmark(entry, body) : entry;
  if (anchor && isNamedByAddress(anchor) && isLast(anchor, body)) anchor.remove();
  return sharing(bare({ ...entry, link }), body.innerHTML);
}

function isNote({ title, link }: Entry, body: PageElement): boolean {
  const isPage = link !== undefined && new URL(link).pathname !== "/";
  const { length } = textOf(body);
  return isPage && title !== "" && title !== link && length > 0 && length <= LONGEST_NOTE;
}

/** Without what an entry says of the sharing alone: its author is the sharer, its pictures and language are the sharer's. */
function bare({ html: _words, summary: _too, author: _sharer, language: _own, ...entry }: Entry): Entry {
  // Whose title could not be had is listed by its address.
  return { ...entry, title: entry.title === entry.link ? "" : entry.title, enclosures: [] };
}

/** Its guid is the sharing's: two sharings of one page are one story. */
function sharing({ guid: _post, about: _link, ...entry }: Entry, comment: string | undefined): Entry {
  const markdown = comment && htmlToMarkdown(comment, given({ base: entry.base })).markdown.trim();
  return { ...entry, sharing: given({ comment: markdown || undefined }) };
}

/** Neither a mention nor a hashtag, by what they say or by microformats and rel (HTML, section 4.6.6.17). */
function isOutbound(anchor: PageElement, entry: Entry, isOwn: IsOwn): boolean {
  const address = addressOf(anchor, entry);
  return address !== undefined && !isOwn(address) && !isMention(anchor) && textOf(anchor) !== "";
}

const isMention = (anchor: PageElement): boolean =>
  /^[@#＃]/.test(textOf(anchor)) ||
  /\b(?:mention|hashtag)\b/.test(attribute(anchor, "class")) ||
  /\btag\b/.test(attribute(anchor, "rel"));

function addressOf(anchor: PageElement, { base, link }: Entry): string | undefined {
  const href = attribute(anchor, "href");
  const from = base ?? link;
  if (!href || !URL.canParse(href, from)) return undefined;
  const url = new URL(href, from);
  return /^https?:$/.test(url.protocol) ? url.href : undefined;
}

/** Of a post in plain text. */
function bareAddress(body: PageElement, isOwn: IsOwn): string | undefined {
  if (body.querySelector("a")) return undefined;
  // What stands on two lines is two words.
  const text = textOf(parseFragment(body.innerHTML.replace(/<[^>]*>/g, " ")));
  const found = text.match(/https?:\/\/[^\s<>"]+/g) ?? [];
  return found
    .map((address) => address.replace(/[.,;:!?)\]}'»”]+$/, ""))
    .find((address) => URL.canParse(address) && !isOwn(address));
}

/** `example.com/a…` for https://example.com/a-long-name. */
function isNamedByAddress(anchor: PageElement): boolean {
  const bareOf = (text: string): string =>
    text.replace(/^https?:\/\/(?:www\.)?/i, "").replace(/(?:…|\.{3}|\/)$/, "");
  return bareOf(attribute(anchor, "href")).startsWith(bareOf(textOf(anchor)));
}

/** Whether nothing but hashtags comes after it. */
function isLast(anchor: PageElement, body: PageElement): boolean {
  const after = [...upwards(anchor)]
    .slice(0, [...upwards(anchor)].indexOf(body))
    .map((element) => textAfter(element));
  const words = after.join(" ").split(/\s+/);
  return words.every((word) => /^(?:[#＃][^#＃]+)*$/.test(word));
}

/** Of its later siblings. */
function textAfter(element: PageElement): string {
  const siblings = element.parentNode ? [...element.parentNode.childNodes] : [];
  return siblings
    .slice(siblings.indexOf(element) + 1)
    .map((node) => textOf(node))
    .join(" ");
}
