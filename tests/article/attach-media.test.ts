import { expect, it } from "vitest";
import { attachMedia } from "../../src/article/attach-media.ts";
import type { Enclosure } from "../../src/feed/entry.ts";

const url = "https://cast.example/e.mp3?part=1&of=2";

it.each([
  ["as it stands in a feed", '<p><a href="https://cast.example/e.mp3?part=1&amp;of=2">Listen</a></p>'],
  ["as somebody wrote it", '<p><a href="https://cast.example/e.mp3?part=1&of=2">Listen</a></p>'],
])("a recording that the text links to, %s, is not linked again", (_spelt, html) => {
  expect(attachMedia(html, { enclosures: [{ url, medium: "audio" }] })).toBe(html);
});

it("a recording that it does not link to stands after it", () => {
  const html = attachMedia("<p>Words.</p>", { enclosures: [{ url, medium: "audio", title: "Part 1" }] });
  expect(html).toBe('<p>Words.</p><p><a href="https://cast.example/e.mp3?part=1&amp;of=2">Part 1</a></p>');
});

it.each<[what: string, Enclosure]>([
  [
    "a paper by its type",
    { url: "https://city.example/minutes?id=5", type: "application/pdf", medium: "other" },
  ],
  ["a paper by its name", { url: "https://city.example/Minutes.PDF?v=2", medium: "other" }],
  ["a book", { url: "https://city.example/b", type: "application/epub+zip", medium: "other" }],
])("%s that a feed attaches is linked once", (_what, paper) => {
  const html = attachMedia("<p>Words.</p>", { enclosures: [paper] });
  expect(html).toContain(`<p>Words.</p><p><a href="${paper.url}">`);
  expect(attachMedia(html, { enclosures: [paper] })).toBe(html);
});

it.each(["application/x-bittorrent", "application/x-shockwave-flash", "text/html", undefined])(
  "what is neither picture, recording nor document stays away: %s",
  (type) => {
    const other: Enclosure = { url: "https://city.example/5", medium: "other", ...(type && { type }) };
    expect(attachMedia("<p>Words.</p>", { enclosures: [other] })).toBe("<p>Words.</p>");
  },
);

it.each(["/files/minutes%205.pdf", "minutes 5.pdf", "https://CITY.example/files/minutes 5.pdf"])(
  "a paper that the text links to in its own way is not linked again: %s",
  (href) => {
    const paper: Enclosure = { url: "https://city.example/files/minutes%205.pdf", medium: "other" };
    const html = `<p><a href="${href}">Minutes</a></p>`;
    expect(attachMedia(html, { enclosures: [paper], base: "https://city.example/files/5" })).toBe(html);
  },
);

it("a paper's first page as a picture is no paper", () => {
  const enclosures: Enclosure[] = [{ url: "https://city.example/minutes.pdf?as=jpg", medium: "image" }];
  const picture = '<p><img src="https://city.example/minutes.pdf?as=jpg" alt=""></p>';
  expect(attachMedia("<p>Words.</p>", { enclosures })).toBe(`${picture}<p>Words.</p>`);
});

const leadOf = (...enclosures: Omit<Enclosure, "medium">[]): string | undefined => {
  const html = attachMedia("", { enclosures: enclosures.map((one) => ({ ...one, medium: "image" })) });
  return /src="([^"]*)"/.exec(html)?.[1];
};
const photo = "https://news.example/photo.jpg";

it("of a picture in several sizes the one is shown that a column of text needs", () => {
  const sizes = [140, 700, 1600, 6000].map((width) => ({ url: `${photo}?width=${width},q=9`, width }));
  expect(leadOf(...sizes)).toBe(`${photo}?width=1600,q=9`);
  expect(leadOf({ url: photo }, ...sizes)).toBe(photo);
});

it.each([
  ["a portrait by its size", { url: "https://forge.example/u/1?s=60", width: 30, height: 30 }],
  ["a portrait by its host", { url: "https://0.gravatar.com/9d?s=96" }],
  ["a portrait by its host's name", { url: "https://avatars3.forge.example/u/1?s=460" }],
  ["a portrait by its path", { url: "https://forge.example/avatar/1.jpg", width: 400 }],
])("%s is no picture of a story", (_what, portrait) => {
  expect(leadOf(portrait)).toBeUndefined();
  expect(leadOf(portrait, { url: photo })).toBe(photo);
});

it("a picture of a film about avatars, or of which one side is unknown, is one", () => {
  for (const url of ["https://news.example/avatar-the-film.jpg", "https://news.example/2022/avatar.jpg"])
    expect(leadOf({ url, height: 90, width: 160 })).toBe(url);
  expect(leadOf({ url: photo, height: 90 })).toBe(photo);
});

it.each([
  ["a counter of readers", '<img src="https://feeds.example/~r/a/~4/b" height="1" width="1" alt=""/>'],
  ["an emoji", '<img rel="emoji" width="16" height="16" alt=":cat:" src="https://notes.example/cat.png">'],
  [
    "a smiley",
    '<img src="https://s.example/72x72/1f600.png" alt="😀" style="height: 1em; max-height: 1em;">',
  ],
])("%s in a text leaves it without a picture", (_what, sign) => {
  const html = `<p>Words ${sign}</p>`;
  const enclosures: Enclosure[] = [{ url: photo, medium: "image" }];
  expect(attachMedia(html, { enclosures })).toBe(`<p><img src="${photo}" alt=""></p>${html}`);
});

it("a small picture that the text shows is not shown again before it", () => {
  const html = `<p><img src="${photo}?a=1&amp;b=2" width="90" height="60"> Words</p>`;
  const enclosures: Enclosure[] = [{ url: `${photo}?a=1&b=2`, medium: "image" }];
  expect(attachMedia(html, { enclosures })).toBe(html);
});

it.each([
  ["of a stated size", '<img width="640" height="90" src="/quay.jpg">'],
  ["as wide as the text", '<img src="/quay.jpg" style="max-width: 30em; width: 20em">'],
  ["of which nothing is said", "<img alt='' src=/quay.jpg>"],
])("a text with a picture %s has no other one before it", (_what, picture) => {
  expect(attachMedia(picture, { enclosures: [{ url: photo, medium: "image" }] })).toBe(picture);
});

it("of a note all pictures are shown, unless they are one in several sizes", () => {
  const quay: Enclosure = { url: photo, medium: "image", title: "A quay" };
  const boat: Enclosure = { url: "https://news.example/boat.jpg", medium: "image" };
  const shown = `<p><img src="${photo}" alt="A quay"></p><p><img src="${boat.url}" alt=""></p>`;
  expect(attachMedia("<p>Look!</p>", { enclosures: [quay, boat], isNote: true })).toBe(
    `${shown}<p>Look!</p>`,
  );
  expect(
    attachMedia("", {
      enclosures: [
        { ...quay, width: 300 },
        { ...boat, width: 1500 },
      ],
      isNote: true,
    }),
  ).toBe(`<p><img src="${boat.url}" alt=""></p>`);
  expect(leadOf(quay, boat)).toBe(photo);
});
