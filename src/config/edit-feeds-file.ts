/** Puts a feed into the text of feeds.yaml, as a person would: everything else stays as it is written. */
import { feedKey } from "./feed-address.ts";
import type { ConfigMistake } from "./mistake.ts";
import { addToYamlList, readYaml, writeYamlScalar, type YamlMap, type YamlNode } from "./yaml-tree.ts";

export interface NewFeed {
  url: string;
  title?: string;
}

/** `added` is false where the file follows the feed already; the text is then as it was. */
export type EditResult =
  | { ok: true; text: string; added: boolean }
  | { ok: false; mistakes: ConfigMistake[] };

/**
 * Adds the feed below the last one, in the indentation and with the line ends of the file.
 * Only a list in brackets, or another unusual layout, makes the whole file be laid out anew, its comments kept.
 */
export function addFeed(text: string, feed: NewFeed): EditResult {
  const yaml = readYaml(text);
  if (!yaml.ok) return yaml;
  const { root } = yaml;
  if (root.kind !== "map") return isEmpty(root) ? added(appendList(text, feed)) : refuseRoot(root);
  const before = urlsOf(root);
  if (before.some((url) => keyOf(url) === keyOf(feed.url))) return { ok: true, text, added: false };
  const wanted = [...before, feed.url];
  const edited = insertFeed(text, root, feed);
  if (edited !== undefined && follows(edited, wanted, root.entries.length)) return added(edited);
  return added(addToYamlList(text, "feeds", { url: feed.url, ...(feed.title ? { title: feed.title } : {}) }));
}

const added = (text: string): EditResult => ({ ok: true, text, added: true });

const isEmpty = (node: YamlNode | undefined): boolean => node?.kind === "scalar" && node.value === null;

const refuseRoot = ({ place: { line } }: YamlNode): EditResult => {
  const cure = "Begin with the keys site: and feeds:.";
  return { ok: false, mistakes: [{ line, key: "", what: "The file is no map of keys.", cure }] };
};

const feedsOf = (root: YamlMap): YamlNode | undefined =>
  root.entries.find(({ key }) => key === "feeds")?.value;

function urlsOf(root: YamlMap): string[] {
  const feeds = feedsOf(root);
  return feeds?.kind === "list" ? feeds.items.map(urlOf) : [];
}

function urlOf(item: YamlNode): string {
  const url = item.kind === "map" ? item.entries.find(({ key }) => key === "url")?.value : undefined;
  return url?.kind === "scalar" ? String(url.value) : "";
}

const keyOf = (url: string): string => (URL.canParse(url) ? feedKey(new URL(url).href) : url);

/** Whether the edited text says what was wanted, and has no key more or less than it should. */
function follows(text: string, wanted: string[], keys: number): boolean {
  const yaml = readYaml(text);
  if (!yaml.ok || yaml.root.kind !== "map" || yaml.root.entries.length < keys) return false;
  const urls = urlsOf(yaml.root);
  return urls.length === wanted.length && urls.every((url, index) => url === wanted[index]);
}

/** `undefined` where the file is laid out in a way that lines cannot simply be put into. */
function insertFeed(text: string, root: YamlMap, feed: NewFeed): string | undefined {
  const entry = root.entries.find(({ key }) => key === "feeds");
  if (!entry) return root.flow ? undefined : appendList(text, feed);
  if (isEmpty(entry.value))
    return insertAfter(text, endOfComments(text, entry.place.end), itemLines(feed, 2));
  const last = entry.value.kind === "list" && !entry.value.flow ? entry.value.items.at(-1) : undefined;
  if (!last) return undefined;
  const dash = text.lastIndexOf("-", last.place.start - 1);
  const indent = dash - (text.lastIndexOf("\n", dash) + 1);
  return insertAfter(text, lastContent(text, last.place.end), itemLines(feed, indent));
}

function itemLines({ url, title }: NewFeed, indent: number): string[] {
  const space = " ".repeat(indent);
  const lines = [`${space}- url: ${writeYamlScalar(url)}`];
  return title ? [...lines, `${space}  title: ${writeYamlScalar(title)}`] : lines;
}

const appendList = (text: string, feed: NewFeed): string =>
  insertAfter(text, text.length, ["feeds:", ...itemLines(feed, 2)]);

/** @param offset anywhere in the line that the new lines stand below */
function insertAfter(text: string, offset: number, lines: string[]): string {
  const newline = text.includes("\r\n") ? "\r\n" : "\n";
  const found = text.indexOf("\n", offset);
  const head = found === -1 ? text : text.slice(0, found + 1);
  const gap = head === "" || head.endsWith("\n") ? "" : newline;
  return `${head}${gap}${lines.join(newline)}${newline}${text.slice(head.length)}`;
}

/** The last character of a value: the end of a nested one is counted with the white space behind it. */
const lastContent = (text: string, end: number): number =>
  Math.max(text.slice(0, end).trimEnd().length - 1, 0);

/** Past the indented comment lines below an empty `feeds:`, which are its explanation. */
function endOfComments(text: string, offset: number): number {
  let end = offset;
  for (let next = text.indexOf("\n", end); next !== -1; next = text.indexOf("\n", end)) {
    if (!/^[ \t]+#/.test(text.slice(next + 1, next + 200))) break;
    end = next + 1;
  }
  return end;
}
