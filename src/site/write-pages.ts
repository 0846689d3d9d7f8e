/** Renders pages and puts them into the output folder: a file whose bytes stay the same is left alone. */
import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { type Page, pathOf } from "../page/plan/lay-out.ts";
import type { FileWriter } from "../story/file/write-file.ts";
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
  site.templates.carry(site.pieces);
  const rendered = await renderDocs(pages.map(pathOf), site.docsOf(pages), site.templates, input);
  const encode = createEncoder();
  const result: WrittenPages = { written: [], unchanged: 0, bytes: 0, grown: 0 };
  for (const [index, { path, content }] of rendered.entries()) {
    const now = encode(hasItems(pages[index]) ? site.pieces.split(content) : [content]);
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
  site.tidy();
  return result;
}

/** Documents with items in which no sign of a story looks like a mark: others may have some. */
const hasItems = (page: Page | undefined): boolean =>
  page?.kind === "feed" || page?.kind === "document" || page?.kind === "list";

/** Texts as UTF-8, with bytes between them; holds until the next is encoded, for all are put into the same memory. */
function createEncoder(): (pieces: (string | Buffer)[]) => Buffer {
  let room = Buffer.alloc(0);
  return (pieces) => {
    // A sign of a string takes three bytes at most.
    const most = pieces.reduce((sum, piece) => sum + (typeof piece === "string" ? 3 : 1) * piece.length, 0);
    if (room.length < most) room = Buffer.allocUnsafe(most);
    let end = 0;
    for (const piece of pieces)
      end += typeof piece === "string" ? room.write(piece, end) : piece.copy(room, end);
    return room.subarray(0, end);
  };
}

/** `undefined` where there is no such file. */
function sizeOf(path: string): number | undefined {
  const found = statSync(path, { throwIfNoEntry: false });
  return found?.isFile() ? found.size : undefined;
}
