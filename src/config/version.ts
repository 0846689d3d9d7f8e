/** The product's own version, from its package.json. */
import { readFile } from "node:fs/promises";

/** "0.0.0" where package.json is not beside the sources, as in a bundle. */
export async function readVersion(): Promise<string> {
  try {
    const content: unknown = JSON.parse(
      await readFile(new URL("../../package.json", import.meta.url), "utf8"),
    );
    if (typeof content === "object" && content !== null && "version" in content)
      return String(content.version);
  } catch {
    // Told by the version itself: nothing hangs on it but a header and a page's footer.
  }
  return "0.0.0";
}
