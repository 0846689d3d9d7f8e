/** Whole archives in and out, a line at a time: memory does not grow with the stories' texts. */
import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import type { ImageSize } from "../article/text.ts";
import { given } from "../given.ts";
import { plainText } from "../markdown/plain-text.ts";
import type { OpenArchive } from "./archive.ts";
import { type FeedState, feedStatePath, formatFeedState, newFeedState } from "./feed-state.ts";
import {
  formatJsonLine,
  formatRemovedLine,
  PATH_CURE,
  type ParsedLine,
  parseJsonLine,
} from "./json-lines.ts";
import { parseRemoved, type Removal } from "./removed.ts";
import { newSlug, sourceKeyOf, sourceTitleOf } from "./sources.ts";
import type { Story } from "./story.ts";
import { hashBody } from "./story-file.ts";

export interface ImportReport {
  added: number;
  /** Lines of stories that the archive has already. */
  known: number;
  /** Lines of stories that were taken away here: no import brings them back. */
  removed: number;
  /** Lines that could not be read. */
  bad: { line: number; why: string }[];
}

export interface ImportOptions {
  archive: OpenArchive;
  states: FeedState[];
  /** ISO 8601 UTC: when a story was shared whose line does not say it. */
  now: string;
  convert(
    html: string,
    base: string | undefined,
  ): Promise<{ markdown: string; images: Record<string, ImageSize> }>;
  /** A text's language, as far as its words are sure to tell. */
  languageOf(text: string): Promise<string | undefined>;
  progress(lines: number): void;
}

/** Adds what the archive does not have. A killed import is taken up by running it again. */
export async function importStories(path: string, options: ImportOptions): Promise<ImportReport> {
  const report: ImportReport = { added: 0, known: 0, removed: 0, bad: [] };
  const slugs = nameSources(options);
  let number = 0;
  for await (const text of createInterface({
    input: createReadStream(path),
    crlfDelay: Number.POSITIVE_INFINITY,
  })) {
    number++;
    if (!text.trim()) continue;
    const line = parseJsonLine(number === 1 ? text.replace(/^\uFEFF/, "") : text, options.now);
    const taken = line.kind === "bad" ? line : await takeLine(line, options, slugs);
    if (typeof taken === "string") report[taken]++;
    else report.bad.push({ line: number, why: taken.why });
    if (number % 500 === 0) options.progress(number);
  }
  options.progress(number);
  options.archive.saveLedger();
  return report;
}

type BadLine = Extract<ParsedLine, { kind: "bad" }>;

async function takeLine(
  line: Exclude<ParsedLine, BadLine>,
  options: ImportOptions,
  slugs: Slugs,
): Promise<"added" | "known" | "removed" | BadLine> {
  const { archive } = options;
  if (line.kind === "removed") {
    takeRemoval(line.removal, archive);
    return "removed";
  }
  const { id } = line.story.origin;
  if (archive.isRemoved(id)) return "removed";
  if (archive.has(id)) return "known";
  const said = line.html === undefined ? line.story : await withHtml(line.story, line.html, options);
  // What an export says is all that was known.
  const story = line.path === undefined ? await withLanguage(said, options) : said;
  slugs.give(story);
  return writeLine(story, line.path, archive);
}

/** What tells of the path itself: a full disk or a missing permission is no fault of the line's, and ends the run. */
const PATH_FAULTS = new Set(["ENAMETOOLONG", "ENOTDIR", "EEXIST"]);

function writeLine(story: Story, path: string | undefined, archive: OpenArchive): "added" | BadLine {
  try {
    archive.write(story, path);
    return "added";
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    if (!PATH_FAULTS.has(code)) throw error;
    return { kind: "bad", why: `path: no file can be at ${path} (${code}); ${PATH_CURE}` };
  }
}

/** With its place in the ledger: among stories shared together, it is when they were published that orders them. */
function takeRemoval(removal: Removal, archive: OpenArchive): void {
  if (archive.has(removal.id) || archive.isRemoved(removal.id)) return;
  archive.erase(removal);
  archive.remember(removal);
}

async function withHtml(story: Story, html: string, { convert }: ImportOptions): Promise<Story> {
  const { markdown, images } = await convert(html, story.origin.url);
  return {
    ...story,
    body: markdown,
    origin: { ...story.origin, images, text: "article", body: hashBody(markdown) },
  };
}

/** Characters that tell a text's language: more of them take longer, and there may be 147,165 texts. */
const ENOUGH = 300;

async function withLanguage(story: Story, { languageOf }: ImportOptions): Promise<Story> {
  if (story.origin.language) return story;
  const language = await languageOf(`${story.title}\n${plainText(story.body, ENOUGH)}`);
  return { ...story, origin: { ...story.origin, ...given({ language }) } };
}

interface Slugs {
  /** Writes down a slug for the story's source, where it has none yet. */
  give(story: Story): void;
}

function nameSources({ archive, states }: ImportOptions): Slugs {
  const known = new Set(states.flatMap(({ feed, identity }) => [feed, identity]));
  const taken = new Set(states.map(({ slug }) => slug));
  return {
    give({ origin }) {
      const { source, show } = origin;
      const [key, title] = [sourceKeyOf(origin), sourceTitleOf(origin)];
      if (key === "" || known.has(key)) return;
      known.add(key);
      const slug = newSlug(key, title, taken);
      taken.add(slug);
      const state = {
        ...newFeedState(key, key, slug, show),
        ...(title ? { title } : {}),
        ...(source.url ? { home: source.url } : {}),
      };
      archive.writeFile(feedStatePath(slug), formatFeedState(state));
    },
  };
}

/** Every story by path, then what was taken away. */
export async function exportStories(
  archive: OpenArchive,
  removedText: string,
  write: (line: string) => Promise<void>,
): Promise<number> {
  const paths = archive.ids().flatMap((id) => archive.pathOf(id) ?? []);
  const byPath = new Map(archive.ids().map((id) => [archive.pathOf(id) ?? "", id]));
  let stories = 0;
  for (const path of paths.sort()) {
    const story = archive.read(byPath.get(path) ?? "");
    if (!story) continue;
    await write(formatJsonLine(path, story));
    stories++;
  }
  for (const removal of parseRemoved(removedText)) {
    const published = archive.recall(removal.id)?.published;
    await write(formatRemovedLine({ ...removal, ...given({ published }) }));
  }
  return stories;
}
