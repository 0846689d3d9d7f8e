/**
 * Two nights over many feeds on few hosts, and what their publisher saw: how many requests a host had at a time, the
 * pauses between them, and how many of the second night's were conditional.
 *
 *   node --import tsx tests/fetch/polite-nights.ts [--feeds 200] [--hosts 20] [--gap 1000]
 */
import { parseArgs } from "node:util";
import { groupBy } from "../../src/group-by.ts";
import { mostAtOnce, type Seen } from "../http/faulty-publisher.ts";
import { startCrowd } from "./crowd.ts";

export interface Politeness {
  hosts: number;
  requests: number;
  /** Most requests under way at one instant: at one host, and in all. */
  mostAtHost: number;
  mostInAll: number;
  /** Milliseconds from the end of a request to the beginning of the next at the same host, the shortest. */
  leastPause: number;
  /** Requests of the second night, and those of them that were conditional. */
  second: number;
  conditional: number;
}

export async function measurePoliteness(feeds: number, hosts: number, gap: number): Promise<Politeness> {
  const crowd = await startCrowd({ feeds, hosts, entries: 2, gap });
  try {
    await crowd.night(0);
    const first = crowd.publisher.log.length;
    await crowd.night(1);
    const { log } = crowd.publisher;
    const byHost = [...groupBy(log, ({ headers }) => headers.host ?? "").values()];
    const second = log.slice(first);
    return {
      hosts: byHost.length,
      requests: log.length,
      mostAtHost: Math.max(...byHost.map(mostAtOnce)),
      mostInAll: mostAtOnce(log),
      // Between two nights lies a day, whatever the clock of the test says.
      leastPause: Math.min(
        ...[log.slice(0, first), second].flatMap((night) =>
          [...groupBy(night, ({ headers }) => headers.host ?? "").values()].flatMap(pausesOf),
        ),
      ),
      second: second.length,
      conditional: second.filter(({ headers }) => headers["if-none-match"] !== undefined).length,
    };
  } finally {
    await crowd.close();
  }
}

const pausesOf = (log: Seen[]): number[] =>
  log.slice(1).map(({ begun }, index) => begun - (log[index]?.ended ?? 0));

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { feeds: { type: "string" }, hosts: { type: "string" }, gap: { type: "string" } },
  });
  const gap = Number(values.gap ?? 1000);
  const seen = await measurePoliteness(Number(values.feeds ?? 200), Number(values.hosts ?? 20), gap);
  process.stdout.write(
    [
      `${seen.requests} requests to ${seen.hosts} hosts`,
      `at once: ${seen.mostAtHost} at a host, ${seen.mostInAll} in all`,
      `least pause at a host: ${seen.leastPause.toFixed(0)} ms (gap ${gap} ms, a quarter more or less)`,
      `second night: ${seen.second} requests, ${seen.conditional} conditional`,
      "",
    ].join("\n"),
  );
  const isPolite = seen.mostAtHost === 1 && seen.leastPause >= 0.75 * gap && seen.conditional === seen.second;
  process.exitCode = isPolite ? 0 : 1;
}

if (process.argv[1] === import.meta.filename) await main();
