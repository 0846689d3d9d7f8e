/**
 * Eleventy's configuration, for `npx eleventy` and its `--serve`: the whole site of the folder it runs in, or its newest
 * pages. `shared-stories build` hands Eleventy the changed pages alone, through the same `configureEleventy`.
 */
import { mkdirSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { formatMistakes } from "./src/config/mistake.ts";
import { readSettings } from "./src/config/read-settings.ts";
import { forgetBuilds } from "./src/page/catalogue/manifest.ts";
import { templateFolders } from "./src/process/engine.js";
import { writeAssets } from "./src/site/assets.ts";
import { cacheFolder, writingFolder } from "./src/site/build-folders.ts";
import { configureEleventy, type EleventyConfig } from "./src/site/render-docs.ts";
import { openWholeSite } from "./src/site/whole-site.ts";
import { createFileWriter } from "./src/story/file/write-file.ts";

/** Archive pages in a preview: all of a small site, the newest of a large one. */
const PREVIEW_PAGES = 20;

export default async function configure(config: EleventyConfig) {
  const root = process.cwd();
  const read = await readSettings(root, process.env);
  if (!read.ok) throw new Error(formatMistakes(read.mistakes, "feeds.yaml"));
  const isPreview = process.env.ELEVENTY_RUN_MODE !== "build";
  const site = await openWholeSite(root, read.settings, isPreview ? PREVIEW_PAGES : undefined);
  configureEleventy(config, site.paths, site.docOf, site.templates);
  config.setWatchJavaScriptDependencies(false);
  // A line for each page would bury the preview's address, and what goes wrong.
  config.setQuietMode(true);
  const folders = templateFolders(root);
  // Eleventy says that it watches before it watches the parent of a folder that is not there: what is saved between the
  // two would not be seen.
  if (isPreview) mkdirSync(join(root, "templates"), { recursive: true });
  for (const folder of folders) config.addWatchTarget(watchedAs(root, folder));
  config.on("eleventy.before", ({ directories, outputMode }) => {
    site.forget();
    if (outputMode !== "fs") return;
    const out = resolve(root, directories.output);
    // What is written there now is no build's any more: the next one looks at all of it.
    forgetBuilds(cacheFolder(root, out));
    // Not Eleventy's own copies: it asks once which files they are of, and one may come that shadows ours.
    const writer = createFileWriter(writingFolder(out), { flush: false });
    writeAssets(folders, out, writer);
    writer.close();
  });
  // Pages name each other with the path that the site lies below: a preview answers there.
  const pathPrefix = new URL(read.settings.site.url).pathname;
  return { dir: { input: relative(root, site.input), output: "_site" }, pathPrefix };
}

/**
 * Where a path leads up, Eleventy watches all from there, by patterns that begin with the names of folders on the way to
 * the root: one such as "My page (2)" would not be what it is.
 */
function watchedAs(root: string, folder: string): string {
  const path = relative(root, folder);
  return path.startsWith("..") ? folder : path || ".";
}
