/** Runs the product over hostile inputs, as a user would, and measures each. */
import { spawn } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { FetchReport } from "../../src/fetch/report-feeds.ts";
import { BIN } from "../run-cli.ts";
import { type Publisher, writeLines } from "./end-to-end-publisher.ts";
import { feedPath, type HostileInput } from "./hostile-inputs.ts";

export interface Measured {
  code: number | null;
  report: FetchReport;
  /**
   * Of the command, from when it began to fetch: by the clock, or of the processor, start included, where those are fewer:
   * on a busy machine they are.
   */
  seconds: number;
  /** MiB at its highest, where the system says so. */
  memory: number | undefined;
}

/** 14 March 2026, 09:00 UTC. */
export const NOW = new Date(1_773_478_800_000);
/** As many as a first night takes of a feed of twenty thousand: enough to see that they are the newest. */
export const TAKEN_OF_MANY = 100;

export function writeFeeds(root: string, origin: string, inputs: HostileInput[]): void {
  mkdirSync(root, { recursive: true });
  const feeds = inputs.map((input) => {
    const never = input.kind === "feed" ? ", fullText: never" : "";
    const backfill = input.file.startsWith("items-") ? TAKEN_OF_MANY : 1000;
    return `  - { url: "${origin}${feedPath(input)}", backfill: ${backfill}${never} }\n`;
  });
  const yaml = `site: { title: Hostile, url: "https://hostile-site.example/", permalinks: pages }
network: { allowHosts: [127.0.0.1], perHost: 8 }
feeds:
${feeds.join("")}`;
  writeFileSync(join(root, "feeds.yaml"), yaml);
}

/** What a feed of one entry costs on a machine of the kind that the limits are meant for: `node -e 0` takes 45 ms there. */
const ORDINARY_SECONDS = 0.4;

/** How many times slower this machine is at the moment; never less than 1. */
export async function slownessNow(root: string, publisher: Publisher): Promise<number> {
  const path = "/feeds/ordinary.xml";
  const line = { title: "Ordinary", link: `${publisher.origin}/ordinary`, description: "A few words." };
  publisher.documents.set(path, writeLines("Ordinary", [line]));
  rmSync(root, { recursive: true, force: true });
  mkdirSync(root, { recursive: true });
  writeFileSync(
    join(root, "feeds.yaml"),
    `site: { title: Ordinary, url: "https://ordinary.example/" }
network: { allowHosts: [127.0.0.1] }
feeds: [{ url: "${publisher.origin}${path}", fullText: never }]
`,
  );
  const { code, seconds } = await measure("fetch", root, []);
  if (code !== 0) throw new Error(`an ordinary feed ended with ${code}`);
  return Math.max(1, seconds / ORDINARY_SECONDS);
}

/** @returns the JSON document of the command, with what it cost */
export async function measure(command: "fetch" | "nightly", root: string, args: string[]): Promise<Measured> {
  const child = spawn(process.execPath, [BIN, command, "--json", "--root", root, ...args], {
    env: { ...process.env, SOURCE_DATE_EPOCH: String(NOW.getTime() / 1000) },
    stdio: ["ignore", "pipe", "inherit"],
  });
  let cost: Cost | undefined;
  const watch = setInterval(() => {
    cost = costOf(child.pid) ?? cost;
  }, 40);
  const said: Buffer[] = [];
  child.stdout.on("data", (chunk) => said.push(chunk));
  const code = await new Promise<number | null>((resolve) => child.on("close", resolve));
  clearInterval(watch);
  const document = JSON.parse(Buffer.concat(said).toString());
  const report: FetchReport & { durationMs: number } = command === "nightly" ? document.fetch : document;
  const seconds = report.durationMs / 1000;
  return {
    code,
    report,
    seconds: Math.min(seconds, cost?.processor ?? seconds),
    memory: cost?.memory,
  };
}

interface Cost {
  /** MiB at its highest. */
  memory: number;
  /** Seconds of all threads. */
  processor: number;
}

/** So far; `undefined` where the system has no such files, or the process has ended. */
function costOf(pid: number | undefined): Cost | undefined {
  try {
    const kibibytes = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
    // A process that is ending has no memory any more.
    if (kibibytes === undefined) return undefined;
    const ticks = readFileSync(`/proc/${pid}/stat`, "utf8")
      .replace(/^.*\) /, "")
      .split(" ");
    return {
      memory: Math.round(Number(kibibytes) / 1024),
      processor: (Number(ticks[11]) + Number(ticks[12])) / 100,
    };
  } catch {
    return undefined;
  }
}
