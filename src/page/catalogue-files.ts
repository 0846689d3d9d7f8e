/** The catalogue on disk: a header and a file of records a month, so that a line can be read without the others. */
import { createHash } from "node:crypto";
import { closeSync, openSync, readFileSync, readSync } from "node:fs";
import { join } from "node:path";
import type { FileWriter } from "../story/write-file.ts";
import type { Catalogue, ListCounts, Month } from "./catalogue.ts";
import type { StoryRecord } from "./record.ts";

interface Header {
  lists: Record<string, number[]>;
  visible: Record<string, number>;
  /** Byte offsets: record i lies from `offsets[i]` to `offsets[i + 1]`. */
  offsets: number[];
}

/**
 * Writes a month under a name made from its content: the files that the last build wrote stay untouched.
 *
 * @returns the files' name without ending
 */
export function writeMonth(folder: string, name: string, month: Month, writer: FileWriter): string {
  const lines = month.records().map((record) => Buffer.from(`${JSON.stringify(record)}\n`));
  const offsets = [0];
  for (const line of lines) offsets.push((offsets.at(-1) ?? 0) + line.length);
  const header: Header = { lists: month.lists, visible: month.visible, offsets };
  const records = Buffer.concat(lines);
  const headerText = JSON.stringify(header);
  const file = `${name}-${createHash("sha256").update(records).update(headerText).digest("hex").slice(0, 16)}`;
  writer.write(join(folder, `${file}.jsonl`), records);
  writer.write(join(folder, `${file}.json`), headerText);
  return file;
}

/**
 * A catalogue over files.
 *
 * @param files by month
 */
export function openCatalogue(
  folder: string,
  files: ReadonlyMap<string, string>,
  lists: Map<string, ListCounts>,
): Catalogue & { close(): void } {
  const open = new Map<string, Month & { close(): void }>();
  return {
    lists,
    month(name) {
      const known = open.get(name);
      if (known) return known;
      const file = files.get(name);
      if (file === undefined) throw new RangeError(`no month ${name}`);
      const month = openMonth(join(folder, file));
      open.set(name, month);
      return month;
    },
    close() {
      for (const month of open.values()) month.close();
      open.clear();
    },
  };
}

function openMonth(path: string): Month & { close(): void } {
  const { lists, visible, offsets }: Header = JSON.parse(readFileSync(`${path}.json`, "utf8"));
  let descriptor: number | undefined;
  const readLine = (from: number, to: number): StoryRecord => {
    descriptor ??= openSync(`${path}.jsonl`, "r");
    const line = Buffer.allocUnsafe(to - from);
    readSync(descriptor, line, 0, line.length, from);
    return JSON.parse(line.toString("utf8"));
  };
  return {
    lists,
    visible,
    record(position) {
      const [from, to] = [offsets[position], offsets[position + 1]];
      if (from === undefined || to === undefined) throw new RangeError(`no record at ${position} in ${path}`);
      return readLine(from, to);
    },
    records() {
      const text = readFileSync(`${path}.jsonl`, "utf8");
      return text
        .split("\n")
        .filter(Boolean)
        .map((line): StoryRecord => JSON.parse(line));
    },
    close() {
      if (descriptor !== undefined) closeSync(descriptor);
      descriptor = undefined;
    },
  };
}
