/** content/ was rolled back, and state was not: what state knows of stories that are no more must not keep them away. */
import { type FeedState, feedStatePath, formatFeedState, withoutValidators } from "./feed-state.ts";
import { readStates } from "./read-states.ts";

/** A state that meets these stories as new ones. */
export function forgetStories(state: FeedState, ids: ReadonlySet<string>): FeedState {
  const entries = new Map([...state.entries].filter(([id]) => !ids.has(id)));
  if (entries.size === state.entries.size) return state;
  const articles = Object.fromEntries(Object.entries(state.articles).filter(([id]) => !ids.has(id)));
  return { ...withoutValidators(state), articles, entries };
}

/** Every feed's state, also of those that this run does not ask. */
export function forgetInStates(
  root: string,
  ids: ReadonlySet<string>,
  writeFile: (path: string, text: string) => void,
): void {
  for (const state of readStates(root).states) {
    const after = forgetStories(state, ids);
    if (after !== state) writeFile(feedStatePath(state.slug), formatFeedState(after));
  }
}
