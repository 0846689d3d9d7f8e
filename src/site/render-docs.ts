/** The one door to Eleventy and Nunjucks: documents in, their text out. */
import Eleventy from "@11ty/eleventy";
import nunjucks from "nunjucks";
import type { DocView, SiteView } from "../page/view.ts";
import type { Words } from "../page/words.ts";
import { templateFilters } from "./template-filters.ts";

/** What Eleventy's configuration offers, as far as we use it: its package has no types. */
export interface EleventyConfig {
  setLibrary(name: string, library: unknown): void;
  setTemplateFormats(formats: string[]): void;
  setUseGitIgnore(use: boolean): void;
  setQuietMode(quiet: boolean): void;
  setWatchJavaScriptDependencies(watch: boolean): void;
  addNunjucksFilter(name: string, filter: (value: never) => unknown): void;
  addTemplate(path: string, content: string, data: Record<string, unknown>): void;
  addPassthroughCopy(paths: Record<string, string>): void;
  addWatchTarget(path: string): void;
  on(event: string, listener: () => void): void;
}

export interface RenderContext {
  site: SiteView;
  words: Words;
  /** Template folders in the order in which they are searched. */
  templates: string[];
  /** True where templates may change while they are in use: in a preview. */
  rereadTemplates?: boolean;
}

export interface Rendered {
  /** Below the output folder. */
  path: string;
  content: string;
}

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

/**
 * Hands documents to Eleventy as pages. It paginates over their paths alone, and the template fetches each document
 * through a filter: Eleventy merges and copies the data of every page, and thousands of articles would be too much.
 *
 * @param docOf made when the page is rendered
 */
export function configureEleventy(
  config: EleventyConfig,
  paths: string[],
  docOf: (path: string) => DocView,
  { site, words, templates, rereadTemplates = false }: RenderContext,
): void {
  const loader = new nunjucks.FileSystemLoader(templates, { noCache: rereadTemplates });
  const environment = new nunjucks.Environment(loader, { autoescape: true });
  for (const [name, filter] of Object.entries(templateFilters)) environment.addFilter(name, filter);
  environment.addGlobal("site", site);
  environment.addGlobal("words", words);
  environment.addGlobal("docOf", docOf);
  environment.addGlobal("templateOf", (doc: DocView) => TEMPLATES[doc.kind]);
  config.setLibrary("njk", environment);
  config.setTemplateFormats(["njk"]);
  config.setUseGitIgnore(false);
  config.addTemplate("document.njk", "{% set doc = docOf(path) %}{% include templateOf(doc) %}", {
    paths,
    pagination: { data: "paths", size: 1, alias: "path" },
    permalink: ({ path }: { path: string }) => path,
    eleventyExcludeFromCollections: true,
  });
}

/**
 * The documents' texts, in order.
 *
 * @param input an empty folder: Eleventy looks there for templates of its own
 */
export async function renderDocs(
  paths: string[],
  docOf: (path: string) => DocView,
  context: RenderContext,
  input: string,
): Promise<Rendered[]> {
  const configure = (config: EleventyConfig): void => configureEleventy(config, paths, docOf, context);
  // An empty path of a configuration: what lies in the working folder is none of this run's.
  const eleventy = new Eleventy(input, "_site", { quietMode: true, configPath: "", config: configure });
  eleventy.disableLogger();
  const pages = await eleventy.toJSON();
  const texts = new Map(
    pages.map(({ outputPath, content }) => [outputPath.replace(/^\.?\/?_site\//, ""), content]),
  );
  return paths.map((path) => {
    const content = texts.get(path);
    if (content === undefined) throw new Error(`${path} was not rendered`);
    return { path, content };
  });
}
