#!/usr/bin/env node
// @ts-check
// The installed command. It starts from its pack where there is one; else tsx is registered, which takes longer than most
// commands, and the command line loaded as it is written.
import { refuseNode } from "./process/node-version.js";

const refusal = refuseNode(process.versions.node);
if (refusal) complain(refusal);
else await start();

async function start() {
  // Loaded late: a Node that is too old cannot read it.
  const { findPacks, runPack } = await import("./process/run-pack.js");
  const packs = findPacks();
  const program = packs && runPack(packs, "program");
  if (program) await program.runProgram();
  else {
    const { register } = await import("tsx/esm/api");
    register();
    await import("./cli.ts");
  }
}

/** @param {string} error a sentence */
function complain(error) {
  process.stderr.write(`shared-stories: ${error}\n`);
  if (process.argv.includes("--json")) process.stdout.write(`${JSON.stringify({ error })}\n`);
  process.exitCode = 1;
}
