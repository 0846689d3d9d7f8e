/** Reads the plain values of feeds.yaml: text, numbers, yes or no, choices, lists, addresses. */
import { unwrapAddress } from "./feed-address.ts";
import { describe, isEmpty, type Reader, type Spot, tell } from "./fields.ts";
import { quote } from "./mistake.ts";
import { nearestName } from "./nearest-name.ts";
import type { YamlNode } from "./yaml-tree.ts";

const LONGEST_TEXT = 2000;
// XML 1.0, section 2.2: what no feed document could carry, and line ends, which no name has.
const CONTROL = /[\p{Cc}\p{Cs}\u2028\u2029\uFFFE\uFFFF]/u;

/** Text of one line, trimmed, never empty. */
export const text: Reader<string> = (spot) => {
  const { node } = spot;
  if (node.kind !== "scalar")
    return tell(spot, `${describe(node)} stands where text should.`, "Write one text on one line.");
  if (typeof node.value !== "string") {
    return tell(spot, `${describe(node)} is read as no text.`, `Put it in quotes: "${node.source ?? ""}".`);
  }
  const value = node.value.trim();
  if (value === "") return tell(spot, "The text is empty.", "Write one, or take the key out.");
  if (value.length > LONGEST_TEXT)
    return tell(spot, `The text is longer than ${LONGEST_TEXT} characters.`, "Shorten it.");
  if (CONTROL.test(value))
    return tell(
      spot,
      "The text has a line break or a control character in it.",
      "Write it on one line, without.",
    );
  return value;
};

/** Text that may run over several lines. */
export const paragraph: Reader<string> = (spot) => {
  const { node } = spot;
  if (node.kind !== "scalar" || typeof node.value !== "string") return text(spot);
  return text({ ...spot, node: { ...node, value: node.value.replace(/\s+/g, " ") } });
};

const YES = ["yes", "y", "on", "1", "true"];
const NO = ["no", "n", "off", "0", "false"];

export const flag: Reader<boolean> = (spot) => {
  const { node } = spot;
  if (node.kind === "scalar" && typeof node.value === "boolean") return node.value;
  const said = node.kind === "scalar" ? String(node.value).toLowerCase() : "";
  const cure = YES.includes(said)
    ? "Write true, without quotes."
    : NO.includes(said)
      ? "Write false, without quotes."
      : "Write true or false.";
  return tell(spot, `${describe(node)} is neither true nor false.`, cure);
};

export interface Range {
  min: number;
  max: number;
  unit: string;
  /** Fractions are allowed. */
  fraction?: boolean;
}

export const number =
  ({ min, max, unit, fraction = false }: Range): Reader<number> =>
  (spot) => {
    const { node } = spot;
    const cure = `Write ${fraction ? "a number" : "a whole number"} of ${unit} from ${min} to ${max}, without quotes.`;
    if (node.kind !== "scalar" || typeof node.value !== "number")
      return tell(spot, `${describe(node)} is no number.`, cure);
    if (!fraction && !Number.isInteger(node.value))
      return tell(spot, `${node.value} is no whole number.`, cure);
    if (!(node.value >= min && node.value <= max)) return tell(spot, `${node.value} is out of range.`, cure);
    return node.value;
  };

export const oneOf =
  <const T extends string>(choices: readonly T[]): Reader<T> =>
  (spot) => {
    const said = spot.node.kind === "scalar" ? String(spot.node.value) : "";
    const choice = choices.find((name) => name === said);
    if (choice !== undefined) return choice;
    const near = nearestName(said, choices);
    const cure = near ? `Did you mean ${near}?` : `Write one of them, as in ${choices[0]}.`;
    return tell(spot, `${describe(spot.node)} is none of ${choices.join(", ")}.`, cure);
  };

/** What stands in a list twice counts once. */
export const listOf =
  <T>(reader: Reader<T>): Reader<T[]> =>
  (spot) => {
    const { node } = spot;
    if (node.kind !== "list") {
      const cure = `Write it in brackets: [${itemsOf(node).join(", ")}].`;
      return tell(spot, `${describe(node)} stands where a list should.`, cure);
    }
    const values = itemSpots(spot).map((item) => (isEmpty(item.node) ? tellEmptyItem(item) : reader(item)));
    return [...new Set(values)].filter((value) => value !== undefined);
  };

/** A word that was left out of a list would be missed by nobody, though a filter hangs on it. */
function tellEmptyItem(spot: Spot): undefined {
  const source = spot.node.kind === "scalar" ? spot.node.source : undefined;
  // An alias that stands for nothing is told where it stands.
  if (source === undefined) return undefined;
  return source === ""
    ? tell(
        spot,
        "Nothing stands behind the dash.",
        'Write something there, or take the dash out. What begins with # goes into quotes, as in "#ad".',
      )
    : tell(spot, `${source} is read as no text.`, `Put it in quotes: "${source}".`);
}

/** What was meant for items: "news, tech" is two, as long as it is no pattern between slashes. */
function itemsOf(node: YamlNode): string[] {
  if (node.kind !== "scalar") return ["…"];
  const said = typeof node.value === "string" && !node.value.startsWith("/") ? node.value : "";
  const items = said
    .slice(0, LONGEST_TEXT)
    .split(",")
    .map((item) => item.trim())
    .filter((item) => item !== "");
  return items.length > 1 ? items.map(quote) : [describe(node)];
}

/** The items of a list, each with its own place: "feeds[2]". */
export function itemSpots({ key, node, mistakes }: Spot): Spot[] {
  if (node.kind !== "list") return [];
  return node.items.map((item, index) => ({
    key: `${key}[${index}]`,
    node: item,
    place: item.place,
    mistakes,
  }));
}

/** Absolute, with one of the schemes, as `URL` spells it. */
export const address =
  (...schemes: string[]): Reader<string> =>
  (spot) => {
    const said = text(spot);
    return said === undefined ? undefined : readAddress(spot, said, schemes);
  };

export const webAddress: Reader<string> = address("http", "https");

/** @param schemes without the colon */
export function readAddress(spot: Spot, said: string, schemes: readonly string[]): string | undefined {
  const cure = cureAddress(said, schemes);
  if (!URL.canParse(said)) return tell(spot, `${quote(said)} is no absolute address.`, cure);
  const url = new URL(said);
  if (!schemes.includes(schemeOf(url))) {
    return tell(
      spot,
      `${quote(said)} does not begin with ${schemes.map((scheme) => `${scheme}:`).join(" or ")}.`,
      cure,
    );
  }
  if (url.username || url.password) {
    return tell(
      spot,
      "The address holds a user name or a password.",
      "Take it out: this file and what is made from it are public.",
    );
  }
  return url.href;
}

const schemeOf = (url: URL): string => url.protocol.slice(0, -1);

/** What the text may mean, where that would be right. */
function cureAddress(said: string, schemes: readonly string[]): string {
  // A name of the fediverse, as "@ada@social.example".
  const [, name, host] = /^@([\w.-]+)@([^\s/@]+)$/.exec(said) ?? [];
  if (name && URL.canParse(`https://${host}/`)) return `Did you mean https://${host}/@${name}?`;
  // One slash begins a path: no host is in it.
  const isPath = /^\/(?!\/)/.test(said);
  const rest = (unwrapAddress(said) ?? said)
    .replace(/^(?:[a-z][a-z0-9+.-]*:(?!\d)|https?(?=\/\/))/i, "")
    .replace(/^\/+/, "");
  const guess = /^[^/]*@/.test(rest) ? `mailto:${rest}` : `https://${rest}`;
  return rest &&
    !isPath &&
    !/\s/.test(rest) &&
    URL.canParse(guess) &&
    schemes.includes(schemeOf(new URL(guess)))
    ? `Did you mean ${guess}?`
    : "Write it in full, as in https://example.com/.";
}
