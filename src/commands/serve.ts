/** `serve`: a preview with live reload, for people who change templates. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { ConfigError } from "../config/config-error.ts";
import { readSettings } from "../config/read-settings.ts";
import { ENGINE } from "../process/engine.js";
import { UsageError } from "../usage-error.ts";
import { type CommonOptions, consoleOf, DONE, rootOf } from "./job.ts";

export interface ServeFlags extends CommonOptions {
  port: string;
}

/** How somebody may stop us without a terminal, which would tell Eleventy as well. */
const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** Eleventy's own server over the configuration that `npx eleventy --serve` uses. It runs until it is stopped. */
export async function runServe({ port, ...flags }: ServeFlags): Promise<number> {
  const root = rootOf(flags);
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535)
    throw new UsageError(`--port ${port} is no port: give a number up to 65535`);
  const read = await readSettings(root, process.env);
  if (!read.ok) throw new ConfigError(read.mistakes);
  const eleventy = join(dirname(createRequire(import.meta.url).resolve("@11ty/eleventy")), "../cmd.cjs");
  const output = join(".cache", "preview");
  consoleOf(flags).say(`Preview of the newest pages, into ${output}; stop it with Ctrl-C.`);
  const args = [
    eleventy,
    "--serve",
    `--port=${port}`,
    `--config=${join(ENGINE, "eleventy.config.js")}`,
    `--output=${output}`,
  ];
  // What Eleventy says is for people: stdout is a program's, where one listens.
  const stdout = flags.json ? process.stderr : "inherit";
  const child = spawn(process.execPath, args, { cwd: root, stdio: ["inherit", stdout, "inherit"] });
  for (const signal of SIGNALS) process.once(signal, () => child.kill(signal));
  const [code] = await once(child, "exit");
  return typeof code === "number" ? code : DONE;
}
