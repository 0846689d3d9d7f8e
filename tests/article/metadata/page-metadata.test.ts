/** Title, author, date and language of a page, from wherever it says them. */
import { describe, expect, it } from "vitest";
import { type PageMetadata, readMetadata } from "../../../src/article/metadata/page-metadata.ts";
import { preparePage } from "../../../src/article/prepare/prepare-page.ts";

const URL = "https://www.island-times.example/news/1";
const metadata = (html: string, url = URL): PageMetadata =>
  readMetadata(preparePage(html, url).document, url);
const titleOf = (head: string, body = ""): string =>
  metadata(`<html><head>${head}</head><body>${body}</body></html>`).title;
const authorOf = (head: string, body = ""): string | undefined =>
  metadata(`<html><head>${head}</head><body>${body}</body></html>`).author;
const linked = (data: object): string =>
  `<script type="application/ld+json">${JSON.stringify(data)}</script>`;

describe("the title", () => {
  it.each([
    [
      "of the heading, where the head repeats it",
      "<title>A boat | B | C</title>",
      "<h1>A boat</h1>",
      "A boat",
    ],
    [
      "without the declared name of the site",
      '<title>A boat - Sea</title><meta property="og:site_name" content="Sea">',
      "",
      "A boat",
    ],
    ["without the host's name", "<title>A boat - Island-Times</title>", "", "A boat"],
    [
      "without a part that another title does not have",
      '<title>A boat | Власть</title><meta name="twitter:title" content="A boat">',
      "",
      "A boat",
    ],
    [
      "with a part that may be the title's own",
      "<title>A boat - and its captain</title>",
      "",
      "A boat - and its captain",
    ],
    [
      "without a Chinese site's name behind hyphens",
      "<title>渡轮停航--社会--人民网</title>",
      "<h1>渡轮停航</h1>",
      "渡轮停航",
    ],
    [
      "without the name that a Chinese site says of itself",
      '<title>渡轮停航-岛报</title><meta property="og:site_name" content="岛报">',
      "",
      "渡轮停航",
    ],
    ["with its hyphenated words", "<title>A well-known boat</title>", "", "A well-known boat"],
    [
      "of the article, not of the site's header",
      "<title>A boat stays</title>",
      "<h1>Island-Times</h1><h2>A boat stays</h2>",
      "A boat stays",
    ],
    [
      "of the article where the site's name is a heading that leads home, and stands first in the head",
      "<title>The Gang &raquo; Blog Archive &raquo; A boat</title>",
      '<h1><a href="/news/">The Gang</a></h1><h2><a href="/news/1">A boat</a></h2>',
      "A boat",
    ],
    [
      "without the name of a heading that leads home",
      "<title>A boat stays in port | The Gang</title>",
      '<h1><a href="/">The Gang</a></h1>',
      "A boat stays in port",
    ],
    [
      "of a heading that leads to the page itself",
      "<title>A boat | The Gang</title>",
      '<h1><a href="/news/1/">A boat</a></h1>',
      "A boat",
    ],
    [
      "of a heading that leads to the address which the page says is its own",
      '<title>A boat | The Gang</title><link rel="canonical" href="https://www.island-times.example/news/">',
      '<h1><a href="/news/">A boat</a></h1>',
      "A boat",
    ],
    [
      "of the first heading behind the site's name, though its section's stands there, too",
      "<title>Island-Times | A boat | Sport</title>",
      "<h1>A boat</h1><h2>Sport</h2>",
      "A boat",
    ],
    [
      "of the longer heading behind the site's name, where its section's comes first",
      "<title>Island-Times | News | A boat</title>",
      "<h1>News</h1><h2>A boat</h2>",
      "A boat",
    ],
    [
      "of the head, where only a later heading stands there",
      "<title>Island-Times | The boats of the bay | Comments</title>",
      "<h1>Boats</h1><h2>Comments</h2>",
      "The boats of the bay | Comments",
    ],
    ["from JSON-LD", linked({ "@type": "NewsArticle", headline: "A boat" }), "", "A boat"],
    ["of a heading alone", "", "<h1>A boat</h1>", "A boat"],
    [
      "without the sign of its anchor",
      "<title>A boat</title>",
      '<h1>A boat<a href="#a">¶</a></h1>',
      "A boat",
    ],
    ["of a heading on two lines", "", "<h1>A boat<br>stays</h1>", "A boat stays"],
    [
      "as the head parts a heading's words",
      "<title>Boats: The ferry stays | Sea</title><meta property='og:title' content='Boats: The ferry stays'>",
      "<h1><span>Boats</span><span>The ferry stays</span></h1>",
      "Boats: The ferry stays",
    ],
    ["with the heading's own quotes", "<title>A 'boat'</title>", "<h1>A ‘boat’</h1>", "A ‘boat’"],
    ["with its own sign", "<title>Boats in C#</title>", "<h1>Boats in C#</h1>", "Boats in C#"],
    ["with its own sign beside an anchor's", "", '<h1>Boats in C#<a href="#a">#</a></h1>', "Boats in C#"],
    ["with its own sign behind an anchor's", "", '<h1><a href="#a">#</a>Boats in C#</h1>', "Boats in C#"],
    ["without an anchor of no width", "", '<h1>A boat <a href="#a">&ZeroWidthSpace;</a></h1>', "A boat"],
    ["past a drawing's", "", "<p><svg><title>Logo</title></svg></p><h1>A boat</h1>", "A boat"],
    ["as nothing, where there is none", "", "<p>words</p>", ""],
  ])("is read %s", (_, head, body, expected) => {
    expect(titleOf(head, body)).toBe(expected);
  });

  it.each([
    ["without a head", "<html><title>A boat</title><body><p>words</p></body></html>"],
    ["whose head nobody closed", "<html><head><div><title>A boat</title><body><p>words</p></body></html>"],
  ])("is read of a page %s", (_, html) => {
    expect(metadata(html).title).toBe("A boat");
  });
});

describe("the author", () => {
  it.each([
    [
      "from JSON-LD, several",
      linked({ "@type": "Article", author: [{ name: "Ann Lee" }, { name: "Bo Ek" }] }),
      "",
      "Ann Lee, Bo Ek",
    ],
    [
      "from JSON-LD, by reference",
      linked({
        "@graph": [
          { "@type": "Article", author: { "@id": "#a" } },
          { "@id": "#a", name: "Ann Lee" },
        ],
      }),
      "",
      "Ann Lee",
    ],
    [
      "as nobody from JSON-LD that names other things alone",
      linked({
        "@graph": [
          { "@type": "Article", author: { "@type": "Person", url: "https://www.island-times.example/ann" } },
          { "@type": "BreadcrumbList", itemListElement: [{ "@type": "ListItem", name: "Sports" }] },
        ],
      }),
      "",
      undefined,
    ],
    ["from a meta element", '<meta name="author" content="By Ann Lee and Bo Ek">', "", "Ann Lee, Bo Ek"],
    [
      "past an address",
      '<meta property="article:author" content="https://social.example/ann">',
      '<a rel="author" href="/x">Ann Lee</a>',
      "Ann Lee",
    ],
    [
      "past a handle",
      '<meta name="author" content="@ann">',
      '<span itemprop="author"><b itemprop="name">Ann Lee</b></span>',
      "Ann Lee",
    ],
    [
      "past the site",
      '<meta name="author" content="Sea"><meta property="og:site_name" content="Sea">',
      '<p class="byline">By Ann Lee</p>',
      "Ann Lee",
    ],
    [
      "from a link to what else they wrote",
      "",
      '<a rel="author" href="/author/ann">View all posts by Ann Lee</a>',
      "Ann Lee",
    ],
    ["from a printed line", "", "<h1>A boat</h1><p>Von Miriam Muster</p>", "Miriam Muster"],
    [
      "as one, with a family name of two parts",
      '<meta name="author" content="José Ortega y Gasset">',
      "",
      "José Ortega y Gasset",
    ],
    [
      "as two, one of whom has such a name",
      '<meta name="author" content="Por Artur da Costa e Silva e Ana Reis">',
      "",
      "Artur da Costa e Silva, Ana Reis",
    ],
    [
      "as three, in Spanish",
      '<meta name="author" content="Juan Pérez, Ana Ruiz y María Gómez">',
      "",
      "Juan Pérez, Ana Ruiz, María Gómez",
    ],
    ["as one name where family names come first", '<meta name="author" content="Lee, Ann">', "", "Lee, Ann"],
    [
      "as nobody from a sentence",
      "",
      "<p>By the time the boat came, everybody had gone home and slept.</p>",
      undefined,
    ],
    [
      "as nobody from the comments",
      "",
      '<div class="comments"><span class="author">Troll</span></div>',
      undefined,
    ],
    [
      "not from the words of a link to the author's page",
      "",
      '<p>by Ann Lee</p><p><a href="/author/ann">More from this author</a> <a href="/author/ann">→ Learn more</a></p>',
      "Ann Lee",
    ],
    [
      "not from a menu",
      "",
      '<div class="menu_articles"><p>By Bo Ek</p></div><h1>A boat</h1><p>By Ann Lee</p>',
      "Ann Lee",
    ],
    [
      "from what is named like a menu and holds the article",
      "",
      '<div class="has-menu"><h1>A boat</h1><p>By Ann Lee</p></div>',
      "Ann Lee",
    ],
    [
      "from the footer of the article",
      "",
      "<article><h1>A boat</h1><footer><p>By Ann Lee</p></footer></article><footer><p>By Bo Ek</p></footer>",
      "Ann Lee",
    ],
    [
      "from what Blogger sets below a post",
      "",
      '<h3>A boat</h3><div class="post-footer">Posted by <span class="vcard"><b class="fn">Ann Lee</b></span></div>',
      "Ann Lee",
    ],
    [
      "from Elementor's widgets",
      "",
      '<div class="elementor-widget"><h2>A boat</h2></div><div class="elementor-widget"><a rel="author" href="/a">Ann Lee</a></div>',
      "Ann Lee",
    ],
    [
      "from a page of her own, whose heading has her name and leads home",
      "<title>A boat in port</title>",
      '<h1><a href="/">Ann Lee</a></h1><h2>A boat in port</h2><p>By Ann Lee</p>',
      "Ann Lee",
    ],
    [
      "past a sidebar that has a heading of the first rank",
      "",
      '<h1>A boat</h1><p>By Ann Lee</p><aside><h1>Latest</h1><a rel="author" href="/bo">Bo Ek</a></aside>',
      "Ann Lee",
    ],
    [
      "past what is named a sidebar and has one",
      "<title>A boat</title>",
      '<h1>A boat</h1><p>By Ann Lee</p><div class="sidebar"><h1>Latest</h1><a rel="author" href="/bo">Bo Ek</a></div>',
      "Ann Lee",
    ],
    ["whose name is a word of other links", "", '<p class="author">Julius Maada Bio</p>', "Julius Maada Bio"],
    [
      "who is declared, whatever the words",
      '<meta name="author" content="Article Nineteen">',
      "",
      "Article Nineteen",
    ],
    ["without the dot behind it", "", "<p>Posted by Ann Meyer.</p>", "Ann Meyer"],
    ["with the dot of its own", '<meta name="author" content="Ann Lee Jr.">', "", "Ann Lee Jr."],
  ])("is read %s", (_, head, body, expected) => {
    expect(authorOf(head, body)).toBe(expected);
  });
});

describe("the date", () => {
  const dateOf = (html: string, url = URL): string | undefined => metadata(html, url).published;

  it.each([
    [
      "from JSON-LD with its zone",
      linked({ "@type": "Article", datePublished: "2024-03-05T23:30:00+02:00" }),
      "2024-03-05T21:30:00Z",
    ],
    [
      "from a meta element",
      '<meta property="article:published_time" content="2024-03-05">',
      "2024-03-05T00:00:00Z",
    ],
    [
      "from a time element",
      '<article><time datetime="2024-03-05T08:00Z">today</time></article>',
      "2024-03-05T08:00:00Z",
    ],
    ["from a printed line", '<h1>A boat</h1><p class="date">5 March 2024</p>', "2024-03-05T00:00:00Z"],
    [
      "past the site's own heading and the day of its visitors",
      '<title>A boat</title><h1><a href="/">Sea</a></h1><p>1 May 2024</p><h2>A boat</h2><p>5 March 2024</p>',
      "2024-03-05T00:00:00Z",
    ],
    [
      "from an abbreviation, as microformats have it",
      '<h1>A boat</h1><p><abbr title="2024-03-05T08:00:00Z">an hour ago</abbr></p>',
      "2024-03-05T08:00:00Z",
    ],
    [
      "from a comment where nothing else has one, as in a discussion",
      '<h1>A boat</h1><div class="timeline-comment"><time datetime="2024-03-05">x</time></div>',
      "2024-03-05T00:00:00Z",
    ],
    [
      "past those of other articles",
      '<div class="sidebar"><b class="post-date">1 May 2024</b></div><p class="infos">Ann, 5 March 2024</p>',
      "2024-03-05T00:00:00Z",
    ],
    [
      "from what is named like a sidebar and holds the title's heading",
      '<title>A boat</title><div class="with-sidebar"><h2>A boat</h2><time datetime="2024-03-05">x</time></div><p>1 May 2020</p>',
      "2024-03-05T00:00:00Z",
    ],
    [
      "from the footer of its article",
      '<article><h1>A boat</h1><footer><time datetime="2024-03-05">x</time></footer></article>',
      "2024-03-05T00:00:00Z",
    ],
    [
      "past one that is broken",
      '<meta name="date" content="soon"><time datetime="2024-03-05">x</time>',
      "2024-03-05T00:00:00Z",
    ],
  ])("is read %s", (_, html, expected) => {
    expect(dateOf(html)).toBe(expected);
  });

  it("is read from the address, where the page says nothing surer", () => {
    expect(dateOf("<p>words</p>", "https://site.example/2024/03/05/boat")).toBe("2024-03-05T00:00:00Z");
  });

  it.each(["10. 5. 2024 v 10 hod.", "10 May 2024, 10:30 hs.", "10 May 2024, 9 a.m. EST."])(
    "is read though its line ends with a short unit: %s",
    (line) => {
      expect(dateOf(`<h1>A boat</h1><p>${line}</p>`)).toMatch(/^2024-05-10/);
    },
  );

  it("is not taken from a sentence of the text", () => {
    const text =
      "The harbour was opened on 3 May 1998, and since then it has been closed for repairs only twice. ";
    expect(dateOf(`<article><p>${text.repeat(3)}</p></article>`)).toBeUndefined();
    const short = "The harbour was opened on 3 May 1998 by the king.";
    expect(dateOf(`<h1>A boat</h1><p>${short}</p>`)).toBeUndefined();
    expect(dateOf(`<h1>A boat</h1><p>${short}</p><p>By Ann Lee, 5 March 2024</p>`)).toBe(
      "2024-03-05T00:00:00Z",
    );
  });
});

describe("the picture", () => {
  it.each([
    ["by its address", { url: "/boat.jpg" }],
    ["by the address of its content", { contentUrl: "/boat.jpg" }],
    ["by reference", { "@id": "#boat" }],
  ])("is read from JSON-LD %s", (_, image) => {
    const data = linked([
      { "@type": "Article", image: { "@type": "ImageObject", ...image } },
      { "@id": "#boat", url: "/boat.jpg" },
      { "@type": "ListItem", name: "Sports", url: "/sports/" },
    ]);
    expect(metadata(`<head>${data}</head>`).image).toBe("https://www.island-times.example/boat.jpg");
  });
});

describe("the language", () => {
  it.each([
    ['<html lang="pt_BR">', "pt-BR"],
    ['<html lang="DE">', "de"],
    ['<html lang="zh_Hant_TW">', "zh-Hant-TW"],
    ['<html lang="und"><meta property="og:locale" content="fr_FR">', "fr-FR"],
    ['<html><meta property="og:locale" content="fr_FR">', "fr-FR"],
    ['<html lang="english">', undefined],
  ])("of %s is %s", (html, expected) => {
    expect(metadata(`${html}<body><p>x</p></body>`).language).toBe(expected);
  });
});

it("meta elements of one name by the thousand are read in one go", () => {
  const names = "author ".repeat(20);
  const head = `<meta name="${names}" content="Ann Lee">`.repeat(5000);
  const { document } = preparePage(`<html><head>${head}</head><body><p>x</p></body></html>`, URL);
  expect(readMetadata(document, URL).author).toBe("Ann Lee");
});
