/** The command line: what a user starts. It hands over to the program, in one piece where there is one. */
import { importPacked } from "./packed.ts";

/** Commands that a job repeats night after night: they pack the program for all that follow. */
const PACKING = ["build", "nightly"];

const { runProgram } = await importPacked<typeof import("./program.ts")>(
  new URL("./program.ts", import.meta.url),
  PACKING.includes(process.argv[2] ?? ""),
);
await runProgram();
