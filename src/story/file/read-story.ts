/** A story's file from disk. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { badLine } from "./bad-line.ts";
import { type ParsedStory, parseStory } from "./story-file.ts";
import { misplacedFile, notAllowed, notUtf8 } from "./story-mistake.ts";
import { takesPlace } from "./story-path.ts";

export interface StoryFile {
  /** With a sign of replacement for each byte that is no UTF-8. */
  text: string;
  /** Of such bytes none is taken for a story: whoever wrote it anew would lose them. */
  parsed: ParsedStory;
}

/** @param path below the root */
export function readStoryFile(root: string, path: string): StoryFile {
  const bytes = readBytes(join(root, path));
  if (!bytes) return { text: "", parsed: { ok: false, mistake: notAllowed(path) } };
  const text = bytes.toString("utf8");
  const bad = badLine(bytes);
  if (bad !== undefined) return { text, parsed: { ok: false, mistake: notUtf8(path, bad) } };
  if (takesPlace(path)) return { text, parsed: { ok: false, mistake: misplacedFile(path) } };
  return { text, parsed: parseStory(path, text) };
}

/** `undefined` where we have no right to read it. */
function readBytes(file: string): Buffer | undefined {
  try {
    return readFileSync(file);
  } catch (error) {
    if (error instanceof Error && "code" in error && (error.code === "EACCES" || error.code === "EPERM"))
      return undefined;
    throw error;
  }
}

/** Whether two files, named by absolute paths, are the same byte for byte; not where we have no right to read one. */
export function isSameFile(file: string, other: string): boolean {
  const [one, two] = [readBytes(file), readBytes(other)];
  return one !== undefined && two !== undefined && one.equals(two);
}
