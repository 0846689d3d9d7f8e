/** `serve`: a preview with live reload, for people who change templates. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { ENGINE } from "../engine.js";
import { type CommonOptions, consoleOf, DONE, rootOf } from "./job.ts";

export interface ServeFlags extends CommonOptions {
  port: string;
}

/** Eleventy's own server over the configuration that `npx eleventy --serve` uses. It runs until it is stopped. */
export async function runServe({ port, ...flags }: ServeFlags): Promise<number> {
  const root = rootOf(flags);
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
  const child = spawn(process.execPath, args, { cwd: root, stdio: "inherit" });
  const [code] = await once(child, "exit");
  return typeof code === "number" ? code : DONE;
}
