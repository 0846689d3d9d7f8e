/** Views of stories, each made once for all the pages that show it. */
import type { StoryView } from "./view.ts";

/**
 * Characters of HTML that a process may keep. Items of feeds are kept beside the views that they show (`feedItem` in
 * templates): twice as many bytes again.
 */
const ROOM = 24_000_000;

export interface KeptViews {
  find(path: string): StoryView | undefined;
  keep(path: string, view: StoryView): void;
  /**
   * Between two slices of a build. The views of a small archive stay; of a large one a later slice seldom shows what an
   * earlier one did, and all of them go.
   *
   * @param stories in the whole archive
   */
  tidy(stories: number): void;
  /** Lets go of all. */
  forget(): void;
}

/** @param room for as many characters of HTML */
export function createKeptViews(room = ROOM): KeptViews {
  const views = new Map<string, StoryView>();
  let length = 0;
  const forget = (): void => {
    views.clear();
    length = 0;
  };
  return {
    find: (path) => views.get(path),
    keep(path, view) {
      views.set(path, view);
      length += view.html.length;
    },
    tidy(stories) {
      if ((length / views.size) * stories > room) forget();
    },
    forget,
  };
}
