/** What the threads of the pool run. Each task loads its own modules: a thread that parses feeds needs no extractors. */
import type { Result } from "../failure.ts";
import type { ParsedFeed } from "../feed/entry.ts";
import type { TextInput } from "./compose-text.ts";
import type { StoryText } from "./text.ts";
import type { FeedOptions } from "./worker-pool.ts";

interface ParseTask {
  bytes: Uint8Array;
  options: FeedOptions;
}

export async function compose(input: TextInput): Promise<StoryText> {
  const { composeText } = await import("./compose-text.ts");
  return composeText(input);
}

export async function parse({ bytes, options }: ParseTask): Promise<Result<ParsedFeed>> {
  const { parseFeed } = await import("../feed/parse-feed.ts");
  const parsed = await parseFeed(Buffer.from(bytes), options);
  if (!parsed.ok || !options.isLinkblog) return parsed;
  const { readLinkblog } = await import("./linkblog.ts");
  return { ...parsed, value: readLinkblog(parsed.value, options.url) };
}
