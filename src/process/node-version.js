// @ts-check
// Whether this Node can run us. It imports nothing that older versions lack: they would end before they could be told.
import { readFileSync } from "node:fs";

/** @type {{ engines: { node: string } }} */
const { engines } = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8"));

/** The oldest Node that will do, as in "20.19". */
const OLDEST = engines.node.replace(">=", "");

/**
 * Why this Node will not do, and what to do: a sentence. `undefined` where it will.
 *
 * @param {string} version as in `process.versions.node`
 */
export function refuseNode(version) {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const [leastMajor = 0, leastMinor = 0] = OLDEST.split(".").map(Number);
  if (major > leastMajor || (major === leastMajor && minor >= leastMinor)) return undefined;
  return `Node ${OLDEST} or newer is needed, and this is ${version}: install a newer one (https://nodejs.org/), then run npm ci again`;
}
