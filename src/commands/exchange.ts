/** `import` and `export`: stories as JSON Lines. */
import { once } from "node:events";
import { closeSync, existsSync, openSync, readSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { detectLanguage } from "../article/detect-language.ts";
import { readClock, toInstant } from "../clock.ts";
import { htmlToMarkdown } from "../markdown/to-markdown.ts";
import { lockRoot } from "../process/lock.ts";
import { keepHeapSmall } from "../process/thrifty-v8.ts";
import { openArchive } from "../story/archive/archive.ts";
import { exportStories, type ImportReport, importStories } from "../story/exchange/exchange-stories.ts";
import { tellMistake } from "../story/file/story-mistake.ts";
import { readStates } from "../story/state/read-states.ts";
import { plainLines } from "../text/plain-lines.ts";
import { UsageError } from "../usage-error.ts";
import { type CommonOptions, consoleOf, DONE, FAILED, rootOf } from "./job.ts";
import { count } from "./summary.ts";

export async function runImport(file: string, flags: CommonOptions): Promise<number> {
  if (/^https?:/i.test(file))
    throw new UsageError(
      `import of an address, such as ${file}, is not supported yet: give a file of JSON Lines (docs/formats.md)`,
    );
  const found = statSync(file, { throwIfNoEntry: false });
  if (!found) throw new UsageError(`there is no file ${file}`);
  if (found.isDirectory()) throw new UsageError(`${file} is a folder: give a file of JSON Lines`);
  if (found.isFile() && isMarkup(file))
    throw new UsageError(
      `${file} is no file of JSON Lines: OPML, bookmarks and saved pages are not supported yet`,
    );
  keepHeapSmall();
  const root = rootOf(flags);
  const console = consoleOf(flags);
  const unlock = lockRoot(root);
  const bar = console.bar("Lines", 0);
  let report: ImportReport;
  try {
    const archive = await openArchive(root, { allowShrink: flags.allowShrink ?? false, flush: false });
    try {
      report = await importStories(resolve(file), {
        archive,
        states: readStates(root).states,
        now: toInstant(readClock(process.env)),
        convert: async (html, base) => htmlToMarkdown(html, base === undefined ? {} : { base }),
        languageOf: detectLanguage,
        progress: (lines) => bar.update(lines, lines),
      });
      bar.stop();
      console.print(flags.json ? JSON.stringify(report) : summarize(report, file));
    } finally {
      archive.close();
    }
  } finally {
    bar.stop();
    unlock();
  }
  return isOtherKind(report) ? FAILED : DONE;
}

/** Whether no line says anything of a story: it is a file of another kind, most likely. */
const isOtherKind = ({ added, known, removed, badLines }: ImportReport): boolean =>
  badLines > 0 && added + known + removed === 0;

/** By its first sign: no line of JSON begins so. */
function isMarkup(file: string): boolean {
  const descriptor = openSync(file, "r");
  try {
    const start = Buffer.alloc(64);
    return start.toString("utf8", 0, readSync(descriptor, start)).trimStart().startsWith("<");
  } finally {
    closeSync(descriptor);
  }
}

function summarize(report: ImportReport, file: string): string {
  const { added, known, removed, bad, badLines } = report;
  return [
    `Imported ${count(added, "story", "stories")}; ${count(known, "was", "were")} there already, ${count(removed, "was", "were")} taken away here, ${count(badLines, "line", "lines")} could not be read`,
    ...bad.slice(0, 50).map(({ line, why }) => `  ${file}:${line}: ${why}`),
    ...(badLines > 50 ? [`  and ${(badLines - 50).toLocaleString("en")} more`] : []),
    ...(isOtherKind(report)
      ? ["  No line is a story: JSON Lines have one JSON object a line, as docs/formats.md shows."]
      : []),
  ].join("\n");
}

/** An export that lacks a story is no backup: it ends with 1. */
export async function runExport(flags: CommonOptions): Promise<number> {
  keepHeapSmall();
  const root = rootOf(flags);
  // An empty backup of another folder than was meant.
  if (!["content", "feeds.yaml"].some((name) => existsSync(join(root, name))))
    throw new UsageError(`there is no content/ in ${root}: give --root the folder that holds it`);
  const unlock = lockRoot(root);
  try {
    const archive = await openArchive(root, { allowShrink: flags.allowShrink ?? false, readOnly: true });
    try {
      const unreadable = await exportStories(archive, writeLine);
      const told = new Map([...archive.mistakes, ...unreadable].map((mistake) => [mistake.path, mistake]));
      for (const mistake of told.values())
        process.stderr.write(`passed over ${plainLines(tellMistake(mistake))}\n`);
      return [...told.values()].some(({ first, isNote }) => first === undefined && !isNote) ? FAILED : DONE;
    } finally {
      archive.close();
    }
  } finally {
    unlock();
  }
}

/** @throws what stdout said when its reader went away */
async function writeLine(line: string): Promise<void> {
  if (process.stdout.errored) throw process.stdout.errored;
  if (!process.stdout.write(`${line}\n`)) await once(process.stdout, "drain");
}
