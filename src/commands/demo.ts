/** `demo`: the whole nightly job on the bundled newspaper, offline, into a folder of its own. */
import { rmSync } from "node:fs";
import { join } from "node:path";
import { startNewspaper } from "../demo/newspaper.ts";
import { writeDemoRoot } from "../demo/write-demo-root.ts";
import { buildJob, type CommonOptions, consoleOf, DONE, outOf, rootOf } from "./job.ts";
import { buildWithProgress, fetchWithProgress } from "./nightly.ts";
import { runServe } from "./serve.ts";
import { summarizeBuild, summarizeFetch } from "./summary.ts";

export interface DemoFlags extends CommonOptions {
  serve?: boolean;
  port: string;
}

export async function runDemo(flags: DemoFlags): Promise<number> {
  const root = join(rootOf(flags), ".demo");
  const console = consoleOf(flags);
  const job = { root, json: flags.json };
  rmSync(root, { recursive: true, force: true });
  const newspaper = await startNewspaper();
  try {
    writeDemoRoot(root, newspaper.origin);
    const began = performance.now();
    const fetched = await fetchWithProgress({ ...job, backfill: true }, console);
    const report = await buildWithProgress(buildJob(job, console));
    const durationMs = Math.round(performance.now() - began);
    if (flags.json)
      console.print(JSON.stringify({ fetch: fetched, build: { ...report, changes: undefined }, durationMs }));
    else
      console.print(
        [summarizeFetch(fetched), summarizeBuild(report, outOf(job)), closing(fetched.feeds.length)].join(
          "\n",
        ),
      );
    // The stories' pictures are the newspaper's: it stays while they are looked at.
    return flags.serve ? await runServe({ ...flags, root }) : DONE;
  } finally {
    await newspaper.close();
  }
}

const closing = (feeds: number): string =>
  `\nThat was a whole night: ${feeds} feeds of a newspaper on this machine. Three of them are broken on purpose.\n` +
  "The site is to be looked at through a web server, and its pictures are the newspaper's: npm run demo -- --serve";
