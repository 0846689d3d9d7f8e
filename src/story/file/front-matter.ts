/** The one door to gray-matter: front matter is YAML data and never code. */
import matter from "gray-matter";
import { CORE_SCHEMA, dump, load, Type, YAMLException } from "js-yaml";
import { readYaml } from "../../config/yaml-tree.ts";

export interface FrontMatter {
  data: Record<string, unknown>;
  /** All that follows the closing `---` and its line end. */
  body: string;
}

/** Thrown by `parseFrontMatter`; `line` counts from 1 in the whole file. */
export class FrontMatterError extends Error {
  override name = "FrontMatterError";
  readonly line: number;
  readonly cure: string;

  constructor(message: string, line: number, cure = "mend it") {
    super(message);
    this.line = line;
    this.cure = cure;
  }
}

/** gray-matter would run `---js` as code; every engine but ours refuses. */
const refuse = (): never => {
  throw new FrontMatterError("front matter must be YAML: the first line must be exactly `---`", 1);
};

const OPTIONS = {
  language: "yaml",
  engines: { yaml: { parse: parseYaml }, js: refuse, javascript: refuse, json: refuse, coffee: refuse },
};

/** Without the line ends that some editors write. What it gives stays as it is when it is read again. */
export const withPlainLines = (text: string): string => text.replace(/\r+\n/g, "\n");

/** A file's text without the mark and the line ends that some editors add: bodies are parts of this. */
export const plainFile = (text: string): string => withPlainLines(text.replace(/^\uFEFF/, ""));

/** Splits a file that begins with a line `---`. @throws FrontMatterError with the line and what to mend */
export function parseFrontMatter(text: string): FrontMatter {
  const plain = plainFile(text);
  if (!plain.startsWith("---\n")) refuse();
  const close = /\n---(?:\n|$)/.exec(plain);
  if (!close) throw new FrontMatterError("front matter has no closing line `---`", 1);
  // The body is not for gray-matter: it copies what it gets, and looks it up in a cache as a whole.
  const { data, content } = matter(plain.slice(0, close.index + "\n---".length), OPTIONS);
  if (content !== "") throw new FrontMatterError("a line of front matter begins with `---`", 1);
  return { data, body: plain.slice(close.index + close[0].length) };
}

function parseYaml(yaml: string): Record<string, unknown> {
  const data = loadYaml(yaml);
  if (data === null || data === undefined) return {};
  if (typeof data !== "object" || Array.isArray(data)) {
    throw new FrontMatterError("front matter must be `key: value` lines", 2);
  }
  if (isSwollen(data, yaml)) {
    throw new FrontMatterError(
      "front matter has aliases (*) that stand for themselves, or for far more than is written there: write out what they stand for",
      2,
    );
  }
  return { ...data };
}

/** What its aliases stand for may be so many times as long as the YAML. */
const MOST_SWOLLEN = 10;

/** Whether aliases make it much longer than it is written: without end, where one stands for itself. */
function isSwollen(data: object, yaml: string): boolean {
  if (!yaml.includes("&") || !yaml.includes("*")) return false;
  let room = MOST_SWOLLEN * yaml.length;
  const waiting: unknown[] = [data];
  while (waiting.length > 0 && room > 0) {
    const next = waiting.pop();
    room -= typeof next === "string" ? next.length + 1 : 1;
    if (typeof next !== "object" || next === null) continue;
    for (const [key, value] of Object.entries(next)) {
      room -= Array.isArray(next) ? 0 : key.length;
      waiting.push(value);
    }
  }
  return waiting.length > 0;
}

/** Written as a number would be written again: 3.10, 007, 1e3 and 0x1F say more as they stand. */
function isPlainNumber(text: unknown): boolean {
  // Behind a `!!int` there may be nothing.
  if (typeof text !== "string") return false;
  const value = Number(text);
  // `dump` writes 1e+21 as 1.e+21.
  return Number.isFinite(value) && String(value) === text.replace(".e", "e");
}

/** The core schema leaves dates as they are written, and so are numbers left that would lose something. */
const AS_WRITTEN = CORE_SCHEMA.extend({
  implicit: ["int", "float"].map(
    (name) =>
      new Type(`tag:yaml.org,2002:${name}`, { kind: "scalar", resolve: isPlainNumber, construct: Number }),
  ),
});

function loadYaml(yaml: string): unknown {
  try {
    return load(yaml, { schema: AS_WRITTEN });
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error;
    // gray-matter hands over what follows the opening `---`, its line end included.
    const before = yaml.startsWith("\n") ? 0 : 1;
    // js-yaml names few causes, and for a quotation mark that is never closed the place where the text ends.
    const [told] = readYaml(yaml).mistakes;
    if (!told)
      throw new FrontMatterError(`invalid YAML: ${error.reason}`, (error.mark?.line ?? 0) + before + 1);
    throw new FrontMatterError(
      `invalid YAML: ${toClause(told.what)}`,
      told.line + before,
      toClause(told.cure),
    );
  }
}

/** "Close it." is "close it"; a name such as YAML's stays as it is. */
const toClause = (sentence: string): string =>
  sentence.replace(/^[A-Z](?![A-Z])/, (letter) => letter.toLowerCase()).replace(/\.$/, "");

/** A key's value and the depth from which on it is written in flow style (`{ a: 1 }`). */
export interface FrontMatterLine {
  key: string;
  value: unknown;
  flowLevel: number;
}

/** The file's text. Keys whose value is `undefined` are left out. */
export const formatFrontMatter = (lines: FrontMatterLine[], body: string): string =>
  `---\n${lines.map(formatLine).join("")}---\n${body}`;

/** A key's part of the text. */
export function formatLine({ key, value, flowLevel }: FrontMatterLine): string {
  if (value === undefined) return "";
  const flow = dumpKey(key, value, flowLevel);
  // `dump` puts no quotes around texts such as `So sad :[`, which flow style cannot hold without them.
  const text = /:[,[\]{}]/.test(flow) ? dumpKey(key, value, -1) : flow;
  // Other YAML readers take 3e5678901234 for a number. Texts of several lines are indented further.
  return key === "origin" ? text.replace(/^( {2}id: )(\d+e\d+)$/m, "$1'$2'") : text;
}

const dumpKey = (key: string, value: unknown, flowLevel: number): string =>
  dump({ [key]: value }, { schema: CORE_SCHEMA, lineWidth: -1, flowLevel, noRefs: true, skipInvalid: true });

/** The line of a key like `origin.source.title`, alone there or among others, as near as its first two parts can be found. */
export function lineOfKey(text: string, key: string): number {
  const [front = ""] = text.split("\n---\n", 1);
  const lines = front.split("\n").map((line) => ` ${line.replaceAll(/[{,]/g, " ")}`);
  const parts = key.split(/[.[\]]+/).filter(Boolean);
  let at = 0;
  for (const part of parts.slice(0, 2)) {
    const next = lines.findIndex((line, index) => index >= at && line.includes(` ${part}:`));
    if (next < 0) break;
    at = next;
  }
  return at + 1;
}
