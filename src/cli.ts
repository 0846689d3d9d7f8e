/** The command line under tsx, and the one place where packs are made: it hands over to the program, packed where that can be. */
import { loadEntry } from "./process/packed.ts";

/** Commands that a job repeats night after night: they pack the program for all that follow. */
const PACKING = ["build", "nightly"];

const { runProgram } = await loadEntry("program", PACKING.includes(process.argv[2] ?? ""));
await runProgram();
