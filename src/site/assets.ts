/** Files that go to the site as they are: style sheets and scripts. */
import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { filesBehind } from "../process/engine.js";
import type { FileWriter } from "../story/file/write-file.ts";

/** Below the output folder. */
export const ASSETS = "assets";

/** Absolute source by path below the output folder: the root's own file where it has one. */
export function listAssets(folders: string[]): Map<string, string> {
  const assets = new Map<string, string>();
  for (const folder of folders.toReversed()) {
    for (const name of filesBehind(join(folder, ASSETS)))
      assets.set(`${ASSETS}/${name}`, join(folder, ASSETS, name));
  }
  return assets;
}

/** `undefined` where there is no such file. */
export const contentOf = (path: string): Buffer | undefined =>
  statSync(path, { throwIfNoEntry: false })?.isFile() ? readFileSync(path) : undefined;

/** @returns paths of the assets whose bytes changed, and what all of them weigh */
export function writeAssets(
  folders: string[],
  out: string,
  writer: FileWriter,
): { written: string[]; bytes: number } {
  const written: string[] = [];
  let bytes = 0;
  for (const [path, source] of listAssets(folders)) {
    const content = readFileSync(source);
    bytes += content.length;
    if (contentOf(join(out, path))?.equals(content)) continue;
    writer.write(join(out, path), content);
    written.push(path);
  }
  return { written, bytes };
}
