/** The catalogue on disk: an index and a file of records a month, so that a line can be read without the others. */
import { createHash } from "node:crypto";
import { closeSync, openSync, readFileSync, readSync } from "node:fs";
import { join } from "node:path";
import type { FileWriter } from "../story/write-file.ts";
import type { Catalogue, ListCounts, ListInMonth, Month } from "./catalogue.ts";
import { ALL } from "./lists.ts";
import type { StoryRecord } from "./record.ts";

/**
 * What a month's index says: byte offsets (record i lies from the i-th to the next), then a line for each list, with how
 * many of its slots are shown and their positions. Lines, and not JSON: who asks for one list reads one line of many.
 */
const formatIndex = (offsets: number[], lists: ReadonlyMap<string, ListInMonth>): string =>
  [
    offsets.join(" "),
    ...[...lists].map(([key, { visible, positions }]) => `${key}\t${visible}\t${positions.join(" ")}`),
    "",
  ].join("\n");

const parseNumbers = (text: string): number[] => text.split(" ").map(Number);

function parseList(line: string): [string, ListInMonth] {
  const [key = "", visible, positions = ""] = line.split("\t");
  return [key, { visible: Number(visible), positions: parseNumbers(positions) }];
}

/** One list's positions, without a look at the other lines. */
function positionsIn(index: string, key: string): number[] {
  const start = index.indexOf(`\n${key}\t`) + 1;
  return start === 0 ? [] : parseList(index.slice(start, index.indexOf("\n", start)))[1].positions;
}

/** The files of a month, by their name without ending. */
export const filesOfMonth = (name: string): string[] => [`${name}.index`, `${name}.jsonl`];

/**
 * Writes a month under a name made from its content: the files that the last build wrote stay untouched.
 *
 * @returns the files' name without ending
 */
export function writeMonth(folder: string, name: string, month: Month, writer: FileWriter): string {
  const lines = month.records().map((record) => Buffer.from(`${JSON.stringify(record)}\n`));
  const offsets = [0];
  for (const line of lines) offsets.push((offsets.at(-1) ?? 0) + line.length);
  const records = Buffer.concat(lines);
  const index = formatIndex(offsets, month.lists());
  const file = `${name}-${createHash("sha256").update(records).update(index).digest("hex").slice(0, 16)}`;
  writer.write(join(folder, `${file}.jsonl`), records);
  writer.write(join(folder, `${file}.index`), index);
  return file;
}

/** Months whose records are held as text: a full build walks through the months, one or two at a time. */
const HELD = 4;
/** Records of a month that are read one by one before all of them are. */
const SINGLY = 20;

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
  const open = new Map<string, OpenMonth>();
  const holding: OpenMonth[] = [];
  const hold = (month: OpenMonth): void => {
    holding.push(month);
    if (holding.length > HELD) holding.shift()?.release();
  };
  return {
    lists,
    month(name) {
      const known = open.get(name);
      if (known) return known;
      const file = files.get(name);
      if (file === undefined) throw new RangeError(`no month ${name}`);
      const month = openMonth(join(folder, file), hold);
      open.set(name, month);
      return month;
    },
    close() {
      for (const month of open.values()) month.close();
      open.clear();
    },
  };
}

interface OpenMonth extends Month {
  /** Lets go of the records' text. */
  release(): void;
  close(): void;
}

/**
 * @param path without ending
 * @param hold told when the month begins to hold its records' text
 */
export function openMonth(path: string, hold: (month: OpenMonth) => void = () => {}): OpenMonth {
  const index = readFileSync(`${path}.index`, "utf8");
  let offsets: number[] | undefined;
  let all: number[] | undefined;
  const readAll = (): Buffer => readFileSync(`${path}.jsonl`);
  let descriptor: number | undefined;
  let held: Buffer | undefined;
  let asked = 0;
  const readLine = (from: number, to: number): Buffer => {
    descriptor ??= openSync(`${path}.jsonl`, "r");
    const line = Buffer.allocUnsafe(to - from);
    readSync(descriptor, line, 0, line.length, from);
    return line;
  };
  const month: OpenMonth = {
    lists: () => new Map(index.split("\n").slice(1, -1).map(parseList)),
    positions(key) {
      if (key !== ALL) return positionsIn(index, key);
      // The archive's own list is asked for with every page.
      all ??= positionsIn(index, ALL);
      return all;
    },
    record(position) {
      offsets ??= parseNumbers(index.slice(0, index.indexOf("\n")));
      const [from, to] = [offsets[position], offsets[position + 1]];
      if (from === undefined || to === undefined) throw new RangeError(`no record at ${position} in ${path}`);
      if (++asked > SINGLY && held === undefined) {
        held = readAll();
        hold(month);
      }
      return JSON.parse((held?.subarray(from, to) ?? readLine(from, to)).toString("utf8"));
    },
    records: () =>
      readAll()
        .toString("utf8")
        .split("\n")
        .filter(Boolean)
        .map((line): StoryRecord => JSON.parse(line)),
    release() {
      held = undefined;
      asked = 0;
    },
    close() {
      if (descriptor !== undefined) closeSync(descriptor);
      descriptor = undefined;
    },
  };
  return month;
}
