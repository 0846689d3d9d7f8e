/** A root and its nights in the test's own process: for what few feeds and few nights show. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { FetchReport } from "../../src/fetch/report-feeds.ts";
import { type FetchJob, fetchFeeds } from "../../src/pipeline.ts";
import { NOW } from "../run-cli.ts";

export interface ShortNights {
  root: string;
  /** Writes feeds.yaml: the items of `feeds`, each in flow style. */
  follow(...feeds: string[]): void;
  /** @param night its number; a fraction is a later run of the same day */
  fetch(night: number, job?: Partial<FetchJob>): Promise<FetchReport>;
  /** The files of state, read, by name. */
  states(): Record<string, string>;
  /** Titles of the stories, sorted. */
  titles(): string[];
  /** The story files, read. */
  stories(): string[];
  close(): void;
}

export function startShortNights(): ShortNights {
  const root = mkdtempSync(join(tmpdir(), "short-nights-"));
  const read = (folder: string, ending: string): Record<string, string> =>
    Object.fromEntries(
      readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
        .filter((path) => path.endsWith(ending))
        .map((path) => [path, readFileSync(join(root, folder, path), "utf8")]),
    );
  const stories = (): string[] => Object.values(read("content/stories", ".md"));
  return {
    root,
    follow(...feeds) {
      const items = feeds.map((feed) => `  - { fullText: never, ${feed} }\n`);
      writeFileSync(
        join(root, "feeds.yaml"),
        `site: { title: Nights, url: "https://nights.example/" }
network: { allowHosts: [127.0.0.1, localhost], perHost: 8 }
feeds:
${items.join("")}`,
      );
    },
    fetch: (night, job) =>
      fetchFeeds({
        root,
        env: { SOURCE_DATE_EPOCH: String(Number(NOW) + Math.round(night * 86_400)) },
        allowShrink: false,
        dryRun: false,
        backfill: false,
        progress: { phase() {}, step() {} },
        ...job,
      }),
    states: () => read("content/.state", ".yaml"),
    titles: () =>
      stories()
        .map((text) => /^title: (.*)$/m.exec(text)?.[1] ?? "")
        .sort(),
    stories,
    close: () => rmSync(root, { recursive: true, force: true }),
  };
}
