/** What kind of file an enclosure is. */
import type { Enclosure } from "./entry.ts";

type Medium = Enclosure["medium"];

const ENDINGS: [Medium, RegExp][] = [
  ["image", /\.(jpe?g|png|gif|webp|avif)$/i],
  ["audio", /\.(mp3|m4a|ogg|oga|opus|wav|aac|flac)$/i],
  ["video", /\.(mp4|m4v|webm|mov|ogv)$/i],
];

/** By what is said of a file, else by its name. @param medium of Media RSS */
export function mediumOf(type: string | undefined, medium: string | undefined, url: string): Medium {
  for (const known of ["image", "audio", "video"] as const)
    if (medium?.toLowerCase() === known || type?.startsWith(`${known}/`)) return known;
  const path = URL.canParse(url) ? new URL(url).pathname : "";
  return ENDINGS.find(([, ending]) => ending.test(path))?.[0] ?? "other";
}

export const isRecording = (medium: Medium): boolean => medium === "audio" || medium === "video";
