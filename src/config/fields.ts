/** Reads a map of feeds.yaml key by key: what is known, what is missing, what is unknown. */
import { homesOf, KEYS, type KeyOf, type Section } from "./keys.ts";
import { type ConfigMistake, quote } from "./mistake.ts";
import { nearestName } from "./nearest-name.ts";
import { findNotYet } from "./not-yet.ts";
import type { Place, YamlEntry, YamlMap, YamlNode } from "./yaml-tree.ts";

/** A value, where it stands, and where its mistakes go. */
export interface Spot {
  /** Path of its key: "feeds[2].show". */
  key: string;
  node: YamlNode;
  /** Of the value, or of the key where the value is longer than a word. */
  place: Place;
  mistakes: ConfigMistake[];
}

/** Gives the typed value, or tells the mistake and gives nothing. */
export type Reader<T> = (spot: Spot) => T | undefined;

export function tell(spot: Spot, what: string, cure: string): undefined {
  spot.mistakes.push({ line: spot.place.line, column: spot.place.column, key: spot.key, what, cure });
}

export const isEmpty = (node: YamlNode): boolean => node.kind === "scalar" && node.value === null;

/** What stands there, for a message: `"yes"`, `12`, `A list`. Numbers as the file spells them. */
export function describe(node: YamlNode): string {
  if (node.kind === "list") return "A list";
  if (node.kind === "map") return "A map";
  if (node.value === null) return "Nothing";
  return typeof node.value === "string" ? quote(node.value) : (node.source ?? String(node.value));
}

export interface Fields<S extends Section> {
  spot: Spot;
  /** The value of a key; nothing where the key is absent, empty or mistaken. */
  optional<T>(key: KeyOf<S>, reader: Reader<T>): T | undefined;
  /** The same; that it is absent or empty is a mistake with this cure, unless it is there misspelt, which is told once. */
  required<T>(key: KeyOf<S>, reader: Reader<T>, cure: string): T | undefined;
}

/** A map of a known section. Its unknown keys are told, whatever `read` makes of the known ones. */
export const mapOf =
  <S extends Section, T>(section: S, read: (fields: Fields<S>) => T | undefined): Reader<T> =>
  (spot) => {
    if (spot.node.kind !== "map")
      return tell(spot, `${describe(spot.node)} stands where keys with values should.`, exampleOf(section));
    tellUnknownKeys(spot, spot.node, section);
    return read(fieldsOf(spot, spot.node, section));
  };

/** A map whose keys are names of the curator's own. */
export const namedMap =
  <T>(example: string, reader: Reader<T>): Reader<Map<string, T>> =>
  (spot) => {
    if (spot.node.kind !== "map")
      return tell(spot, `${describe(spot.node)} stands where names should.`, `Write ${example}.`);
    const named = new Map<string, T>();
    for (const entry of spot.node.entries) {
      const name = entry.key.trim();
      const value = reader(spotOf(spot, entry));
      if (name === "") tell({ ...spot, place: entry.place }, "A name is empty.", `Write ${example}.`);
      else if (value !== undefined) named.set(name, value);
    }
    return named;
  };

function fieldsOf<S extends Section>(spot: Spot, map: YamlMap, section: S): Fields<S> {
  const find = (key: string): YamlEntry | undefined =>
    map.entries.find((entry) => entry.key === key && !isEmpty(entry.value));
  const optional = <T>(key: KeyOf<S>, reader: Reader<T>): T | undefined => {
    const entry = find(key);
    if (!entry) return undefined;
    const child = spotOf(spot, entry);
    const value = entry.value.kind === "scalar" ? entry.value.value : undefined;
    const notYet = findNotYet(child.key, value);
    return notYet ? tell(child, notYet.what, notYet.cure) : reader(child);
  };
  const required = <T>(key: KeyOf<S>, reader: Reader<T>, cure: string): T | undefined => {
    if (find(key)) return optional(key, reader);
    if (map.entries.some((entry) => meantKey(entry.key, section) === key)) return undefined;
    const bare = map.entries.find((entry) => entry.key === key);
    return bare
      ? tell(spotOf(spot, bare), "This key has no value.", cure)
      : tell({ ...spot, key: pathOf(spot.key, key) }, "This key is missing.", cure);
  };
  return { spot, optional, required };
}

function spotOf({ key, mistakes }: Spot, { key: name, place, value }: YamlEntry): Spot {
  const isWord = value.kind === "scalar" && value.value !== null;
  return { key: pathOf(key, name), node: value, place: isWord ? value.place : place, mistakes };
}

const pathOf = (parent: string, key: string): string => (parent ? `${parent}.${key}` : key);

function tellUnknownKeys(spot: Spot, map: YamlMap, section: Section): void {
  for (const entry of map.entries) {
    if (KEYS[section].some((known) => known === entry.key)) continue;
    const at = { ...spotOf(spot, entry), place: entry.place };
    tell(at, `There is no key ${quote(entry.key)} here.`, cureUnknownKey(entry.key, section));
  }
}

function cureUnknownKey(key: string, section: Section): string {
  if (key === "<<") return "Merge keys are not known; what holds for all feeds goes under defaults.";
  const homes = homesOf(key);
  if (homes.length > 0) return `It belongs below ${homes.join(" or ")}.`;
  const meant = meantKey(key, section);
  return meant ? `Did you mean ${meant}?` : `Known here: ${KEYS[section].join(", ")}.`;
}

/** The key of this section that an unknown one was probably meant to be. */
function meantKey(key: string, section: Section): string | undefined {
  const known: readonly string[] = KEYS[section];
  return known.includes(key) || homesOf(key).length > 0 ? undefined : nearestName(key, known);
}

function exampleOf(section: Section): string {
  if (section === "feeds[]")
    return "Write - url: https://example.com/feed.xml, with further keys indented below.";
  return `Write each on a line of its own, indented, as in ${KEYS[section][0]}: …`;
}
