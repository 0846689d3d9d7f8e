/** `doctor`: what is wrong in a root, and how to mend it. */
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { readClock, toDay, toInstant } from "../clock.ts";
import { applyRemedies } from "../doctor/apply-remedies.ts";
import { examine } from "../doctor/examine.ts";
import type { Finding, Kind } from "../doctor/finding.ts";
import { lockRoot } from "../process/lock.ts";
import { keepHeapSmall } from "../process/thrifty-v8.ts";
import type { Console } from "./console.ts";
import { type CommonOptions, consoleOf, DONE, FAILED, outOf } from "./job.ts";

export interface DoctorFlags extends CommonOptions {
  /** Mend what can be mended safely. */
  fix?: boolean;
  out?: string;
}

/** 1 where something is wrong that was not mended. */
export async function runDoctor(flags: DoctorFlags): Promise<number> {
  keepHeapSmall();
  const root = resolve(flags.root);
  const console = consoleOf(flags);
  const unlock = flags.fix && existsSync(root) ? lockRoot(root) : undefined;
  try {
    const all = await look(root, flags, console);
    const fixed = flags.fix ? mend(root, all, console) : [];
    const findings = all.filter((finding) => !fixed.includes(finding));
    console.print(flags.json ? toJson(findings, fixed.length) : summarize(findings));
    return findings.every(({ isNote }) => isNote) ? DONE : FAILED;
  } finally {
    unlock?.();
  }
}

async function look(root: string, flags: DoctorFlags, console: Console): Promise<Finding[]> {
  const bar = console.bar("Stories", 0);
  try {
    return await examine({
      root,
      out: outOf(flags),
      env: process.env,
      day: toDay(toInstant(readClock(process.env))),
      progress: (done, total) => bar.update(done, total),
    });
  } finally {
    bar.stop();
  }
}

const DEEDS = { write: "Rewriting", delete: "Deleting" } as const;

/** Says what it does before it does it. @returns the findings that are mended now */
function mend(root: string, all: Finding[], console: Console): Finding[] {
  const mendable = all.filter(({ remedy }) => remedy);
  for (const { remedy, where, what } of mendable)
    if (remedy) console.say(`${DEEDS[remedy.kind]} ${remedy.path}: ${where} ${what}`);
  applyRemedies(root, mendable);
  return mendable;
}

/** What would be written is long, and says nothing that the finding does not. */
const toJson = (findings: Finding[], fixed: number): string =>
  JSON.stringify({
    findings: findings.map(({ remedy, isNote = false, ...said }) => ({
      ...said,
      fixable: remedy !== undefined,
      note: isNote,
    })),
    fixed,
  });

const HEADINGS: Record<Kind, string> = {
  config: "Settings",
  state: "State",
  feed: "Feeds",
  content: "Stories",
  copies: "Copies",
  host: "Hosts",
};

function summarize(all: Finding[]): string {
  const findings = all.filter(({ isNote }) => !isNote);
  const notes = all.filter(({ isNote }) => isNote);
  const can = findings.filter(({ remedy }) => remedy).length;
  return [
    ...listByKind(findings),
    ...(notes.length > 0 ? ["For information", ...listByKind(notes)] : []),
    findings.length === 0
      ? "Nothing is wrong."
      : `${findings.length} found${can > 0 ? `; --fix mends ${can}` : ""}.`,
  ].join("\n");
}

const listByKind = (findings: Finding[]): string[] =>
  findings.flatMap(({ kind, where, what, cure }) => [
    `${HEADINGS[kind].padEnd(9)}${where} ${what}`,
    `         To mend it: ${cure}`,
  ]);
