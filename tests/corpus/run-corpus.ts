/**
 * Runs the product's own feed and article modules over a corpus and writes what they make of it.
 *
 *     npm run corpus -- SPLIT OUT
 */
import { runFeeds } from "./run-feeds.ts";
import { runPages } from "./run-pages.ts";

const [split, out] = process.argv.slice(2);
if (split === undefined || out === undefined) {
  process.stderr.write("Usage: npm run corpus -- SPLIT OUT\n");
  process.exit(2);
}
await runFeeds(split, out);
await runPages(split, out);
