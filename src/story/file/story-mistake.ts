/** What is wrong with a file of content/stories, for the person who can mend it. */
import { nearestName } from "../../config/nearest-name.ts";
import { lineOfKey } from "./front-matter.ts";
import { STORIES } from "./story-path.ts";

export interface StoryMistake {
  /** Below the root, with `/`. */
  path: string;
  /** Counts from 1. */
  line: number;
  what: string;
  cure: string;
  /** The story stands all the same. */
  isNote?: true;
  /** The file that stands, where this one is another of the same story. */
  first?: string;
}

/** As a line for whoever asked for this very file. */
export const tellMistake = ({ path, line, what, cure }: StoryMistake): string =>
  `${path}:${line}: ${what}; ${cure}`;

/** For whoever copied a file to begin another story: a name of ours ends in an id, too. */
export const OWN_STORY =
  "where it is to be another story, give it a name and an `origin.url` of its own, and take `origin.id` out of it";

/** Of two files of one story the first stands. */
export const secondFile = (path: string, first: string): StoryMistake => ({
  path,
  line: 1,
  what: `is the same story as ${first}`,
  cure: `delete one of the two files; ${OWN_STORY}`,
  first,
});

/** @param missing how many stories are */
export const maybeMissing = (path: string, missing: number): StoryMistake => ({
  path,
  line: 1,
  what: `may be one of the stories that are missing (${missing}): until it can be read, none is taken for removed`,
  cure: "mend or rename it",
  isNote: true,
});

/** @param count files that git left out of the checkout */
export const leftOutFiles = (count: number): StoryMistake => ({
  path: STORIES,
  line: 1,
  what: `has ${count === 1 ? "a file that is" : `${count} files that are`} not checked out (a sparse checkout): none that is missing is taken for removed`,
  cure: "run `git sparse-checkout disable`, or leave it: those stories stay as they are",
});

/** A link could lead outside of content/. */
export const linkedFile = (path: string): StoryMistake => ({
  path,
  line: 1,
  what: "is a link, and links are not followed",
  cure: "put the file itself there",
});

export const namelessFile = (path: string): StoryMistake => ({
  path,
  line: 1,
  what: path.includes("\uFFFD") ? "has a name that is no UTF-8" : "has a line end in its name",
  cure: "rename it",
});

/** A site's pages are `index.html`, each in a folder of its own. */
export const misplacedFile = (path: string): StoryMistake => ({
  path,
  line: 1,
  what: "has index.html for a name, as pages have",
  cure: "rename it",
});

/** As a file is that another user wrote. */
export const notAllowed = (path: string): StoryMistake => ({
  path,
  line: 1,
  what: "may not be read by who runs this",
  cure: "give the right to read it",
});

/** Whoever shows such a file shows signs that nobody wrote. */
export const notUtf8 = (path: string, line: number): StoryMistake => ({
  path,
  line,
  what: "has signs that are no UTF-8",
  cure: "save the file as UTF-8",
});

const KEYS = ["title", "comment", "tags", "hidden", "pinned", "shared", "shares", "origin"];

/** @param text of the file, to tell the line */
export const unknownKeys = (path: string, text: string, keys: string[]): StoryMistake => ({
  path,
  line: lineOfKey(text, keys[0] ?? ""),
  what: `has ${keys.length === 1 ? "a key that is" : "keys that are"} not known: ${keys.join(", ")}`,
  cure: `${spelling(keys)}; as it stands it is kept, and handed to templates`,
  isNote: true,
});

/**
 * Words that are none to YAML, as the last one of `title: We're #1`.
 *
 * @param word with its `#`
 */
export const unquotedHash = (path: string, line: number, key: string, word: string): StoryMistake => ({
  path,
  line,
  what: `${key}: from ${word} on it is a comment to YAML, and not shown`,
  cure: "put into quotes what is meant; a comment has a blank behind its #",
  isNote: true,
});

/** "write hidden" where that was most likely meant. */
function spelling(keys: string[]): string {
  const meant = keys.flatMap((key) => nearestName(key, KEYS) ?? []);
  return meant.length > 0 ? `write ${meant.join(" and ")} if that is meant` : "mend the spelling";
}
