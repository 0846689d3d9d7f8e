/** Looks at a whole root: settings, state, feeds, stories, site. Writes nothing. */
import { join } from "node:path";
import type { ConfigMistake } from "../config/mistake.ts";
import { readSettings } from "../config/read-settings.ts";
import { isSameFile } from "../story/file/read-story.ts";
import { idOfPath } from "../story/file/story-path.ts";
import { readStates } from "../story/state/read-states.ts";
import { judgeRemoved } from "../story/state/removed.ts";
import type { Finding } from "./finding.ts";
import { judgeCopies } from "./judge-copies.ts";
import { judgeFeeds, judgeSlugs } from "./judge-feeds.ts";
import { judgePhotos } from "./judge-photos.ts";
import { judgeSite } from "./judge-site.ts";
import { judgeCopiedStates, judgeLedger, judgeLost, judgeMissing, judgeStates } from "./judge-state.ts";
import { judgeFuture, judgeMistakes, judgeTextless, judgeTwins } from "./judge-stories.ts";
import { readStoryNotes } from "./read-stories.ts";

export interface ExamineOptions {
  /** Absolute: the folder of feeds.yaml and content/. */
  root: string;
  /** Absolute: the folder of the site. */
  out: string;
  env: NodeJS.ProcessEnv;
  /** Calendar day of this run. */
  day: string;
  /** Story files read so far. */
  progress(done: number, total: number): void;
}

/** In the order in which a person would mend them. Feeds are judged by what state remembers: none is asked. */
export async function examine({ root, out, env, day, progress }: ExamineOptions): Promise<Finding[]> {
  const read = await readSettings(root, env);
  const settings = read.ok ? read.settings : undefined;
  const mistakes = read.ok ? read.settings.rejected.flatMap(({ failures }) => failures) : read.mistakes;
  const states = readStates(root);
  const { notes, mistakes: unreadable } = await readStoryNotes(root, progress);
  const present = new Set([
    ...notes.map(({ id }) => id),
    ...unreadable.flatMap(({ path }) => idOfPath(path) ?? []),
  ]);
  const articles = states.states.flatMap((state) => Object.entries(state.articles));
  const waiting = new Set(articles.flatMap(([id, attempts]) => (attempts === "settled" ? [] : id)));
  const twins = judgeTwins(notes, (one, other) => isSameFile(join(root, one), join(root, other)));
  const others = new Set(twins.map(({ where }) => where));
  const stories = notes.filter(({ path }) => !others.has(path));
  return [
    ...mistakes.map(toFinding),
    ...(settings ? judgeSlugs(settings, states.states) : []),
    ...(settings ? judgePhotos(root, settings) : []),
    ...judgeStates(states),
    ...judgeCopiedStates(states),
    ...judgeLedger(root),
    ...(settings ? judgeFeeds(settings, states.states, day) : []),
    ...judgeLost(root, out),
    ...(await judgeMissing(root, present)),
    ...judgeMistakes([judgeRemoved(root) ?? [], unreadable].flat()),
    ...twins,
    ...judgeFuture(stories, day),
    ...judgeCopies(root, stories),
    ...judgeTextless(stories, waiting),
    ...judgeSite(out, settings?.site.url),
  ];
}

const toFinding = ({ line, key, what, cure }: ConfigMistake): Finding => ({
  kind: "config",
  where: `feeds.yaml:${line}${key ? ` (${key})` : ""}`,
  what,
  cure,
});
