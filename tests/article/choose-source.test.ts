/** Whether a story's words are its page's or its feed's. */
import { expect, it } from "vitest";
import { composeText, type TextInput } from "../../src/article/compose-text.ts";

const LINK = "https://paper.example/2026/ferry";

/** So many words, no two alike, in sentences and paragraphs. */
function text(kind: string, count: number): string {
  const words = Array.from(
    { length: count },
    (_, index) => `${kind}${String.fromCharCode(97 + (index % 26))}${index}`,
  );
  const sentences = words.map((word, index) =>
    index % 12 === 11 || index === count - 1 ? `${word}.` : word,
  );
  const paragraphs = Array.from({ length: Math.ceil(count / 48) }, (_, index) =>
    sentences.slice(48 * index, 48 * (index + 1)).join(" "),
  );
  return paragraphs.map((words) => `<p>${words}</p>`).join("\n");
}

const page = (body: string, title = "The ferry"): TextInput["page"] => ({
  url: LINK,
  html: `<!doctype html><title>${title}</title><main><article><h1>${title}</h1>${body}</article></main>`,
});

async function chosen(entry: { html?: string; summary?: string }, html: TextInput["page"] | undefined) {
  const composed = await composeText({
    entry: { title: "The ferry", enclosures: [], link: LINK, ...entry },
    ...(html ? { page: html } : {}),
  });
  return [composed.text, composed.note];
}

const WALL = "<p>Subscribe to continue reading.</p>";
const BARE_ERROR: TextInput["page"] = { url: LINK, html: "<!doctype html><title>404 Not Found</title>" };
const PAYWALL = "paywall or login page";

it.each<[what: string, feed: { html?: string; summary?: string }, TextInput["page"], unknown[]]>([
  ["the same text", { html: text("sea", 300) }, page(text("sea", 300)), ["article", undefined]],
  ["a little more than the feed", { html: text("sea", 300) }, page(text("sea", 330)), ["article", undefined]],
  ["a little less", { html: text("sea", 300) }, page(text("sea", 280)), ["article", undefined]],
  [
    "much less than its body",
    { html: text("sea", 300) },
    page(text("sea", 200)),
    ["feed", "shorter than the feed's body"],
  ],
  [
    "another text than its body",
    { html: text("sea", 300) },
    page(text("land", 300)),
    ["feed", "another text than the feed's body"],
  ],
  [
    "another text than a body of few words",
    { html: text("sea", 20) },
    page(text("land", 300)),
    ["article", undefined],
  ],
  [
    "a short text beside its description",
    { summary: text("sea", 40) },
    page(text("land", 100)),
    ["summary", "another text than the feed's description"],
  ],
  [
    "a long text beside its description",
    { summary: text("sea", 40) },
    page(text("land", 300)),
    ["article", undefined],
  ],
  [
    "a short text beside a description of few words",
    { summary: text("sea", 20) },
    page(text("land", 100)),
    ["article", undefined],
  ],
  [
    "less than its description",
    { summary: text("sea", 120) },
    page(text("sea", 80)),
    ["summary", "shorter than the feed's description"],
  ],
  [
    "a little less than its description",
    { summary: text("sea", 120) },
    page(text("sea", 110)),
    ["article", undefined],
  ],
  [
    "a barrier, and much more of the text",
    { summary: text("sea", 30) },
    page(text("sea", 100) + WALL),
    ["article", undefined],
  ],
  ["a barrier, and all there is of the text", {}, page(text("sea", 100) + WALL), ["article", undefined]],
  [
    "a barrier, and little more of the text",
    { summary: text("sea", 80) },
    page(text("sea", 100) + WALL),
    ["summary", PAYWALL],
  ],
  [
    "a barrier, and another text",
    { summary: text("sea", 30) },
    page(text("land", 100) + WALL),
    ["summary", PAYWALL],
  ],
  ["a robot check", {}, page(text("sea", 60), "Just a moment..."), ["none", "robot check"]],
  ["an error and nothing else", { summary: text("sea", 30) }, BARE_ERROR, ["summary", "error page"]],
  ["nothing", { summary: text("sea", 30) }, page("", ""), ["summary", "no article found on the page"]],
])("a page has %s", async (_, feed, html, expected) => {
  expect(await chosen(feed, html)).toEqual(expected);
});

it.each<[what: string, feed: { html?: string; summary?: string }, text: string]>([
  ["its body", { html: "<p>All of it.</p>", summary: "Some." }, "feed"],
  ["a picture", { html: '<IMG src="/ferry.jpg">', summary: "Some." }, "feed"],
  ["its description, where the body is empty", { html: "<p> </p>", summary: "Some." }, "summary"],
  ["nothing, where both are", { html: "<p> </p>", summary: " " }, "none"],
])("a feed's own words are %s", async (_, feed, source) => {
  expect(await chosen(feed, undefined)).toEqual([source, undefined]);
});

it.each(["html", "summary"])(
  "links in a feed's %s lead from its base, else from the entry's page",
  async (where) => {
    const entry = { title: "", enclosures: [], link: LINK, [where]: '<p>The <a href="map">map</a>.</p>' };
    expect((await composeText({ entry })).markdown).toBe("The [map](https://paper.example/2026/map).\n");
    const based = { ...entry, base: "https://paper.example/feed/" };
    expect((await composeText({ entry: based })).markdown).toBe(
      "The [map](https://paper.example/feed/map).\n",
    );
  },
);
