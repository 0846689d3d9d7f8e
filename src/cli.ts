/** The command line: what a user starts. It hands over to the program, in one file where there is one. */
import { loadEntry } from "./packed.ts";

/** Commands that a job repeats night after night: they pack the program for all that follow. */
const PACKING = ["build", "nightly"];

const { runProgram } = await loadEntry("program", PACKING.includes(process.argv[2] ?? ""));
await runProgram();
