/** The one door to `yaml`: YAML text as a tree of plain values that know their place in the text. */
import { Composer, type Document, isAlias, isMap, isScalar, isSeq, LineCounter, Parser } from "yaml";
import { type ConfigMistake, quote } from "./mistake.ts";
import { isDeeperThan } from "./yaml-depth.ts";
import { tellYamlError, tellYamlWarning } from "./yaml-errors.ts";

/** Where a node begins: line and column from 1. */
export interface Place {
  line: number;
  column: number;
}

type YamlScalar = { kind: "scalar"; value: string | number | boolean | null; place: Place };
type YamlList = { kind: "list"; items: YamlNode[]; place: Place };
export type YamlMap = { kind: "map"; entries: YamlEntry[]; place: Place };
export type YamlNode = YamlScalar | YamlList | YamlMap;

export interface YamlEntry {
  key: string;
  place: Place;
  value: YamlNode;
}

export type YamlResult = { ok: true; root: YamlNode } | { ok: false; mistakes: ConfigMistake[] };

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
  const [document, second] = new Composer().compose(tokens, true, text.length);
  if (second) {
    const { line } = lines.linePos(second.range[0]);
    return refuse(
      "A second document begins here (---).",
      "Take the line out: feeds.yaml is one document.",
      line,
    );
  }
  if (!document) return { ok: true, root: nothing() };
  const builder = createBuilder(document, lines);
  const root = builder.build(document.contents);
  const mistakes = firstOfEachLine([...tellProblems(document, lines), ...builder.mistakes]);
  return mistakes.length > 0 ? { ok: false, mistakes } : { ok: true, root };
}

function tellProblems({ errors, warnings }: Document.Parsed, lines: LineCounter): ConfigMistake[] {
  return [
    ...errors.map(({ code, message, pos }) => ({
      ...position(lines, pos[0]),
      key: "",
      ...tellYamlError(code, message),
    })),
    ...warnings.map(({ message, pos }) => ({
      ...position(lines, pos[0]),
      key: "",
      ...tellYamlWarning(message),
    })),
  ];
}

/** What follows on the line of an error is mostly its echo. */
function firstOfEachLine(mistakes: ConfigMistake[]): ConfigMistake[] {
  const byLine = new Map<number, ConfigMistake>();
  for (const mistake of mistakes) if (!byLine.has(mistake.line)) byLine.set(mistake.line, mistake);
  return [...byLine.values()];
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
  mistakes: ConfigMistake[];
  build(node: unknown): YamlNode;
}

function createBuilder(document: Document.Parsed, lines: LineCounter): Builder {
  const anchors = new Map<string, YamlNode>();
  const mistakes: ConfigMistake[] = [];
  const placeOf = (range: readonly number[] | null | undefined): Place => position(lines, range?.[0] ?? 0);
  const build = (node: unknown): YamlNode => {
    if (isAlias(node)) return anchors.get(node.source) ?? lost(node.source, placeOf(node.range));
    const built = buildPlain(node);
    if ((isScalar(node) || isMap(node) || isSeq(node)) && node.anchor) anchors.set(node.anchor, built);
    return built;
  };
  const lost = (name: string, place: Place): YamlNode => {
    const what = `*${name} stands for nothing that was named above.`;
    const cure = `Name it with &${name} first, or put the text in quotes.`;
    mistakes.push({ line: place.line, column: place.column, key: "", what, cure });
    return { kind: "scalar", value: null, place };
  };
  const buildPlain = (node: unknown): YamlNode => {
    if (isMap(node)) return { kind: "map", entries: node.items.map(buildEntry), place: placeOf(node.range) };
    if (isSeq(node)) return { kind: "list", items: node.items.map(build), place: placeOf(node.range) };
    if (isScalar(node))
      return { kind: "scalar", value: plain(node.value, node.source), place: placeOf(node.range) };
    return { kind: "scalar", value: null, place: placeOf(document.range) };
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
    mistakes.push({
      line: built.place.line,
      column: built.place.column,
      key: "",
      what,
      cure: `Write a word, as in ${quote("title: …")}.`,
    });
    return { key: "", place: built.place, value: build(value) };
  };
  return { mistakes, build };
}

/** What the core schema knows stays; anything else (a date under `%YAML 1.1`) is its text. */
function plain(value: unknown, source: string | undefined): YamlScalar["value"] {
  if (value === null || typeof value === "string" || typeof value === "number" || typeof value === "boolean")
    return value;
  return source ?? String(value);
}
