/** Whole archives in and out, a line at a time: memory does not grow with the stories' texts. */
import type { ImageSize } from "../../article/text.ts";
import { given } from "../../given.ts";
import { plainText } from "../../markdown/render/plain-text.ts";
import type { OpenArchive } from "../archive/archive.ts";
import { hashBody, textOfBody } from "../file/story-file.ts";
import type { StoryMistake } from "../file/story-mistake.ts";
import type { FeedState } from "../state/feed-state.ts";
import type { Removal } from "../state/removed.ts";
import { compareText, type Story } from "../story.ts";
import {
  formatJsonLine,
  formatRemovedLine,
  PATH_CURE,
  type ParsedLine,
  parseJsonLine,
} from "./json-lines.ts";
import { nameSources, type SourceNames } from "./name-sources.ts";
import { type BadLine, readLines } from "./read-lines.ts";

export interface ImportReport {
  added: number;
  /** Lines of stories that the archive has already. */
  known: number;
  /** Lines of stories that were taken away here: no import brings them back. */
  removed: number;
  /** Lines that could not be read: the first of them. */
  bad: { line: number; why: string }[];
  badLines: number;
}

/** Bad lines that are told one by one. */
const MOST_TOLD = 1000;

/** Lines of removals that are taken together: each time the whole of removed.txt is written. */
const REMOVALS = 1000;

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
  const { archive, now, progress } = options;
  const report: ImportReport = { added: 0, known: 0, removed: 0, bad: [], badLines: 0 };
  const sources = nameSources(archive, options.states);
  const removals = gatherRemovals(archive);
  const take = async (line: ParsedLine): Promise<Outcome> => {
    if (line.kind === "bad") return line;
    if (line.kind === "removed") return removals.add(line.removal);
    removals.flush();
    return takeStory(line, options, sources);
  };
  let number = 0;
  for await (const text of readLines(path)) {
    number++;
    if (text === "") continue;
    const outcome = await take(typeof text === "string" ? parseJsonLine(text, now) : text);
    if (typeof outcome === "string") report[outcome]++;
    else if (++report.badLines <= MOST_TOLD) report.bad.push({ line: number, why: outcome.why });
    if (number % 500 === 0) progress(number);
  }
  removals.flush();
  progress(number);
  archive.saveLedger();
  return report;
}

type Outcome = "added" | "known" | "removed" | BadLine;

async function takeStory(
  line: Extract<ParsedLine, { kind: "story" }>,
  options: ImportOptions,
  sources: SourceNames,
): Promise<Outcome> {
  const { archive } = options;
  const { id } = line.story.origin;
  if (archive.isRemoved(id) || archive.isMissing(id)) return "removed";
  if (archive.has(id)) return "known";
  const said = line.html === undefined ? line.story : await withHtml(line.story, line.html, options);
  // What an export says is all that was known.
  const story = line.path === undefined ? await withLanguage(said, options) : said;
  sources.name(story);
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

/** Takes removals together, as many as may be: before the next story, which may be one of them. */
function gatherRemovals(archive: OpenArchive): { add(removal: Removal): Outcome; flush(): void } {
  const gathered: Removal[] = [];
  const flush = (): void => takeRemovals(gathered.splice(0), archive);
  return {
    add(removal) {
      gathered.push(removal);
      if (gathered.length === REMOVALS) flush();
      return archive.has(removal.id) ? "known" : "removed";
    },
    flush,
  };
}

/** With their places in the ledger: among stories shared together, it is when they were published that orders them. */
function takeRemovals(removals: Removal[], archive: OpenArchive): void {
  const gone = removals.filter(({ id }) => !archive.has(id));
  const fresh = gone.filter(({ id }) => !archive.isRemoved(id));
  if (fresh.length > 0) archive.erase(fresh);
  // A killed import may have come as far as removed.txt.
  for (const removal of gone) archive.remember(removal);
}

async function withHtml(story: Story, html: string, { convert }: ImportOptions): Promise<Story> {
  const { markdown, images } = await convert(html, story.origin.url);
  return {
    ...story,
    body: markdown,
    origin: { ...story.origin, images, text: textOfBody(markdown), body: hashBody(markdown) },
  };
}

/** Characters that tell a text's language: more of them take longer, and there may be 147,165 texts. */
const ENOUGH = 300;

async function withLanguage(story: Story, { languageOf }: ImportOptions): Promise<Story> {
  if (story.origin.language) return story;
  const language = await languageOf(`${story.title}\n${plainText(story.body, ENOUGH)}`);
  return { ...story, origin: { ...story.origin, ...given({ language }) } };
}

/**
 * Every story by path, then what was taken away and not put back.
 *
 * @returns files that cannot be read: what they hold is not exported
 */
export async function exportStories(
  archive: OpenArchive,
  write: (line: string) => Promise<void>,
): Promise<StoryMistake[]> {
  const byPath = new Map(archive.ids().map((id) => [archive.pathOf(id) ?? "", id]));
  const unreadable: StoryMistake[] = [];
  for (const [path, id] of [...byPath].sort(([a], [b]) => compareText(a, b))) {
    const parsed = archive.parse(id);
    if (parsed?.ok) await write(formatJsonLine(path, parsed.story));
    else if (parsed) unreadable.push(parsed.mistake);
  }
  for (const removal of archive.removals()) {
    if (archive.has(removal.id)) continue;
    const published = archive.recall(removal.id)?.published;
    await write(formatRemovedLine({ ...removal, ...given({ published }) }));
  }
  return unreadable;
}
