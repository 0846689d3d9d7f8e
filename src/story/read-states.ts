/** Every feed's state, from content/.state. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type FeedState, parseFeedState, STATE, salvageFeedState } from "./feed-state.ts";
import { FieldError } from "./fields.ts";
import { FrontMatterError } from "./front-matter.ts";
import { compareText } from "./story.ts";

export interface ReadStates {
  /** By file name, sorted. */
  states: FeedState[];
  /** Files that could not be read as state. What they still tell stands in `states`; the next fetch makes them anew. */
  broken: BrokenState[];
}

export interface BrokenState {
  /** Below the root. */
  path: string;
  what: string;
}

export function readStates(root: string): ReadStates {
  const folder = join(root, STATE);
  const names = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith(".yaml")) : [];
  const read: ReadStates = { states: [], broken: [] };
  for (const name of names.sort(compareText)) {
    const text = readFileSync(join(folder, name), "utf8");
    const { state, what } = parseOrSalvage(text);
    // The file's name is the slug: where somebody renamed the file, the page moves with it.
    if (state) read.states.push({ ...state, slug: name.slice(0, -".yaml".length) });
    if (what !== undefined) read.broken.push({ path: `${STATE}/${name}`, what });
  }
  return read;
}

function parseOrSalvage(text: string): { state: FeedState | undefined; what?: string } {
  try {
    return { state: parseFeedState(text) };
  } catch (error) {
    if (!(error instanceof FieldError || error instanceof FrontMatterError)) throw error;
    return { state: salvageFeedState(text), what: error.message };
  }
}
