/** Where a page says things about itself: its meta elements, its JSON-LD, the names of its site. */
import { attribute, type PageDocument, type PageElement } from "../dom/page-dom.ts";
import { foldText } from "../dom/text-blocks.ts";
import { type LinkedData, readLinkedData } from "./linked-data.ts";
import { siteHeadings } from "./site-heading.ts";

export interface PageFacts {
  page: PageDocument;
  /** The page's own address. */
  url: string;
  linked: LinkedData;
  /** Contents of the meta elements (some write `value`) by name, property or itemprop in lower case; empty ones are left out. */
  metas: ReadonlyMap<string, readonly string[]>;
  /** Folded names of the site: an author or a part of the title that equals one is the site. */
  siteNames: ReadonlySet<string>;
  /** Headings that name the site: its author's name, too, where it is hers. */
  siteHeadings: ReadonlySet<PageElement>;
}

export function readFacts(page: PageDocument, url: string): PageFacts {
  const linked = readLinkedData(page);
  const metas = readMetas(page);
  const own = [attribute(page.querySelector("link[rel~=canonical]"), "href"), ...(metas.get("og:url") ?? [])];
  return {
    page,
    url,
    linked,
    metas,
    siteNames: siteNamesOf(url, linked, metas),
    siteHeadings: siteHeadings(page, url, own),
  };
}

function readMetas(page: PageDocument): ReadonlyMap<string, readonly string[]> {
  const metas = new Map<string, string[]>();
  for (const meta of page.querySelectorAll("meta")) {
    const content = (attribute(meta, "content") || attribute(meta, "value")).replace(/\s+/g, " ");
    if (content === "") continue;
    for (const key of ["name", "property", "itemprop"]) {
      for (const name of attribute(meta, key).toLowerCase().split(/\s+/).filter(Boolean)) {
        const contents = metas.get(name);
        if (contents) contents.push(content);
        else metas.set(name, [content]);
      }
    }
  }
  return metas;
}

/** The first content of the first of these names that has one. */
export const meta = ({ metas }: PageFacts, ...names: string[]): string | undefined =>
  names.map((name) => metas.get(name)?.[0]).find((content) => content !== undefined);

/** Declared names, and the host's: `www.example.co.uk` is called "example.co.uk" and "example". */
function siteNamesOf(url: string, linked: LinkedData, metas: PageFacts["metas"]): ReadonlySet<string> {
  const host = URL.canParse(url) ? new URL(url).hostname.replace(/^(?:www|m|amp)\./, "") : "";
  const declared = [
    "og:site_name",
    "application-name",
    "apple-mobile-web-app-title",
    "twitter:site",
    "publisher",
  ];
  const names = [
    ...declared.flatMap((name) => metas.get(name) ?? []),
    ...linked.names,
    host,
    ...host
      .split(".")
      .slice(0, -1)
      .filter((label) => label.length > 3),
  ];
  return new Set(names.map(foldText).filter((name) => name !== ""));
}
