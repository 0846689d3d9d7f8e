#!/usr/bin/env node
// @ts-check
// The installed command. It starts from its pack where there is one; else tsx is registered, which takes longer than most
// commands, and the command line loaded as it is written.
import { findPacks, runPack } from "./run-pack.js";

const packs = findPacks();
const program = packs && runPack(packs, "program");
if (program) await program.runProgram();
else {
  const { register } = await import("tsx/esm/api");
  register();
  await import("./cli.ts");
}
