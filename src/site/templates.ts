/** The one door to Nunjucks: our templates, and those of the root that shadow them. */
import nunjucks from "nunjucks";
import type { DocView, SiteView, StoryView } from "../page/view/view.ts";
import type { Words } from "../page/view/words.ts";
import type { Pieces } from "./pieces.ts";
import { templateFilters } from "./template-filters.ts";

/** The template of each kind of document. */
const TEMPLATES: Record<DocView["kind"], string> = {
  front: "page.njk",
  page: "page.njk",
  story: "story.njk",
  list: "list.njk",
  index: "index.njk",
  sources: "sources.njk",
  "404": "404.njk",
  rss: "feed.xml.njk",
  jsonfeed: "feed.json.njk",
  sitemap: "sitemap.xml.njk",
  "sitemap-index": "sitemap-index.xml.njk",
  robots: "robots.txt.njk",
};

/** The template that Eleventy is given for every page: it hands on to the template of its kind. */
export const ENTRANCE = "document.njk";

export interface Templates {
  /** Compiled once and used for every slice of a build: Eleventy's library for `njk`. */
  library: nunjucks.Environment;
  /** From now on templates find their documents here. */
  serve(docOf: (path: string) => DocView): void;
  /** From now on items of feeds are marks for pieces: who writes the documents puts them in their places. */
  carry(pieces: Pieces): void;
}

export interface TemplateOptions {
  site: SiteView;
  words: Words;
  /** In the order in which they are searched. */
  folders: string[];
  /** Templates may change while they are in use: in a preview. */
  reread?: boolean;
}

export function openTemplates({ site, words, folders, reread = false }: TemplateOptions): Templates {
  const loader = new nunjucks.FileSystemLoader(folders, { noCache: reread });
  const library = new nunjucks.Environment(loader, { autoescape: true });
  for (const [name, filter] of Object.entries(templateFilters)) library.addFilter(name, filter);
  library.addGlobal("site", site);
  library.addGlobal("words", words);
  library.addGlobal("templateOf", (doc: DocView) => TEMPLATES[doc.kind]);
  const { standing, encoded } = openParts(library, reread);
  library.addGlobal("standing", standing);
  library.addGlobal("feedItem", standing);
  const carry = (pieces: Pieces): void => {
    const marked: Part<SafeText> = (name, story) => safeText(pieces.mark(encoded(name, story)));
    library.addGlobal("feedItem", marked);
  };
  return { library, carry, serve: (docOf) => library.addGlobal("docOf", docOf) };
}

type SafeText = nunjucks.runtime.SafeString;

const safeText = (text: string): SafeText => new nunjucks.runtime.SafeString(text);

/** Of a template that knows nothing of its page: the same for all pages, or for all that show one story. */
type Part<T> = (name: string, story?: StoryView) => T;

function openParts(
  library: nunjucks.Environment,
  reread: boolean,
): { standing: Part<SafeText>; encoded: Part<Buffer> } {
  const render: Part<string> = (name, story) =>
    library.render(name, story ? { story } : {}).replace(/\n$/, "");
  const once = <T>(part: Part<T>): Part<T> => (reread ? part : renderedOnce(part));
  return {
    standing: once((name, story) => safeText(render(name, story))),
    encoded: once((name, story) => Buffer.from(render(name, story))),
  };
}

function renderedOnce<T>(part: Part<T>): Part<T> {
  const ofSite = new Map<string, T>();
  const ofStory = new WeakMap<StoryView, Map<string, T>>();
  const partsOf = (story: StoryView): Map<string, T> => {
    const parts = ofStory.get(story) ?? new Map();
    ofStory.set(story, parts);
    return parts;
  };
  return (name, story) => {
    const parts = story ? partsOf(story) : ofSite;
    const known = parts.get(name);
    if (known !== undefined) return known;
    const rendered = part(name, story);
    parts.set(name, rendered);
    return rendered;
  };
}
