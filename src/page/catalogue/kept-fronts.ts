/**
 * Front matter is read once a build: the process that reads a story for the catalogue keeps what its file says beside the
 * body, and the one that renders it takes it from there. Files of a day lie together, and all of them are gone when the
 * build ends.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { plainFile } from "../../story/file/front-matter.ts";
import { strangeKeys } from "../../story/file/story-file.ts";
import type { Story } from "../../story/story.ts";
import { hashText } from "../../text/hash-text.ts";

/** Takes a story that was read, with its file's path below the root and its text. */
export type KeepFront = (path: string, text: string, story: Story) => void;

interface KeptFront {
  /** Characters of the file's text: another length is another text. */
  length: number;
  bodyLength: number;
  story: Omit<Story, "body">;
}

export interface FrontKeeper {
  keep: KeepFront;
  /** Puts what was kept on disk. */
  flush(): void;
}

/** @param home folder that is this build's alone */
export function createFrontKeeper(home: string): FrontKeeper {
  const folders = new Map<string, string[]>();
  return {
    keep(path, text, { body, ...story }) {
      // What strangers wrote into front matter need not be JSON: `.nan` is none.
      if (strangeKeys({ ...story, body }).length > 0) return;
      const front: KeptFront = { length: text.length, bodyLength: body.length, story };
      const line = `${path}\t${JSON.stringify(front)}`;
      const lines = folders.get(dirname(path));
      if (lines) lines.push(line);
      else folders.set(dirname(path), [line]);
    },
    flush() {
      mkdirSync(home, { recursive: true });
      for (const [folder, lines] of folders) writeFileSync(fileOf(home, folder), lines.join("\n"));
    },
  };
}

export interface KeptFronts {
  /** The story of a file with this text; `undefined` where it was not kept. */
  find(path: string, text: string): Story | undefined;
  /** Lets go of what is in memory. */
  forget(): void;
}

export function openFronts(home: string): KeptFronts {
  const folders = new Map<string, Map<string, string>>();
  const open = (folder: string): Map<string, string> => {
    const known = folders.get(folder) ?? readLines(fileOf(home, folder));
    folders.set(folder, known);
    return known;
  };
  return {
    find(path, text) {
      const line = open(dirname(path)).get(path);
      if (line === undefined) return undefined;
      const front: KeptFront = JSON.parse(line);
      if (front.length !== text.length) return undefined;
      const plain = plainFile(text);
      return { ...front.story, body: plain.slice(plain.length - front.bodyLength) };
    },
    forget: () => folders.clear(),
  };
}

/** Named by a digest: what a folder is called may be longer than a name can be. */
const fileOf = (home: string, folder: string): string => join(home, hashText(folder));

/** What was kept of each file of a folder, by path. */
function readLines(file: string): Map<string, string> {
  if (!existsSync(file)) return new Map();
  return new Map(
    readFileSync(file, "utf8")
      .split("\n")
      .map((line) => {
        const end = line.indexOf("\t");
        return [line.slice(0, end), line.slice(end + 1)];
      }),
  );
}
