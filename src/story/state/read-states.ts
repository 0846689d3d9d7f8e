/** Every feed's state, from content/.state. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { FieldError } from "../file/fields.ts";
import { FrontMatterError } from "../file/front-matter.ts";
import { compareText } from "../story.ts";
import {
  type FeedFacts,
  type FeedState,
  feedStatePath,
  parseFeedFacts,
  parseFeedState,
  STATE,
  salvageFeedState,
} from "./feed-state.ts";

export interface ReadStates<State extends FeedFacts = FeedState> {
  /** By file name, sorted. */
  states: State[];
  /** Files that could not be read as state. What they still tell stands in `states`; the next fetch makes them anew. */
  broken: BrokenState[];
  /** Copies that somebody, or what keeps folders alike on several machines, made of a state's file: they are passed over. */
  copies: CopiedState[];
}

export interface CopiedState {
  /** Below the root. */
  path: string;
  /** What it was made from. */
  of: string;
}

export interface BrokenState {
  /** Below the root. */
  path: string;
  what: string;
}

export const readStates = (root: string): ReadStates => readAll(root, parseFeedState);

/** Without the entries, of which there are as many as stories: who makes pages needs none. */
export const readFeedFacts = (root: string): FeedFacts[] => readAll<FeedFacts>(root, parseFeedFacts).states;

function readAll<State extends FeedFacts>(
  root: string,
  parse: (text: string) => State,
): ReadStates<State | FeedState> {
  const folder = join(root, STATE);
  const names = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith(".yaml")) : [];
  const read: ReadStates<State | FeedState> = { states: [], broken: [], copies: [] };
  const found: { name: string; state: State | FeedState }[] = [];
  for (const name of names.sort(compareText)) {
    const text = readFileSync(join(folder, name), "utf8");
    const { state, what } = parseOrSalvage(text, parse);
    if (state) found.push({ name: name.slice(0, -".yaml".length), state });
    if (what !== undefined) read.broken.push({ path: `${STATE}/${name}`, what });
  }
  const byName = new Map(found.map(({ name, state }) => [name, state]));
  for (const { name, state } of found) {
    // A copy says of which file, and beside that it takes neither the page nor the memory from it.
    const isCopy = state.slug !== name && byName.get(state.slug)?.identity === state.identity;
    if (isCopy) read.copies.push({ path: feedStatePath(name), of: feedStatePath(state.slug) });
    // The file's name is the slug: where somebody renamed the file, the page moves with it.
    else read.states.push({ ...state, slug: name });
  }
  return read;
}

function parseOrSalvage<State>(
  text: string,
  parse: (text: string) => State,
): { state: State | FeedState | undefined; what?: string } {
  try {
    return { state: parse(text) };
  } catch (error) {
    if (!(error instanceof FieldError || error instanceof FrontMatterError)) throw error;
    return { state: salvageFeedState(text), what: error.message };
  }
}
