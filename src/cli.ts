/** The command line: what a user starts. It hands over to the program, in one file where there is one. */
import { loadEntries } from "./packed.ts";

/** Commands that a job repeats night after night: they pack the program for all that follow. */
const PACKING = ["build", "nightly"];

const { program } = await loadEntries(PACKING.includes(process.argv[2] ?? ""));
const { runProgram } = await program();
await runProgram();
