/** The catalogue on disk: an index and a file of records a month, so that a line can be read without the others. */
import { createHash } from "node:crypto";
import { closeSync, openSync, readFileSync, readSync } from "node:fs";
import { join } from "node:path";
import { DamagedCacheError } from "../../damaged-cache-error.ts";
import type { FileWriter } from "../../story/file/write-file.ts";
import type { Catalogue, ListInMonth, Month } from "./catalogue.ts";
import type { ListCounts } from "./list-counts.ts";
import { MonthMemory } from "./month-memory.ts";
import { isVisible, type StoryRecord } from "./record.ts";

/**
 * What a month's index says: byte offsets (record i lies from the i-th to the next), a line with a mark for each slot,
 * then a line for each list, with how many of its slots are shown and their positions. Lines, and not JSON: who asks for
 * one list reads one line of many.
 */
const formatIndex = (
  offsets: number[],
  records: readonly StoryRecord[],
  lists: ReadonlyMap<string, ListInMonth>,
): string =>
  [
    offsets.join(" "),
    records.map(formatMark).join(""),
    ...[...lists].map(([key, { visible, positions }]) => `${key}\t${visible}\t${positions.join(" ")}`),
    "",
  ].join("\n");

/** A slot's mark: the id of its story, whether it is shown, and a digit for the doublings of its length. */
const ID = 12;
const MARK = ID + 2;
const SHOWN = "+";
const SHOWN_BYTE = SHOWN.charCodeAt(0);
const BASE = 36;
const LINE_END = 0x0a;

const formatMark = (record: StoryRecord): string =>
  record.id + (isVisible(record) ? SHOWN : "-") + (record.doublings ?? 0).toString(BASE);

const parseNumbers = (text: string): number[] => text.split(" ").map(Number);

function parseList(line: string): [string, ListInMonth] {
  const [key = "", visible, positions = ""] = line.split("\t");
  return [key, { visible: Number(visible), positions: parseNumbers(positions) }];
}

/** One list's positions, without a look at the other lines. */
function positionsIn(index: Buffer, key: string): readonly number[] {
  const start = index.indexOf(`\n${key}\t`) + 1;
  if (start === 0) return [];
  return parseList(index.toString("utf8", start, index.indexOf(LINE_END, start)))[1].positions;
}

/** Bytes of a month's files, by their names: their common name without ending, `2022-01-HASH-INDEX-RECORDS`, says them. */
export function filesOfMonth(name: string): Map<string, number> {
  const [records, index] = name.split("-").reverse().map(Number);
  return new Map([
    [`${name}.index`, index ?? 0],
    [`${name}.jsonl`, records ?? 0],
  ]);
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
  const records = Buffer.concat(lines);
  const index = Buffer.from(formatIndex(offsets, month.records(), month.lists()));
  const hash = createHash("sha256").update(records).update(index).digest("hex").slice(0, 16);
  const file = `${name}-${hash}-${index.length}-${records.length}`;
  writer.write(join(folder, `${file}.jsonl`), records);
  writer.write(join(folder, `${file}.index`), index);
  return file;
}

/** The files of months, each opened once, in whichever catalogues it is. */
export interface MonthFiles {
  /** @param file name without ending */
  month(file: string): Month;
  close(): void;
}

export function openMonthFiles(folder: string): MonthFiles {
  const open = new Map<string, OpenMonth>();
  const memory = new MonthMemory();
  return {
    month(file) {
      const month = open.get(file) ?? new OpenMonth(join(folder, file), memory);
      open.set(file, month);
      return month;
    },
    close() {
      for (const month of open.values()) month.close();
      open.clear();
    },
  };
}

/** @param names of the files, by month */
export const openCatalogue = (
  files: MonthFiles,
  names: ReadonlyMap<string, string>,
  lists: Map<string, ListCounts>,
): Catalogue => ({
  lists,
  month(name) {
    const file = names.get(name);
    if (file === undefined) throw new RangeError(`no month ${name}`);
    return files.month(file);
  },
});

class OpenMonth implements Month {
  readonly #path: string;
  readonly #memory: MonthMemory;
  /** Outside of V8's heap: a night opens nearly all months of a large archive, and asks each for little. */
  readonly #index: Buffer;
  /** Where the slots' marks begin in the index. */
  readonly #marks: number;
  #offsets: number[] | undefined;
  #descriptor: number | undefined;
  #held: Buffer | undefined;

  constructor(path: string, memory: MonthMemory) {
    this.#path = path;
    this.#memory = memory;
    this.#index = readFileSync(`${path}.index`);
    // Where its bytes did not come to the disk before the power failed, there are zeros.
    if (this.#index.includes(0)) throw new DamagedCacheError(`${path}.index`);
    this.#marks = this.#index.indexOf(LINE_END) + 1;
  }

  lists(): ReadonlyMap<string, ListInMonth> {
    const { allLists } = this.#memory;
    return allLists.find(this, "all") ?? allLists.keep(this, "all", this.#readLists(), this.#countSlots());
  }

  positions(key: string): readonly number[] {
    const { positions } = this.#memory;
    return positions.find(this, key) ?? positions.keep(this, key, positionsIn(this.#index, key));
  }

  records(): readonly StoryRecord[] {
    const { allRecords } = this.#memory;
    const known = allRecords.find(this, "all");
    return known ?? allRecords.keep(this, "all", this.#readRecords(), this.#countSlots());
  }

  record(position: number): StoryRecord {
    const { singleRecords, allRecords } = this.#memory;
    const known = allRecords.find(this, "all")?.[position] ?? singleRecords.find(this, position);
    if (known) return known;
    this.#memory.note(this);
    return singleRecords.keep(this, position, this.#parse(this.#readLine(position).toString("utf8")));
  }

  id(position: number): string {
    const start = this.#marks + MARK * position;
    return this.#index.toString("latin1", start, start + ID);
  }

  isShown(position: number): boolean {
    return this.#index[this.#marks + MARK * position + ID] === SHOWN_BYTE;
  }

  weight(position: number): number {
    const digit = this.#marks + MARK * position + ID + 1;
    return 2 ** Number.parseInt(this.#index.toString("latin1", digit, digit + 1), BASE);
  }

  hold(): void {
    this.#held = this.#readAll();
  }

  /** Lets go of the records' text. */
  release(): void {
    this.#held = undefined;
  }

  close(): void {
    if (this.#descriptor !== undefined) closeSync(this.#descriptor);
    this.#descriptor = undefined;
  }

  #parse(line: string): StoryRecord {
    try {
      return JSON.parse(line);
    } catch {
      throw new DamagedCacheError(`${this.#path}.jsonl`);
    }
  }

  #countSlots(): number {
    return (this.#index.indexOf(LINE_END, this.#marks) - this.#marks) / MARK;
  }

  #readLists(): ReadonlyMap<string, ListInMonth> {
    return new Map(this.#index.toString("utf8").split("\n").slice(2, -1).map(parseList));
  }

  #readRecords(): StoryRecord[] {
    const lines = this.#readAll().toString("utf8").split("\n");
    return lines.filter(Boolean).map((line) => this.#parse(line));
  }

  #readAll(): Buffer {
    return readFileSync(`${this.#path}.jsonl`);
  }

  #readLine(position: number): Buffer {
    this.#offsets ??= parseNumbers(this.#index.toString("latin1", 0, this.#marks - 1));
    const [from, to] = [this.#offsets[position], this.#offsets[position + 1]];
    if (from === undefined || to === undefined)
      throw new RangeError(`no record at ${position} in ${this.#path}`);
    if (this.#held) return this.#held.subarray(from, to);
    this.#descriptor ??= openSync(`${this.#path}.jsonl`, "r");
    const line = Buffer.allocUnsafe(to - from);
    readSync(this.#descriptor, line, 0, line.length, from);
    return line;
  }
}
