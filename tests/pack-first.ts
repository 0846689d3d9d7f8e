/** Packs the program before the first test: else every command of the first ones loads its modules one by one. */
import { runCli } from "./run-cli.ts";

export default async function packFirst(): Promise<void> {
  // Whether there is anything to build is a question for later: by then the packs are there.
  const { code, stderr } = await runCli(["build", "--root", import.meta.dirname]);
  if (code !== 2) throw new Error(`build in a folder without feeds.yaml ended with ${code}: ${stderr}`);
}
