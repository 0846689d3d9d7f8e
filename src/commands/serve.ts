/** `serve`: a preview with live reload, for people who change templates. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { ENGINE } from "../engine.ts";
import { type CommonOptions, consoleOf, DONE } from "./job.ts";

export interface ServeFlags extends CommonOptions {
  port: string;
}

/** Eleventy's own server over the configuration that `npx eleventy --serve` uses. It runs until it is stopped. */
export async function runServe({ root, port, ...flags }: ServeFlags): Promise<number> {
  const eleventy = fileURLToPath(new URL("../cmd.cjs", import.meta.resolve("@11ty/eleventy")));
  const output = join(".cache", "preview");
  consoleOf({ root, ...flags }).say(`Preview of the newest pages, into ${output}; stop it with Ctrl-C.`);
  const args = [
    eleventy,
    "--serve",
    `--port=${port}`,
    `--config=${join(ENGINE, "eleventy.config.js")}`,
    `--output=${output}`,
  ];
  const child = spawn(process.execPath, args, { cwd: resolve(root), stdio: "inherit" });
  const [code] = await once(child, "exit");
  return typeof code === "number" ? code : DONE;
}
