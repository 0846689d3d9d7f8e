/** Converts every body of a corpus to Markdown and back and measures what was kept: `node --import tsx tests/corpus/round-trip.ts SPLIT`. */
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { argv, stdout } from "node:process";
import { pathToFileURL } from "node:url";
import { type DefaultTreeAdapterMap, parse } from "parse5";
import { renderMarkdown } from "../../src/markdown/render/render-markdown.ts";
import { htmlToMarkdown } from "../../src/markdown/to-markdown.ts";
import { addressOf, readPages } from "./manifest.ts";

export interface Body {
  name: string;
  html: string;
  base: string;
}

export interface Loss {
  name: string;
  what: "words" | "links" | "images" | "code" | "fixed point";
  detail: string;
}

export interface Tally {
  bodies: number;
  words: { all: number; kept: number };
  links: { all: number; kept: number };
  images: { all: number; kept: number };
  code: { all: number; kept: number };
  fixed: number;
  milliseconds: number;
  losses: Loss[];
}

type Node = DefaultTreeAdapterMap["node"];

const UNREAD = new Set(
  "head title script style template svg canvas select datalist textarea button map dialog iframe object video audio noscript math input sup rt rp".split(
    " ",
  ),
);
const TOKEN = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]|[\p{L}\p{M}\p{N}]+/gu;

const wordsOf = (text: string): string[] => text.normalize("NFKC").toLowerCase().match(TOKEN) ?? [];

interface Parts {
  text: string;
  links: string[];
  images: string[];
  code: string[];
}

function partsOf(html: string, base: string): Parts {
  const parts: Parts = { text: "", links: [], images: [], code: [] };
  const page = parse(html, { scriptingEnabled: false });
  const declared = /<base\s[^>]*href=["']?([^"'\s>]+)/i.exec(html)?.[1];
  const root = declared && URL.canParse(declared, base) ? new URL(declared, base).href : base;
  const address = (value: string | undefined): string | undefined => {
    const url = value?.trim() && URL.canParse(value.trim(), root) ? new URL(value.trim(), root) : undefined;
    return url && /^(?:https?|mailto):$/.test(url.protocol) ? decodeURI(escapePercent(url.href)) : undefined;
  };
  const visit = (node: Node, inCode: boolean): void => {
    if (node.nodeName === "#text" && "value" in node) parts.text += node.value;
    if (!("childNodes" in node) || UNREAD.has(node.nodeName)) return;
    const attribute = (name: string): string | undefined =>
      "attrs" in node ? node.attrs.find((one) => one.name === name)?.value : undefined;
    if (node.nodeName === "a" && !inCode) {
      const href = attribute("href");
      const url = href?.includes("#") ? undefined : address(href);
      if (url && (/\S/.test(plain(node)) || containsImage(node))) parts.links.push(url);
    }
    if (node.nodeName === "img") {
      const url = address(attribute("src"));
      if (
        url &&
        !STAND_IN.test(url) &&
        !/^[01]$/.test(attribute("width") ?? "") &&
        !attribute("srcset") &&
        !attribute("data-src")
      )
        parts.images.push(url);
    }
    if (node.nodeName === "pre") parts.code.push(plain(node).replace(/\n$/, ""));
    if (!INLINE.has(node.nodeName)) parts.text += " ";
    for (const child of node.childNodes) visit(child, inCode || node.nodeName === "pre");
    if (!INLINE.has(node.nodeName)) parts.text += " ";
  };
  visit(page, false);
  return parts;
}

const escapePercent = (href: string): string =>
  href.replace(/%(?![0-9a-f]{2})|%[89a-f][0-9a-f]/gi, (match) => `%25${match.slice(1)}`);

/** Pictures that no reader is meant to see, and emoji that become their sign. */
const STAND_IN =
  /transparent\.gif|pixel\.gif|loading\.gif|loader\.png|preload\.png|placeholder-|scorecardresearch|\/emoji\//;

const INLINE = new Set(
  "a abbr b bdi bdo big cite code del dfn em font i ins kbd mark q s samp small span strike strong sub sup time tt u var wbr ruby rb".split(
    " ",
  ),
);

function plain(node: Node): string {
  // Control characters carry no text and are left out on purpose.
  if (node.nodeName === "#text" && "value" in node)
    return node.value.replace(/[^\P{Cc}\t\n\f\r\u0080-\u009f]/gu, "");
  if (node.nodeName === "br") return "\n";
  if (UNREAD.has(node.nodeName)) return "";
  return "childNodes" in node ? node.childNodes.map(plain).join("") : "";
}

const containsImage = (node: Node): boolean =>
  "childNodes" in node && node.childNodes.some((child) => child.nodeName === "img" || containsImage(child));

/** How many of `wanted` are in `found`, each counted once, and those that are not. */
function compare(wanted: string[], found: string[]): { kept: number; missing: string[] } {
  const left = new Map<string, number>();
  for (const one of found) left.set(one, (left.get(one) ?? 0) + 1);
  const missing = wanted.filter((one) => {
    const count = left.get(one) ?? 0;
    if (count > 0) left.set(one, count - 1);
    return count === 0;
  });
  return { kept: wanted.length - missing.length, missing };
}

export function roundTrip(bodies: Body[]): Tally {
  const tally: Tally = {
    bodies: 0,
    words: { all: 0, kept: 0 },
    links: { all: 0, kept: 0 },
    images: { all: 0, kept: 0 },
    code: { all: 0, kept: 0 },
    fixed: 0,
    milliseconds: 0,
    losses: [],
  };
  for (const body of bodies) measure(body, tally);
  return tally;
}

function measure({ name, html, base }: Body, tally: Tally): void {
  const begun = performance.now();
  const { markdown } = htmlToMarkdown(html, { base });
  tally.milliseconds += performance.now() - begun;
  const rendered = renderMarkdown(markdown, { images: "link", headingOffset: 0, idPrefix: "" });
  const [before, after] = [partsOf(html, base), partsOf(rendered, base)];
  const count = (what: "words" | "links" | "images" | "code", wanted: string[], found: string[]): void => {
    const { kept, missing } = compare(wanted, found);
    tally[what].all += wanted.length;
    tally[what].kept += kept;
    if (missing.length > 0) tally.losses.push({ name, what, detail: missing.slice(0, 12).join(" ") });
  };
  count("words", wordsOf(before.text), wordsOf(after.text));
  count("links", before.links, after.links);
  count("images", before.images, after.images);
  count(
    "code",
    before.code.filter((code) => code.trim() !== ""),
    after.code,
  );
  const again = htmlToMarkdown(rendered, { base }).markdown;
  if (again === markdown) tally.fixed += 1;
  else tally.losses.push({ name, what: "fixed point", detail: firstDifference(markdown, again) });
  tally.bodies += 1;
}

function firstDifference(one: string, other: string): string {
  let at = 0;
  while (at < one.length && one[at] === other[at]) at += 1;
  const from = Math.max(0, at - 30);
  return `${JSON.stringify(one.slice(from, at + 50))} became ${JSON.stringify(other.slice(from, at + 50))}`;
}

/** Whole pages, and what feeds carry in the elements that hold bodies. */
async function readBodies(split: string): Promise<Record<string, Body[]>> {
  const pages = await Promise.all(
    (await readPages(split)).map(async (page) => ({
      name: page.file,
      html: await readFile(join(split, page.file.includes("/") ? "" : "pages", page.file), "utf8"),
      base: addressOf(page),
    })),
  );
  const feeds: Body[] = [];
  for (const file of (await readdir(join(split, "feeds"))).sort()) {
    const source = await readFile(join(split, "feeds", file), "utf8");
    for (const [at, html] of bodiesOf(source).entries())
      feeds.push({ name: `${file}#${at}`, html, base: "https://example.org/a/b" });
  }
  return { pages, feeds };
}

const ENTITIES: Record<string, string> = { lt: "<", gt: ">", amp: "&", quot: '"', apos: "'" };

function bodiesOf(source: string): string[] {
  const found = source.matchAll(/<(content:encoded|description|content|summary)\b[^>]*>([\s\S]*?)<\/\1>/g);
  const written = source.matchAll(/"content_html"\s*:\s*("(?:[^"\\]|\\.)*")/g);
  const xml = [...found].map(([, , inner = ""]) => {
    const cdata = /^\s*<!\[CDATA\[([\s\S]*?)\]\]>\s*$/.exec(inner)?.[1];
    return cdata ?? inner.replace(/&(lt|gt|amp|quot|apos);/g, (_, name: string) => ENTITIES[name] ?? "");
  });
  const json = [...written].map(([, value = '""']) => String(JSON.parse(value)));
  return [...xml, ...json].filter((html) => /<\w/.test(html));
}

function table(kind: string, tally: Tally): string {
  const share = ({ all, kept }: { all: number; kept: number }): string =>
    `${all === 0 ? "–" : (kept / all).toFixed(4)} of ${all}`;
  return [
    `${kind}: ${tally.bodies} bodies, ${(tally.milliseconds / Math.max(1, tally.bodies)).toFixed(1)} ms each`,
    `  words ${share(tally.words)}`,
    `  links ${share(tally.links)}`,
    `  images ${share(tally.images)}`,
    `  code blocks ${share(tally.code)}`,
    `  fixed point ${tally.fixed} of ${tally.bodies}`,
    "",
  ].join("\n");
}

if (argv[1] && import.meta.url === pathToFileURL(argv[1]).href) {
  const [split = "", verbose = ""] = argv.slice(2);
  for (const [kind, bodies] of Object.entries(await readBodies(split))) {
    const tally = roundTrip(bodies);
    stdout.write(table(kind, tally));
    if (verbose !== "")
      for (const { name, what, detail } of tally.losses) stdout.write(`  ${what} ${name}: ${detail}\n`);
  }
}
