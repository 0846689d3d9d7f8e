/** What kind of file an enclosure is. */
import type { Enclosure } from "./entry.ts";

type Medium = Enclosure["medium"];

const ENDINGS: [Medium, RegExp][] = [
  ["image", /\.(jpe?g|png|gif|webp|avif)$/i],
  ["audio", /\.(mp3|m4a|ogg|oga|opus|wav|aac|flac)$/i],
  ["video", /\.(mp4|m4v|webm|mov|ogv)$/i],
];

/**
 * By its type, else by what is said of it, else by its name: Mastodon calls the films that it makes of moving pictures
 * images.
 *
 * @param medium of Media RSS
 */
export function mediumOf(type: string | undefined, medium: string | undefined, url: string): Medium {
  for (const said of [type?.split("/")[0], medium?.toLowerCase()])
    if (said === "image" || said === "audio" || said === "video") return said;
  const path = URL.canParse(url) ? new URL(url).pathname : "";
  return ENDINGS.find(([, ending]) => ending.test(path))?.[0] ?? "other";
}

export const isRecording = (medium: Medium): boolean => medium === "audio" || medium === "video";

/** What is read and not shown: a paper, a book. Where it is said to be a picture, its name tells of what. */
export const isDocument = ({ type = "", medium, url }: Pick<Enclosure, "type" | "medium" | "url">): boolean =>
  /^application\/(?:pdf|epub\+zip)\b/.test(type) ||
  (medium === "other" && URL.canParse(url) && /\.(?:pdf|epub)$/i.test(new URL(url).pathname));
