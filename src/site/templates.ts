/** The one door to Nunjucks: our templates, and those of the root that shadow them. */
import nunjucks from "nunjucks";
import type { DocView, SiteView, StoryView } from "../page/view.ts";
import type { Words } from "../page/words.ts";
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
  library.addGlobal("standing", standingParts(library, reread));
  return { library, serve: (docOf) => library.addGlobal("docOf", docOf) };
}

/** Renders a template that knows nothing of its page once: for all pages, or for all that show one story. */
type StandingPart = (name: string, story?: StoryView) => nunjucks.runtime.SafeString;

function standingParts(library: nunjucks.Environment, reread: boolean): StandingPart {
  const ofSite = new Map<string, nunjucks.runtime.SafeString>();
  const ofStory = new WeakMap<StoryView, Map<string, nunjucks.runtime.SafeString>>();
  const partsOf = (story: StoryView): Map<string, nunjucks.runtime.SafeString> => {
    const parts = ofStory.get(story) ?? new Map();
    ofStory.set(story, parts);
    return parts;
  };
  return (name, story) => {
    const parts = story ? partsOf(story) : ofSite;
    const known = parts.get(name);
    if (known) return known;
    const text = library.render(name, story ? { story } : {}).replace(/\n$/, "");
    const part = new nunjucks.runtime.SafeString(text);
    if (!reread) parts.set(name, part);
    return part;
  };
}
