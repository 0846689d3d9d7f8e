/** `doctor`: what is wrong in a root, and how to mend it. */
import { resolve } from "node:path";
import { readClock, toDay, toInstant } from "../clock.ts";
import { applyRemedies } from "../doctor/apply-remedies.ts";
import { examine } from "../doctor/examine.ts";
import type { Check, Finding } from "../doctor/finding.ts";
import { lockRoot } from "../lock.ts";
import { type CommonOptions, consoleOf, DONE, FAILED, outOf } from "./job.ts";

export interface DoctorFlags extends CommonOptions {
  /** Mend what can be mended safely. */
  fix?: boolean;
  out?: string;
}

/** 1 where something is wrong that was not mended. */
export async function runDoctor(flags: DoctorFlags): Promise<number> {
  const root = resolve(flags.root);
  const unlock = flags.fix ? lockRoot(root) : undefined;
  try {
    const all = await look(root, flags);
    const fixed = flags.fix ? applyRemedies(root, all) : [];
    const open = all.filter((finding) => !fixed.includes(finding));
    const findings = open.filter(({ isNote }) => !isNote);
    const notes = open.filter(({ isNote }) => isNote);
    consoleOf(flags).print(
      flags.json ? toJson({ findings, notes, fixed }) : summarize({ findings, notes, fixed }),
    );
    return findings.length > 0 ? FAILED : DONE;
  } finally {
    unlock?.();
  }
}

async function look(root: string, flags: DoctorFlags): Promise<Finding[]> {
  const bar = consoleOf(flags).bar("Stories", 0);
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

interface Report {
  findings: Finding[];
  /** For information. */
  notes: Finding[];
  fixed: Finding[];
}

/** What would be written is long, and says nothing that the finding does not. */
const toJson = (report: Report): string =>
  JSON.stringify(report, (key, value) =>
    key === "remedy" ? value.kind : key === "isNote" ? undefined : value,
  );

const HEADINGS: Record<Check, string> = {
  config: "Settings",
  state: "State",
  feed: "Feeds",
  content: "Stories",
  copies: "Copies",
  host: "Hosts",
};

function summarize({ findings, notes, fixed }: Report): string {
  const can = findings.filter(({ remedy }) => remedy).length;
  return [
    ...fixed.map(({ where, what }) => `mended   ${where} ${what}`),
    ...listByCheck(findings),
    ...(notes.length > 0 ? ["For information", ...listByCheck(notes)] : []),
    findings.length === 0
      ? "Nothing is wrong."
      : `${findings.length} found${can > 0 ? `; --fix mends ${can}` : ""}.`,
  ].join("\n");
}

const listByCheck = (findings: Finding[]): string[] =>
  findings.flatMap(({ check, where, what, cure }) => [
    `${HEADINGS[check].padEnd(9)}${where} ${what}`,
    `         To mend it: ${cure}`,
  ]);
