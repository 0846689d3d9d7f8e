/** The one door to `yaml`: YAML text as a tree of plain values that know their place in the text. */
import {
  Composer,
  type Document,
  isAlias,
  isMap,
  isNode,
  isPair,
  isScalar,
  isSeq,
  LineCounter,
  type Pair,
  Parser,
} from "yaml";
import { type ConfigMistake, quote } from "./mistake.ts";
import { isDeeperThan } from "./yaml-depth.ts";
import { DOUBLE_KEY, OPEN_QUOTE, tellYamlError, tellYamlWarning } from "./yaml-errors.ts";

/** Where a node begins: line and column from 1. */
export interface Place {
  line: number;
  column: number;
}

/** `source`: as the file spells it; 007 is the number 7. */
type YamlScalar = {
  kind: "scalar";
  value: string | number | boolean | null;
  source?: string | undefined;
  place: Place;
};
type YamlList = { kind: "list"; items: YamlNode[]; place: Place };
export type YamlMap = { kind: "map"; entries: YamlEntry[]; place: Place };
export type YamlNode = YamlScalar | YamlList | YamlMap;

export interface YamlEntry {
  key: string;
  place: Place;
  value: YamlNode;
}

export type YamlResult =
  /** With mistakes that leave the rest readable: keys that stand there twice, of which the first counts. */
  { ok: true; root: YamlNode; mistakes: ConfigMistake[] } | { ok: false; mistakes: ConfigMistake[] };

/** Characters; a list of 10,000 feeds has about a million. */
const LONGEST = 4_000_000;
/** Levels of nesting that are still composed: the library recurses, and feeds.yaml needs five. Tokens nest twice a level. */
const DEEPEST = 60;

/**
 * YAML 1.2, core schema: `yes` and `on` are text. An alias stands for the very node of its anchor, so that a file of
 * aliases to aliases stays as small as it is written.
 */
export function readYaml(text: string): YamlResult {
  if (text.length > LONGEST)
    return refuse("The file has more than 4,000,000 characters.", "Take out what is no setting.");
  const lines = new LineCounter();
  const tokens = [...new Parser(lines.addNewLine).parse(text)];
  if (isDeeperThan(2 * DEEPEST, tokens))
    return refuse(
      `The file is nested more than ${DEEPEST} levels deep.`,
      "Look for brackets that are never closed.",
    );
  const [document, second] = new Composer({ uniqueKeys: false }).compose(tokens, true, text.length);
  if (second) {
    const { line } = lines.linePos(second.range[0]);
    return refuse(
      "A second document begins here (---).",
      "Take the line out: the file is one document.",
      line,
    );
  }
  if (!document) return { ok: true, root: nothing(), mistakes: [] };
  const builder = createBuilder(document, lines);
  const root = builder.build(document.contents);
  const problems = [...problemsOf(document), ...builder.problems];
  const toMistake = ({ offset, what, cure }: Problem): ConfigMistake => ({
    ...position(lines, offset),
    key: keyAt(document.contents, offset),
    what,
    cure,
  });
  return problems.every(({ isDouble }) => isDouble)
    ? { ok: true, root, mistakes: problems.map(toMistake) }
    : { ok: false, mistakes: firstOfEachLine(problems, lines).map(toMistake) };
}

/** A mistake that knows no more than its place in the text. */
interface Problem {
  offset: number;
  what: string;
  cure: string;
  /** A key that stands there twice. */
  isDouble?: boolean;
}

const problemsOf = ({ errors, warnings, contents }: Document.Parsed): Problem[] => [
  ...errors.map(({ code, message, pos }) => {
    const isOpen = code === "MISSING_CHAR" && message.startsWith("Missing closing");
    const opened = isOpen ? openQuoteAt(contents, pos[0]) : undefined;
    return opened ?? { offset: pos[0], ...tellYamlError(code, message) };
  }),
  ...warnings.map(({ message, pos }) => ({ offset: pos[0], ...tellYamlWarning(message) })),
];

/** What follows on the line of an error is mostly its echo. */
function firstOfEachLine(problems: Problem[], lines: LineCounter): Problem[] {
  const byLine = new Map<number, Problem>();
  for (const problem of problems) {
    const { line } = position(lines, problem.offset);
    if (!byLine.has(line)) byLine.set(line, problem);
  }
  return [...byLine.values()];
}

/** The text in quotation marks that goes as far as a place where a sign is missing. */
function openQuoteAt(root: unknown, offset: number): Problem | undefined {
  const node = partsAt(root, offset).at(-1)?.value;
  const isQuoted = isScalar(node) && (node.type === "QUOTE_DOUBLE" || node.type === "QUOTE_SINGLE");
  return isQuoted ? { offset: startOf(node), ...OPEN_QUOTE } : undefined;
}

/** Path of the innermost key or item that a place in the text belongs to; "" where it is none's. */
const keyAt = (root: unknown, offset: number): string =>
  partsAt(root, offset)
    .map(({ name }) => name)
    .join("")
    .replace(/^\./, "");

interface Part {
  name: string;
  value: unknown;
}

/** From the outermost to the innermost. */
function partsAt(root: unknown, offset: number): Part[] {
  const parts: Part[] = [];
  for (let part = partAt(root, offset); part; part = partAt(part.value, offset)) parts.push(part);
  return parts;
}

function partAt(node: unknown, offset: number): Part | undefined {
  // What is wrong where a list or a map begins is wrong with the whole of it.
  if (startOf(node) >= offset) return undefined;
  if (isSeq(node)) {
    const index = lastUpTo(offset, node.items);
    const value = node.items[index];
    return reaches(value, offset) ? { name: `[${index}]`, value } : undefined;
  }
  const pairs: Pair[] = isMap(node) ? node.items : [];
  const pair = pairs[lastUpTo(offset, pairs)];
  // Words without a colon are read as a key without value.
  if (!pair || !isScalar(pair.key) || !reaches(pair.value, offset)) return undefined;
  return { name: `.${pair.key.value}`, value: pair.value };
}

/** Index of the last that begins no later: they stand in order, and there may be as many mistakes as lines. */
function lastUpTo(offset: number, parts: readonly unknown[]): number {
  let [low, high] = [0, parts.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const part = parts[middle];
    if (startOf(isPair(part) ? part.key : part) <= offset) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

const startOf = (node: unknown): number => (isNode(node) ? (node.range?.[0] ?? 0) : 0);

/** Whether a node goes as far; where nothing stands after a colon, something should. */
function reaches(node: unknown, offset: number): boolean {
  if (!isNode(node) || !node.range) return false;
  const [start, end] = node.range;
  return offset <= end || start === end;
}

const nothing = (): YamlScalar => ({
  kind: "scalar",
  value: null,
  place: { line: 1, column: 1 },
});

const refuse = (what: string, cure: string, line = 1): YamlResult => ({
  ok: false,
  mistakes: [{ line, key: "", what, cure }],
});

function position(lines: LineCounter, offset: number): Place {
  const { line, col } = lines.linePos(offset);
  return { line: Math.max(line, 1), column: Math.max(col, 1) };
}

interface Builder {
  problems: Problem[];
  build(node: unknown): YamlNode;
}

function createBuilder(document: Document.Parsed, lines: LineCounter): Builder {
  const anchors = new Map<string, YamlNode>();
  const problems: Problem[] = [];
  const placeOf = (range: readonly number[] | null | undefined): Place => position(lines, range?.[0] ?? 0);
  const build = (node: unknown): YamlNode => {
    if (isAlias(node)) return anchors.get(node.source) ?? lost(node.source, startOf(node));
    const built = buildPlain(node);
    if ((isScalar(node) || isMap(node) || isSeq(node)) && node.anchor) anchors.set(node.anchor, built);
    return built;
  };
  const lost = (name: string, offset: number): YamlNode => {
    const what = `*${name} stands for nothing that was named above.`;
    const cure = `Name it with &${name} first, or put the text in quotes.`;
    problems.push({ offset, what, cure });
    return { kind: "scalar", value: null, place: position(lines, offset) };
  };
  const buildPlain = (node: unknown): YamlNode => {
    if (isMap(node)) return { kind: "map", entries: buildEntries(node.items), place: placeOf(node.range) };
    if (isSeq(node)) return { kind: "list", items: node.items.map(build), place: placeOf(node.range) };
    if (isScalar(node)) {
      const { source } = node;
      return { kind: "scalar", value: plain(node.value, source), source, place: placeOf(node.range) };
    }
    return { kind: "scalar", value: null, place: placeOf(document.range) };
  };
  /** The library looks for doubles too, but compares each key with all others, and may name the line above. */
  const buildEntries = (pairs: Pair[]): YamlEntry[] => {
    const seen = new Set<string>();
    return pairs.map((pair) => {
      const entry = buildEntry(pair);
      if (isScalar(pair.key) && seen.has(entry.key))
        problems.push({ offset: startOf(pair.key), ...DOUBLE_KEY, isDouble: true });
      seen.add(entry.key);
      return entry;
    });
  };
  const buildEntry = ({ key, value }: { key: unknown; value: unknown }): YamlEntry => {
    const built = build(key);
    if (built.kind === "scalar")
      return {
        key: String(built.value),
        place: built.place,
        value: value === null ? { ...built, value } : build(value),
      };
    const what = "A list or a map stands where a key should.";
    problems.push({ offset: startOf(key), what, cure: `Write a word, as in ${quote("title: …")}.` });
    return { key: "", place: built.place, value: build(value) };
  };
  return { problems, build };
}

/** What the core schema knows stays; anything else (a date under `%YAML 1.1`) is its text. */
function plain(value: unknown, source: string | undefined): YamlScalar["value"] {
  if (value === null || typeof value === "string" || typeof value === "number" || typeof value === "boolean")
    return value;
  return source ?? String(value);
}
