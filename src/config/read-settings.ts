/** Reads feeds.yaml of a root. */
import { readdir, readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { VERSION } from "../process/engine.js";
import type { ConfigMistake } from "./mistake.ts";
import { parseSettings, type SettingsResult } from "./parse-settings.ts";

/** The name of the file, in the root. */
const FEEDS_FILE = "feeds.yaml";

/** Other spellings; an editor's `.txt` is not shown by every system. */
const NEARLY = /^feeds?\.ya?ml(?:\.txt)?$/i;

/**
 * Settings of the root, or every mistake at once. Mistakes inside one feed's entry are in `settings.rejected`.
 *
 * @param root the folder that holds feeds.yaml
 * @param env SITE_URL stands where the file has no `site.url`
 */
export async function readSettings(root: string, env: NodeJS.ProcessEnv): Promise<SettingsResult> {
  const bytes = await readFeedsFile(root);
  if ("mistake" in bytes) return { ok: false, mistakes: [bytes.mistake] };
  const text = decode(bytes.content);
  if (text === undefined) {
    return {
      ok: false,
      mistakes: [wholeFile("The file is not written in UTF-8.", "Save it as UTF-8 text.")],
    };
  }
  return parseSettings(text, { root: resolve(root), siteUrl: env.SITE_URL, version: VERSION });
}

async function readFeedsFile(root: string): Promise<{ content: Buffer } | { mistake: ConfigMistake }> {
  try {
    return { content: await readFile(join(root, FEEDS_FILE)) };
  } catch (error) {
    return { mistake: await tellUnreadable(error, resolve(root)) };
  }
}

async function tellUnreadable(error: unknown, root: string): Promise<ConfigMistake> {
  const code = error instanceof Error && "code" in error ? String(error.code) : String(error);
  if (code !== "ENOENT" && code !== "ENOTDIR") {
    return wholeFile(`The file cannot be read (${code}).`, "Make it a text file that you may read.");
  }
  const what = `There is no ${FEEDS_FILE} in ${root}`;
  const names = await readdir(root).catch(() => []);
  const near = names.sort().find((name) => NEARLY.test(name) && name !== FEEDS_FILE);
  if (near) return wholeFile(`${what}, but ${near}.`, `Rename it to ${FEEDS_FILE}.`);
  const cure =
    "Give --root the folder that has one, or write one: two lines below site:, title and url, are enough to begin.";
  return wholeFile(`${what}.`, cure);
}

const wholeFile = (what: string, cure: string): ConfigMistake => ({ line: 1, key: "", what, cure });

function decode(content: Buffer): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(content);
  } catch {
    return undefined;
  }
}
