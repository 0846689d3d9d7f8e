/** A root that is filled and built in the test's own process. */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import { type BuildJob, build } from "../../src/pipeline.ts";
import type { BuildReport } from "../../src/site/build-site.ts";
import { openArchive } from "../../src/story/archive/archive.ts";
import { importStories } from "../../src/story/exchange/exchange-stories.ts";
import { type FeedState, feedStatePath, formatFeedState } from "../../src/story/state/feed-state.ts";
import { hashTree } from "../run-cli.ts";

/** One a day from 1 January 2022 on. */
export const storyOf = (number: number, values: object = {}): object => ({
  url: `https://example.com/${number}`,
  title: `Story ${number}`,
  shared: new Date(Date.UTC(2022, 0, 1 + number)).toISOString(),
  markdown: `Text of ${number}.`,
  ...values,
});

export const storiesOf = (count: number): object[] =>
  Array.from({ length: count }, (_, number) => storyOf(number));

export interface SiteRoot {
  root: string;
  settle(site: string, feeds?: string): void;
  add(stories: object[]): Promise<void>;
  /** Paths of story files, sorted. */
  files(): string[];
  edit(file: string, change: (text: string) => string): void;
  erase(file: string): Promise<void>;
  /** In the place of what an import remembers of feeds. */
  remember(...states: FeedState[]): void;
  build(job?: Partial<BuildJob>): Promise<BuildReport>;
  read(path: string): string;
  /** What stands is what a full build elsewhere makes. */
  expectAsFull(): Promise<void>;
}

/** @param site keys of `site`, besides title and url */
export function openSiteRoot(root: string, site: string, feeds = "[]"): SiteRoot {
  const own: SiteRoot = {
    root,
    settle(site, feeds = "[]") {
      const text = `site: { title: C, url: https://example.org/, ${site} }\nfeeds: ${feeds}\n`;
      writeFileSync(join(root, "feeds.yaml"), text);
    },
    async add(stories) {
      const file = join(root, "stories.jsonl");
      writeFileSync(file, stories.map((one) => JSON.stringify(one)).join("\n"));
      const archive = await openArchive(root, { allowShrink: false, flush: false });
      const report = await importStories(file, {
        archive,
        states: [],
        now: "2026-01-01T00:00:00Z",
        languageOf: async () => undefined,
        convert: async (html) => ({ markdown: html, images: {} }),
        progress: () => {},
      });
      archive.close();
      expect(report.bad).toEqual([]);
    },
    files: () =>
      readdirSync(join(root, "content/stories"), { recursive: true, encoding: "utf8" })
        .filter((path) => path.endsWith(".md"))
        .map((path) => join(root, "content/stories", path))
        .sort(),
    edit: (file, change) => writeFileSync(file, change(readFileSync(file, "utf8"))),
    async erase(file) {
      const archive = await openArchive(root, { allowShrink: false, flush: false });
      const id = /([0-9a-f]{12})\.md$/.exec(file)?.[1] ?? "";
      archive.erase([{ id, shared: archive.read(id)?.shared ?? "", address: "-" }]);
      archive.close();
    },
    remember(...states) {
      rmSync(join(root, "content/.state"), { recursive: true, force: true });
      mkdirSync(join(root, "content/.state"));
      for (const state of states)
        writeFileSync(join(root, feedStatePath(state.slug)), formatFeedState(state));
    },
    build: (job = {}) =>
      build({
        root,
        out: join(root, "_site"),
        env: {},
        full: false,
        allowShrink: false,
        progress: () => {},
        ...job,
      }),
    read: (path) => readFileSync(join(root, "_site", path), "utf8"),
    async expectAsFull() {
      const elsewhere = join(root, "elsewhere");
      rmSync(elsewhere, { recursive: true, force: true });
      await own.build({ full: true, out: elsewhere, allowShrink: true });
      expect(hashTree(join(root, "_site"))).toEqual(hashTree(elsewhere));
    },
  };
  mkdirSync(root, { recursive: true });
  own.settle(site, feeds);
  return own;
}
