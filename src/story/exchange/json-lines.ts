/** Stories as JSON Lines, both ways: one object a line (docs/formats.md). Pure. */
import { given } from "../../given.ts";
import { canonicalAddress, cleanLink, storyId } from "../address.ts";
import { FieldError, Fields } from "../file/fields.ts";
import { withPlainLines } from "../file/front-matter.ts";
import { findConflict, hashBody, orderShare, orderSource, readStory } from "../file/story-file.ts";
import { STORIES } from "../file/story-path.ts";
import type { Removal } from "../state/removed.ts";
import type { Story } from "../story.ts";
import type { BadLine } from "./read-lines.ts";

export type ParsedLine =
  | {
      kind: "story";
      story: Story;
      /** Where an export says that it lay. */
      path?: string;
      /** To be converted: the line came with HTML in place of Markdown. */
      html?: string;
    }
  | { kind: "removed"; removal: Removal }
  | BadLine;

/** @param now ISO 8601: when a story was shared whose line does not say it */
export function parseJsonLine(line: string, now: string): ParsedLine {
  try {
    const data: unknown = JSON.parse(line);
    if (typeof data !== "object" || data === null || Array.isArray(data))
      return { kind: "bad", why: "is no JSON object" };
    return readLine({ ...data }, now);
  } catch (error) {
    if (error instanceof SyntaxError) return { kind: "bad", why: `is no JSON: ${error.message}` };
    if (error instanceof FieldError) return { kind: "bad", why: `${error.message}; ${error.cure}` };
    throw error;
  }
}

function readLine(data: Record<string, unknown>, now: string): ParsedLine {
  const line = new Fields(data);
  if ("removed" in data) return { kind: "removed", removal: readRemoval(line.fields("removed")) };
  const path = readPath(line.text("path"));
  const html = line.text("html");
  // As the file will be read: a hash of other line ends would tell of an edit by hand.
  const markdown = withPlainLines(line.text("markdown") ?? "");
  const story = readStory(path ?? "", readFront(line, data, now, markdown), markdown);
  if (findConflict(story) !== undefined)
    throw new FieldError("markdown", "is an unresolved merge conflict", "keep one side of the merge");
  return { kind: "story", story, ...given({ path, html: markdown ? undefined : html }) };
}

function readRemoval(removed: Fields): Removal {
  const [id, shared, address] = [removed.text("id"), removed.instant("shared"), removed.text("address")];
  if (!id || !/^[0-9a-f]{12}$/.test(id))
    throw new FieldError("removed.id", "is not 12 hex digits", "write the story's id");
  if (!shared) throw new FieldError("removed.shared", "is missing", "say when the story was shared");
  if (/\s/.test(address ?? ""))
    throw new FieldError("removed.address", "has white space in it", "write the address without");
  return {
    id,
    shared,
    address: address ?? "-",
    ...given({ published: removed.instant("published"), reason: readReason(removed) }),
  };
}

/** In removed.txt it stands behind the address, on one line. */
function readReason(removed: Fields): string | undefined {
  const reason = removed.text("reason")?.replace(/\r?\n/g, " ").trim();
  return reason ? ` ${reason}` : undefined;
}

/** What the line has as a file has it counts; what it lacks is made of what else it says. */
function readFront(
  line: Fields,
  data: Record<string, unknown>,
  now: string,
  markdown: string,
): Record<string, unknown> {
  const shared = line.instant("shared") ?? firstShare(line) ?? now;
  const { title, comment, tags, hidden, pinned, shares } = data;
  return {
    ...line.fields("extra").rest(),
    title,
    comment,
    tags,
    hidden,
    pinned,
    shared,
    shares: shares ?? [given({ by: line.text("by"), at: shared, feed: line.fields("source").text("feed") })],
    origin: readOrigin(line, markdown),
  };
}

const firstShare = (line: Fields): string | undefined =>
  line
    .items("shares")
    .flatMap((share) => share.instant("at") ?? [])
    .sort()[0];

/** An export says all of it in both places. Not so the title: a story has one that was never fetched. */
function readOrigin(line: Fields, markdown: string): object {
  const said = line.fields("origin").rest();
  if (Object.keys(said).length === 0) return plainOrigin(line, markdown);
  const isLinked = said.url === undefined && line.text("url") !== undefined;
  return { ...originBeside(line), ...(isLinked ? { url: readAddress(line).url } : {}), ...said };
}

function plainOrigin(line: Fields, markdown: string): object {
  const { url, address } = readAddress(line);
  return {
    ...originBeside(line),
    id: storyId(address),
    url,
    ...given({ title: line.text("title") }),
    body: hashBody(markdown),
  };
}

/** What a line says of the original beside `origin`. */
function originBeside(line: Fields): object {
  const source = line.fields("source");
  return {
    ...given({ author: line.text("author"), published: line.instant("published") }),
    ...given({ language: line.text("language") }),
    source: given({ title: source.text("title"), url: source.text("url"), feed: source.text("feed") }),
  };
}

function readAddress(line: Fields): { url: string | undefined; address: string } {
  const link = line.text("url");
  const url = link === undefined ? undefined : cleanLink(link);
  const address = url === undefined ? undefined : canonicalAddress(url);
  if (address === undefined)
    throw new FieldError("url", "is missing or no http(s) address", "give the story's address");
  return { url, address };
}

export const PATH_CURE = `write ${STORIES}/YYYY/MM/DD/SLUG-ID.md`;

/** Refuses what would leave the folder of stories. */
function readPath(path: string | undefined): string | undefined {
  const isInside = path === undefined || (path.startsWith(`${STORIES}/`) && path.endsWith(".md"));
  // A name that is no UTF-8 on disk is read with signs of replacement.
  const isName = !/(^|\/)\.|[\\\0\n\r\uFFFD]|\/\//.test(path ?? "") && (path ?? "").isWellFormed();
  if (isInside && isName) return path;
  throw new FieldError("path", `${JSON.stringify(path)} is outside ${STORIES}`, PATH_CURE);
}

/** A story with all that makes the line lossless. */
export function formatJsonLine(path: string, story: Story): string {
  const { origin, body, extra } = story;
  const { extra: strange, ...known } = origin;
  const source = orderSource(origin.source);
  return JSON.stringify({
    url: origin.url,
    title: story.title,
    author: origin.author,
    published: origin.published,
    shared: story.shared,
    markdown: body,
    language: origin.language,
    source,
    comment: story.comment,
    tags: story.tags,
    path,
    shares: story.shares.map(orderShare),
    hidden: story.hidden,
    pinned: story.pinned,
    origin: { ...known, ...strange, source },
    ...(Object.keys(extra).length > 0 ? { extra } : {}),
  });
}

export const formatRemovedLine = ({ id, shared, published, address, reason }: Removal): string =>
  JSON.stringify({ removed: { id, shared, published, address, reason: reason?.trim() } });
