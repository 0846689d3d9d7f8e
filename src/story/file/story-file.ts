/** A story as the text of its file, both ways. */
import { createHash } from "node:crypto";
import type { ImageSize, TextSource } from "../../article/text.ts";
import { given } from "../../given.ts";
import { canonicalAddress, storyId } from "../address.ts";
import type { Origin, Share, Source, Story } from "../story.ts";
import { FieldError, Fields } from "./fields.ts";
import { frontOf } from "./front-lines.ts";
import {
  FrontMatterError,
  type FrontMatterLine,
  formatFrontMatter,
  lineOfKey,
  parseFrontMatter,
  plainFile,
} from "./front-matter.ts";
import { type StoryMistake, unknownKeys, unquotedHash } from "./story-mistake.ts";
import { idOfPath } from "./story-path.ts";

export type ParsedStory = { ok: true; story: Story } | { ok: false; mistake: StoryMistake };

/** Of a body as fetched; a body whose hash differs was edited by hand, and one without was written by hand. */
export const hashBody = (body: string): string =>
  `sha256-${createHash("sha256").update(body).digest("base64url")}`;

export const isEdited = (story: Story): boolean => hashBody(story.body) !== story.origin.body;

/** What a text is that does not say where it is from. */
export const textOfBody = (body: string): TextSource => (body.trim() ? "article" : "none");

/** @param path below the root: gives the id where the front matter does not */
export function parseStory(path: string, text: string): ParsedStory {
  try {
    const { data, body } = parseFrontMatter(text);
    const story = readStory(path, data, body);
    const conflict = findConflict(story);
    if (conflict === undefined) return { ok: true, story };
    const plain = plainFile(text);
    return { ok: false, mistake: { path, ...explainConflict(plain, plain.length - body.length + conflict) } };
  } catch (error) {
    return { ok: false, mistake: { path, ...explain(error, plainFile(text)) } };
  }
}

const explainConflict = (text: string, index: number): Omit<StoryMistake, "path"> => ({
  line: text.slice(0, index).split("\n").length,
  what: "unresolved merge conflict",
  cure: "keep one side of the merge and delete the lines <<<<<<<, ======= and >>>>>>>",
});

function explain(error: unknown, text: string): Omit<StoryMistake, "path"> {
  if (error instanceof FieldError)
    return { line: lineOfKey(text, error.key), what: error.message, cure: error.cure };
  if (!(error instanceof FrontMatterError)) throw error;
  const conflict = /^<{7} /m.exec(text.split("\n---\n", 1)[0] ?? "");
  if (conflict) return explainConflict(text, conflict.index);
  return {
    line: error.line,
    what: error.message,
    cure: `${error.cure}, or delete the file to take the story away`,
  };
}

/** Where a body has all three markers of a merge; one as fetched may be an article about merging. */
export function findConflict(story: Story): number | undefined {
  // Few bodies have the first marker, and to hash each costs more than to look for it.
  if (!story.body.includes("<<<<<<< ") || !isEdited(story)) return undefined;
  // One after the other: a pattern of all three would look for the last from each of the first.
  let from = 0;
  const places = [/^<{7} /gm, /^={7}$/gm, /^>{7} /gm].map((marker) => {
    marker.lastIndex = from;
    const found = marker.exec(story.body);
    from = found ? marker.lastIndex : story.body.length;
    return found?.index;
  });
  return places.includes(undefined) ? undefined : places[0];
}

/** @throws FieldError where the data is no story's */
export function readStory(path: string, data: Record<string, unknown>, body: string): Story {
  const file = new Fields(data);
  const shared = file.instant("shared");
  if (!shared)
    throw new FieldError("shared", "is missing", "say when it was shared: `shared: 2022-01-18T03:00:00Z`");
  const origin = readOrigin(path, file.fields("origin"), body);
  const title = file.text("title") ?? "";
  return {
    // Who empties the key wants none.
    title: data.title === undefined ? (origin.title ?? "") : title,
    ...given({ comment: file.text("comment") }),
    tags: file.texts("tags"),
    hidden: file.flag("hidden"),
    pinned: file.flag("pinned"),
    shared,
    shares: file.items("shares").map((share) => readShare(share, shared)),
    origin,
    body,
    extra: file.rest(),
  };
}

function readShare(share: Fields, shared: string): Share {
  return {
    ...given({ by: share.text("by") }),
    at: share.instant("at") ?? shared,
    ...given({ feed: share.text("feed"), comment: share.text("comment") }),
    ...extraOf(share),
  };
}

/** @param fields all of ours were read from them */
function extraOf(fields: Fields): { extra?: Record<string, unknown> } {
  const extra = fields.rest();
  return Object.keys(extra).length > 0 ? { extra } : {};
}

/** A curator's value without quotes or brackets, or none at all, and close behind a `#` words. */
const LOST_WORDS = /^(title|comment|tags):(?:[ \t]+[^\s"'{[|>&*!#][^\n]*?)?[ \t](#[^\s#]+)/m;

/** What is to be said of the front matter of a story that stands all the same. */
export function judgeFront(path: string, text: string, story: Story): StoryMistake[] {
  const strange = strangeKeys(story);
  const notes = strange.length > 0 ? [unknownKeys(path, text, strange)] : [];
  const [, key, word] = LOST_WORDS.exec(frontOf(text)) ?? [];
  return key && word ? [...notes, unquotedHash(path, lineOfKey(text, key), key, word)] : notes;
}

/** Keys that are none of ours, wherever in the front matter. */
export const strangeKeys = ({ extra, shares, origin }: Story): string[] =>
  [extra, ...shares.map((share) => share.extra), origin.extra, origin.source.extra].flatMap((keys) =>
    Object.keys(keys ?? {}),
  );

function readOrigin(path: string, origin: Fields, body: string): Origin {
  const source = origin.fields("source");
  if (![undefined, "1"].includes(origin.text("format"))) {
    throw new FieldError("origin.format", "is newer than this program", "update shared-stories");
  }
  const url = readUrl(origin);
  return {
    format: 1,
    id: readId(path, origin, url),
    ...given({ url, address: readAddress(origin) }),
    ...given({ title: origin.text("title"), author: origin.text("author") }),
    ...given({ published: origin.instant("published"), language: origin.text("language") }),
    source: {
      ...given({ title: source.text("title"), url: source.text("url"), feed: source.text("feed") }),
      ...extraOf(source),
    },
    categories: origin.texts("categories"),
    text: origin.choice("text", ["article", "feed", "summary", "none"], textOfBody(body)),
    show: origin.choice("show", ["full", "excerpt", "link"], "full"),
    images: readImages(origin.value("images")),
    ...given({ body: origin.text("body") }),
    extra: origin.rest(),
  };
}

/** As it is written there, else as the file is named, else as the address gives it. */
function readId(path: string, origin: Fields, url: string | undefined): string {
  const address = origin.text("address") ?? (url && canonicalAddress(url));
  const id = origin.text("id") ?? idOfPath(path) ?? (address && storyId(address));
  if (id && /^[0-9a-f]{12}$/.test(id)) return id;
  throw new FieldError(
    "origin.id",
    "is missing or not 12 hex digits",
    "name the file SLUG-ID.md, or write the original's address as origin.url",
  );
}

function readUrl(origin: Fields): string | undefined {
  const url = origin.text("url");
  if (url === undefined || (URL.canParse(url) && /^https?:/i.test(url))) return url;
  throw new FieldError(
    "origin.url",
    `"${url.slice(0, 60)}" is no http(s) address`,
    "write the original's address, or none",
  );
}

/** In the ledger and in removed.txt white space ends an address, and a line end begins another story. */
function readAddress(origin: Fields): string | undefined {
  const address = origin.text("address");
  if (address === undefined || !/\s/.test(address)) return address;
  throw new FieldError("origin.address", "has white space in it", "write the address without, or none");
}

/** What is no size is passed over: a story does not hang on it. */
function readImages(value: unknown): Record<string, ImageSize> {
  if (typeof value !== "object" || value === null) return {};
  return Object.fromEntries(
    Object.entries(value).filter((entry): entry is [string, ImageSize] => isSize(entry[1])),
  );
}

function isSize(value: unknown): value is ImageSize {
  if (typeof value !== "object" || value === null || !("width" in value && "height" in value)) return false;
  return [value.width, value.height].every((side) => typeof side === "number" && side > 0 && side < 100_000);
}

/** The file's text: the same for the same story, whoever writes it. */
export function formatStory(story: Story): string {
  const lines: FrontMatterLine[] = [
    { key: "title", value: story.title, flowLevel: -1 },
    { key: "comment", value: story.comment, flowLevel: -1 },
    { key: "tags", value: story.tags, flowLevel: 1 },
    { key: "hidden", value: story.hidden, flowLevel: -1 },
    { key: "pinned", value: story.pinned, flowLevel: -1 },
    ...Object.entries(story.extra).map(([key, value]) => ({ key, value, flowLevel: -1 })),
    { key: "shared", value: story.shared, flowLevel: -1 },
    sharesLine(story.shares),
    { key: "origin", value: orderOrigin(story.origin), flowLevel: 2 },
  ];
  return formatFrontMatter(lines, story.body);
}

export const sharesLine = (shares: Share[]): FrontMatterLine => ({
  key: "shares",
  value: shares.map(orderShare),
  flowLevel: 2,
});

export const orderShare = ({ by, at, feed, comment, extra }: Share): object => ({
  ...given({ by, at, feed, comment }),
  ...extra,
});

export const orderSource = ({ title, url, feed, extra }: Source): object => ({
  ...given({ title, url, feed }),
  ...extra,
});

export function orderOrigin(origin: Origin): object {
  return given({
    format: origin.format,
    id: origin.id,
    url: origin.url,
    address: origin.address,
    title: origin.title,
    author: origin.author,
    published: origin.published,
    language: origin.language,
    source: orderSource(origin.source),
    categories: origin.categories.length > 0 ? origin.categories : undefined,
    text: origin.text,
    show: origin.show,
    images: Object.keys(origin.images).length > 0 ? origin.images : undefined,
    body: origin.body,
    ...origin.extra,
  });
}
