/** `hide` and `unhide`: a story is gone from every page, or there again. */
import { readSettings } from "../config/read-settings.ts";
import { lockRoot } from "../process/lock.ts";
import { openArchive } from "../story/archive/archive.ts";
import { ledgerLineOf } from "../story/state/ledger.ts";
import { findStory } from "./find-story.ts";
import { type CommonOptions, consoleOf, DONE, rootOf } from "./job.ts";

export interface HideFlags extends CommonOptions {
  /** Keep only the memory that it was removed. */
  erase?: boolean;
}

export async function runHide(name: string, hidden: boolean, flags: HideFlags): Promise<number> {
  const root = rootOf(flags);
  const unlock = lockRoot(root);
  try {
    const archive = await openArchive(root, { allowShrink: flags.allowShrink ?? false });
    try {
      const story = findStory(name, { archive, root, site: await siteOf(root) });
      // Where somebody gave it another place by hand, its slot is there.
      archive.restate(story);
      if (flags.erase) archive.erase([ledgerLineOf(story)]);
      else if (story.hidden !== hidden) archive.hide(story, hidden);
      archive.saveLedger();
      const state = flags.erase ? "erased" : hidden ? "hidden" : "shown";
      const { id } = story.origin;
      consoleOf(flags).print(
        flags.json
          ? JSON.stringify({ id, state })
          : `${state}: ${story.title || id}. The next build follows.`,
      );
    } finally {
      archive.close();
    }
  } finally {
    unlock();
  }
  return DONE;
}

/** Without settings a story has no page yet. */
async function siteOf(root: string): Promise<string | undefined> {
  const read = await readSettings(root, process.env);
  return read.ok ? read.settings.site.url : undefined;
}
