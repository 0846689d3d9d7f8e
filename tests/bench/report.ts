/** What the bench prints: rows of right-aligned figures. */
import { execFileSync } from "node:child_process";
import type { Cost } from "./measure.ts";

const NAME = 30;
const CELL = 10;

/** Files and bytes of a folder. */
export interface Weight {
  files: number;
  mb: number;
}

export interface Measured extends Cost {
  /** Of the site; a night has none of its own. */
  weight?: Weight;
}

export function weigh(folder: string): Weight {
  const listed = execFileSync("find", [folder, "-type", "f", "-printf", "%s\n"], { maxBuffer: 1 << 30 });
  const sizes = listed.toString().trim().split("\n").map(Number);
  return { files: sizes.length, mb: sizes.reduce((sum, size) => sum + size, 0) / 1e6 };
}

export function say(name: string, ...cells: string[]): void {
  process.stdout.write(`${name.padEnd(NAME)}${cells.map((cell) => cell.padStart(CELL)).join("")}\n`);
}

export const sayHeader = (title: string): void =>
  say(`\n${title}`, "CPU s", "wall s", "peak MB", "files", "MB");

export function sayCost(name: string, { cpu, wall, peakMb, weight }: Measured): void {
  const site = weight ? [String(weight.files), weight.mb.toFixed(0)] : [];
  say(name, cpu.toFixed(1), wall.toFixed(1), peakMb.toFixed(0), ...site);
}

export const ratio = (one: number, other: number): string => (one / other).toFixed(2);

/** CPU, wall time and memory. */
export const costRatios = (one: Measured, other: Measured): string[] => [
  ratio(one.cpu, other.cpu),
  ratio(one.wall, other.wall),
  ratio(one.peakMb, other.peakMb),
];

export function sayRatios(name: string, one: Measured, other: Measured): void {
  const site =
    one.weight && other.weight
      ? [ratio(one.weight.files, other.weight.files), ratio(one.weight.mb, other.weight.mb)]
      : [];
  say(`  ${name}`, ...costRatios(one, other), ...site);
}
