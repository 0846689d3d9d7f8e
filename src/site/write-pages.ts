/** Renders pages and puts them into the output folder: a file whose bytes stay the same is left alone. */
import { join } from "node:path";
import { type Page, pathOf } from "../page/lay-out.ts";
import type { FileWriter } from "../story/write-file.ts";
import { holds } from "./assets.ts";
import type { OpenSite } from "./open-site.ts";
import { renderDocs } from "./render-docs.ts";

/** One slice of a build. */
export interface WrittenPages {
  /** Paths below the output folder whose bytes changed. */
  written: string[];
  unchanged: number;
  bytes: number;
}

/** @param input an empty folder */
export async function writePages(
  site: OpenSite,
  pages: Page[],
  { out, input, writer }: { out: string; input: string; writer: FileWriter },
): Promise<WrittenPages> {
  const rendered = await renderDocs(pages.map(pathOf), site.docsOf(pages), site.render, input);
  site.forget();
  const result: WrittenPages = { written: [], unchanged: 0, bytes: 0 };
  for (const { path, content } of rendered) {
    result.bytes += Buffer.byteLength(content);
    if (holds(join(out, path), content)) {
      result.unchanged++;
      continue;
    }
    writer.write(join(out, path), content);
    result.written.push(path);
  }
  return result;
}
