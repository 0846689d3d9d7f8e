/** The one door to Eleventy: documents in, their text out. */
import { relative } from "node:path";
import { damageIn } from "../damaged-cache-error.ts";
import { MendableError } from "../mendable-error.ts";
import type { DocView } from "../page/view/view.ts";
import { ENTRANCE, type Templates } from "./templates.ts";

/** What Eleventy's configuration offers, as far as we use it: its package has no types. */
export interface EleventyConfig {
  setLibrary(name: string, library: unknown): void;
  setTemplateFormats(formats: string[]): void;
  setUseGitIgnore(use: boolean): void;
  setQuietMode(quiet: boolean): void;
  setWatchJavaScriptDependencies(watch: boolean): void;
  setNunjucksPrecompiledTemplates(templates: Record<string, unknown>): void;
  addTemplate(path: string, content: string, data: Record<string, unknown>): void;
  addWatchTarget(path: string): void;
  on(event: string, listener: (event: { directories: { output: string }; outputMode: string }) => void): void;
  benchmarkManager: { get(group: string): { setIsVerbose(isVerbose: boolean): void } };
}

export interface Rendered {
  /** Below the output folder. */
  path: string;
  content: string;
}

/**
 * Hands documents to Eleventy as pages. It paginates over their paths alone, and the template fetches each document
 * through a global: Eleventy merges and copies the data of every page, and thousands of articles would be too much.
 *
 * @param docOf made when the page is rendered
 */
export function configureEleventy(
  config: EleventyConfig,
  paths: string[],
  docOf: (path: string) => DocView,
  templates: Templates,
): void {
  templates.serve(docOf);
  config.setLibrary("njk", templates.library);
  // Where some templates are compiled, Eleventy takes a page's content for the name of one and asks the library, which
  // compiles it once; else it would compile the same content anew for each page.
  config.setNunjucksPrecompiledTemplates({ [ENTRANCE]: {} });
  config.setTemplateFormats(["njk"]);
  config.setUseGitIgnore(false);
  config.addTemplate("pages.njk", ENTRANCE, {
    paths,
    pagination: { data: "paths", size: 1, alias: "path" },
    permalink: ({ path }: { path: string }) => path,
    eleventyExcludeFromCollections: true,
  });
}

/**
 * Loaded when there is something to render. It would start a thread, or teach the one that is there, to load anew what
 * changes under a preview: nothing of the kind happens in a build.
 */
async function loadEleventy(): Promise<typeof import("@11ty/eleventy").default> {
  process.env.ELEVENTY_SKIP_ESM_RESOLVER = "true";
  const { default: Eleventy } = await import("@11ty/eleventy");
  // Processes of ours may be previews.
  delete process.env.ELEVENTY_SKIP_ESM_RESOLVER;
  return Eleventy;
}

const RENDER_ERROR = "Template render error";

/**
 * What a template did wrong is told by Nunjucks, with its file, at the bottom of what Eleventy makes of it.
 *
 * @throws MendableError, or DamagedCacheError where the template met that
 */
function explainTemplate(error: unknown): never {
  for (let at: unknown = error; at instanceof Error; at = "originalError" in at ? at.originalError : at.cause)
    if (at.name === RENDER_ERROR) {
      const damage = damageIn(at.message);
      if (damage) throw damage;
      // Templates that lead to it come before it.
      const [last = ""] = at.message.split(`${RENDER_ERROR}: `).slice(-1);
      throw new MendableError(`template ${last.replace(/\s*\n\s*/g, " ")}`);
    }
  throw error;
}

/**
 * The documents' texts, in order.
 *
 * @param input an empty folder: Eleventy looks there for templates of its own
 */
export async function renderDocs(
  paths: string[],
  docOf: (path: string) => DocView,
  templates: Templates,
  input: string,
): Promise<Rendered[]> {
  const configure = (config: EleventyConfig): void => {
    configureEleventy(config, paths, docOf, templates);
    // This group is told of before quiet mode is: what took Eleventy long on a slow machine is none of the curator's.
    config.benchmarkManager.get("Configuration").setIsVerbose(false);
  };
  const Eleventy = await loadEleventy();
  // Eleventy takes the working folder for the beginning of an absolute path also where that is a sibling of a longer name.
  const folder = relative(process.cwd(), input);
  // An empty path of a configuration: what lies in the working folder is none of this run's.
  const eleventy = new Eleventy(folder, "_site", { quietMode: true, configPath: "", config: configure });
  eleventy.disableLogger();
  const pages = await eleventy.toJSON().catch(explainTemplate);
  const texts = new Map(
    pages.map(({ outputPath, content }) => [outputPath.replace(/^\.?\/?_site\//, ""), content]),
  );
  return paths.map((path) => {
    const content = texts.get(path);
    if (content === undefined) throw new Error(`${path} was not rendered`);
    return { path, content };
  });
}
