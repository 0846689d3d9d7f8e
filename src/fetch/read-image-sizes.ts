/** Sizes of a new story's pictures where its text does not tell them: from the first bytes of their files. */
import type { ImageSize } from "../article/text.ts";
import type { HttpClient } from "../http/response.ts";
import { listPictures } from "../markdown/render/list-pictures.ts";
import { measureImage } from "./measure-image.ts";

/** The size stands near the beginning, behind a camera's notes of a few kilobytes. */
const HEADER_BYTES = 64 * 1024;
/** Milliseconds of a request: a size is worth no longer wait. */
const PATIENCE = 5000;
/** Of a story: those further down have their size when they are scrolled to. */
const MOST_PICTURES = 8;
/** Milliseconds for all of a story's pictures, the wait in their hosts' lines included: then no more is begun. */
const MOST_TIME = 10_000;
const ACCEPT = "image/avif, image/webp, image/*;q=0.8";

export interface MeasureOptions {
  client: HttpClient;
  /** True once the night's time is used up. */
  isOver(): boolean;
}

/** The sizes known, and those that could be read. What cannot be had stays unknown, without a word. */
export async function readImageSizes(
  { markdown, images }: { markdown: string; images: Record<string, ImageSize> },
  { client, isOver }: MeasureOptions,
): Promise<Record<string, ImageSize>> {
  const sizes = { ...images };
  const begun = performance.now();
  const unknown = listPictures(markdown).filter(
    (url) => /^https?:/i.test(url) && URL.canParse(url) && !Object.hasOwn(images, url),
  );
  const silentHosts = new Set<string>();
  for (const url of unknown.slice(0, MOST_PICTURES)) {
    if (isOver() || performance.now() - begun > MOST_TIME) break;
    const { host } = new URL(url);
    if (silentHosts.has(host)) continue;
    const answer = await client.get({
      url,
      accept: ACCEPT,
      maxBytes: HEADER_BYTES,
      timeout: PATIENCE,
      beginning: true,
    });
    // A host that gives no answer, or none that can be read, keeps its other pictures' sizes to itself too.
    if (answer.kind === "refused" && answer.status === undefined) silentHosts.add(host);
    const size = answer.kind === "document" ? measureImage(answer.body) : undefined;
    if (size) sizes[url] = size;
  }
  return sizes;
}
