/**
 * Holds what the product makes of the corpus against a floor: `node --import tsx tests/corpus/check-floor.ts SPLIT OUT`.
 * It runs the corpus's own score scripts and reads their totals.
 */
import { spawnSync } from "node:child_process";
import { join } from "node:path";

const [split = "", out = ""] = process.argv.slice(2);

const score = (what: string, folder: string): string => {
  const { stdout, stderr } = spawnSync(join(split, "score", "run"), [what, split, join(out, folder)], {
    encoding: "utf8",
  });
  process.stdout.write(stdout);
  process.stderr.write(stderr);
  return stdout;
};

const pages = /TOTAL bagF1 ([\d.]+) empty (\d+)/.exec(score("pages", "pages"));
const feeds = /ALL\D+(\d+)\D+([\d.]+)%\D+([\d.]+)%/.exec(score("feeds", "feeds"));
const failures = [
  Number(pages?.[1] ?? 0) >= 0.965 ? "" : `bag F1 of pages is ${pages?.[1]}, below .965`,
  Number(pages?.[2] ?? 99) === 0 ? "" : `${pages?.[2]} pages are empty`,
  Number(feeds?.[2] ?? 0) >= 99 ? "" : `${feeds?.[2]} % of feeds are parsed, below 99`,
  Number(feeds?.[3] ?? 0) >= 98.5 ? "" : `${feeds?.[3]} % of item counts are right, below 98.5`,
].filter(Boolean);
for (const failure of failures) process.stderr.write(`${failure}\n`);
process.exitCode = failures.length > 0 ? 1 : 0;
