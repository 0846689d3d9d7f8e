/** Renders pages and puts them into the output folder: a file whose bytes stay the same is left alone. */
import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { type Page, pathOf } from "../page/lay-out.ts";
import type { FileWriter } from "../story/write-file.ts";
import type { OpenSite } from "./open-site.ts";
import { renderDocs } from "./render-docs.ts";

/** One slice of a build. */
export interface WrittenPages {
  /** Paths below the output folder whose bytes changed. */
  written: string[];
  unchanged: number;
  /** Of all of them. */
  bytes: number;
  /** The same, less what the files held before. */
  grown: number;
}

/** @param input an empty folder */
export async function writePages(
  site: OpenSite,
  pages: Page[],
  { out, input, writer }: { out: string; input: string; writer: FileWriter },
): Promise<WrittenPages> {
  const rendered = await renderDocs(pages.map(pathOf), site.docsOf(pages), site.templates, input);
  site.forget();
  const encode = createEncoder();
  const result: WrittenPages = { written: [], unchanged: 0, bytes: 0, grown: 0 };
  for (const { path, content } of rendered) {
    const now = encode(content);
    const before = sizeOf(join(out, path));
    result.bytes += now.length;
    result.grown += now.length - (before ?? 0);
    if (before === now.length && readFileSync(join(out, path)).equals(now)) {
      result.unchanged++;
      continue;
    }
    writer.write(join(out, path), now);
    result.written.push(path);
  }
  return result;
}

/** Text as UTF-8; holds until the next is encoded, for all are put into the same memory. */
function createEncoder(): (text: string) => Buffer {
  let room = Buffer.alloc(0);
  return (text) => {
    // A sign of a string takes three bytes at most.
    if (room.length < 3 * text.length) room = Buffer.allocUnsafe(3 * text.length);
    return room.subarray(0, room.write(text));
  };
}

/** `undefined` where there is no such file. */
function sizeOf(path: string): number | undefined {
  const found = statSync(path, { throwIfNoEntry: false });
  return found?.isFile() ? found.size : undefined;
}
