/** Files that go to the site as they are: style sheets and scripts. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { filesBelow } from "../engine.ts";

/** Below the output folder. */
export const ASSETS = "assets";

/** Absolute source by path below the output folder: the root's own file where it has one. */
export function listAssets(templates: string[]): Map<string, string> {
  const assets = new Map<string, string>();
  for (const folder of templates.toReversed()) {
    for (const name of filesBelow(join(folder, ASSETS)))
      assets.set(`${ASSETS}/${name}`, join(folder, ASSETS, name));
  }
  return assets;
}

/** Whether a file holds exactly this. */
export function holds(path: string, content: string | Buffer): boolean {
  if (!existsSync(path)) return false;
  const there = readFileSync(path);
  return there.equals(typeof content === "string" ? Buffer.from(content) : content);
}
