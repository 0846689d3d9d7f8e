/** Every feed's state, from content/.state. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type FeedState, parseFeedState, STATE } from "./feed-state.ts";
import { FieldError } from "./fields.ts";
import { FrontMatterError } from "./front-matter.ts";
import { compareText } from "./story.ts";

export interface ReadStates {
  /** By file name, sorted. */
  states: FeedState[];
  /** Files that could not be read as state: each is made anew from content/. */
  broken: { path: string; what: string }[];
}

export function readStates(root: string): ReadStates {
  const folder = join(root, STATE);
  const names = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith(".yaml")) : [];
  const read: ReadStates = { states: [], broken: [] };
  for (const name of names.sort(compareText)) {
    try {
      const state = parseFeedState(readFileSync(join(folder, name), "utf8"));
      // The file's name is the slug: where somebody renamed the file, the page moves with it.
      read.states.push({ ...state, slug: name.slice(0, -".yaml".length) });
    } catch (error) {
      if (!(error instanceof FieldError || error instanceof FrontMatterError)) throw error;
      read.broken.push({ path: `${STATE}/${name}`, what: error.message });
    }
  }
  return read;
}
