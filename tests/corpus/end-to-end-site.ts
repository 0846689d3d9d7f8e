/** What a run left behind: its stories, and the pages that were made of them. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type DefaultTreeAdapterMap, parse } from "parse5";
import { parseStory } from "../../src/story/file/story-file.ts";
import type { Story } from "../../src/story/story.ts";

type Node = DefaultTreeAdapterMap["node"];
type Element = DefaultTreeAdapterMap["element"];

/** A story with its own page, read as a browser reads it. */
export interface BuiltStory {
  story: Story;
  /** Below the site: "stories/2026/…/". */
  path: string;
  /** Text of the page's <title>. */
  documentTitle: string;
  /** Text of the headline, and whether it is kept apart from the direction of what stands beside it. */
  headline: string;
  isIsolated: boolean;
  /** Where the headline leads. */
  original: string | undefined;
  /** All text of the story's element. */
  text: string;
  /** Text of its body alone. */
  body: string;
}

const files = (folder: string, ending: string): string[] =>
  existsSync(folder)
    ? readdirSync(folder, { recursive: true, encoding: "utf8" })
        .filter((path) => path.endsWith(ending))
        .sort()
    : [];

/** Paths of all pages, as they are asked for: with `/` for `index.html`. */
export const pagesOf = (site: string): string[] =>
  files(site, ".html").map((path) => `/${path.replace(/(^|\/)index\.html$/, "$1")}`);

/** @throws Error where a story file cannot be read, or has no page */
export function readBuilt(root: string, site: string): BuiltStory[] {
  return files(join(root, "content/stories"), ".md").map((path) => {
    const parsed = parseStory(path, readFileSync(join(root, "content/stories", path), "utf8"));
    if (!parsed.ok) throw new Error(`${path}: ${parsed.mistake.what}`);
    return readPage(parsed.story, site, `stories/${path.slice(0, -3)}/`);
  });
}

function readPage(story: Story, site: string, path: string): BuiltStory {
  const page = parse(readFileSync(join(site, path, "index.html"), "utf8"));
  const article = find(page, (element) => hasClass(element, "story"));
  const headline = article && find(article, (element) => hasClass(element, "p-name"));
  const body = article && find(article, (element) => hasClass(element, "e-content"));
  const title = find(page, ({ tagName }) => tagName === "title");
  return {
    story,
    path,
    documentTitle: title ? textOf(title) : "",
    headline: headline ? textOf(headline) : "",
    isIsolated: headline !== undefined && find(headline, ({ tagName }) => tagName === "bdi") !== undefined,
    original: headline?.attrs.find(({ name }) => name === "href")?.value,
    text: article ? textOf(article) : "",
    body: body ? textOf(body) : "",
  };
}

const hasClass = ({ attrs }: Element, name: string): boolean =>
  attrs.some(({ name: key, value }) => key === "class" && value.split(/\s+/).includes(name));

function find(node: Node, wanted: (element: Element) => boolean): Element | undefined {
  if ("tagName" in node && wanted(node)) return node;
  if (!("childNodes" in node)) return undefined;
  for (const child of node.childNodes) {
    const found = find(child, wanted);
    if (found) return found;
  }
  return undefined;
}

export function textOf(node: Node): string {
  if (node.nodeName === "#text" && "value" in node) return node.value;
  return "childNodes" in node ? node.childNodes.map(textOf).join("") : "";
}

/** Paths of the documents that must be well-formed XML. */
export const xmlOf = (site: string): string[] =>
  [...files(site, ".xml"), ...files(site, ".opml")].map((path) => `/${path}`);

/** What an HTML parser has to put up with in the site's pages, each with its page. */
export function markupErrors(site: string): string[] {
  return files(site, ".html").flatMap((path) => {
    const errors: string[] = [];
    parse(readFileSync(join(site, path), "utf8"), {
      sourceCodeLocationInfo: true,
      onParseError: ({ code, startLine }) => errors.push(`${path}:${startLine}: ${code}`),
    });
    return errors;
  });
}
