/** What extractors are handed: bounded, absolute, with plain images. */
import { describe, expect, it } from "vitest";
import { bodyOf, serializePage } from "../../../src/article/dom/parse-page.ts";
import { LIMITS, preparePage } from "../../../src/article/prepare/prepare-page.ts";

const URL = "https://site.example/a/b";
const bodyHtml = (html: string): string => bodyOf(preparePage(html, URL).document).innerHTML;

describe("preparing a page", () => {
  it("cuts what is nested deeper than the limit and keeps the rest", () => {
    const html = `<body><p>first</p>${"<div>".repeat(5000)}deep${"</div>".repeat(5000)}<p>last</p></body>`;
    const body = bodyOf(preparePage(html, URL).document);
    expect([...body.querySelectorAll("div")].length).toBeLessThanOrEqual(LIMITS.depth);
    expect(body.textContent).toContain("first");
    expect(body.textContent).not.toContain("deep");
    expect(body.textContent).toContain("last");
  });

  it.each([
    ["no html element", "<!doctype html><title>x</title><body>"],
    ["more after its last tag", "<html><head></head><body></body></html>"],
  ])("cuts it in a page with %s", (_what, before) => {
    const html = `${before}<p>first</p>${"<div>".repeat(5000)}deep${"</div>".repeat(5000)}`;
    const page = serializePage(preparePage(html, URL).document);
    expect(page).toContain("first");
    expect(page.split("<div>").length - 1).toBeLessThanOrEqual(LIMITS.depth + 1);
    expect(page).not.toContain("deep");
  });

  it("puts the body of a page without html element into one, with its title in the head", () => {
    const html = "<!doctype html><title>T</title><body class=a><p>words";
    expect(serializePage(preparePage(html, URL).document)).toBe(
      '<html><head><title>T</title></head><body class="a"><p>words</p></body></html>',
    );
  });

  it("keeps no more elements than the limit", () => {
    const html = `<body>${"<p>x</p>".repeat(LIMITS.elements + 500)}</body>`;
    expect([...preparePage(html, URL).document.querySelectorAll("p")].length).toBeLessThan(LIMITS.elements);
  });

  it("reads no more characters than the limit", () => {
    const html = `<body><p>start</p>${" ".repeat(LIMITS.characters)}<p>beyond</p></body>`;
    expect(bodyHtml(html).includes("beyond")).toBe(false);
  });

  it("leaves a link around a whole text or within a sentence as it is, and makes one around a card a link with its title", () => {
    const link = (words: string): string =>
      `<a class="blog-card" href="https://post.example/b"><h2 class="title">Sand</h2><p>${words}</p></a>`;
    const text = link("The boats came back to the quay. ".repeat(20));
    const words =
      '<p>See <a class="bookmark" href="https://post.example/b"><b class="title">it</b></a> here.</p>';
    expect(bodyHtml(`<body>${text}${words}</body>`)).toBe(`${text}${words}`);
    expect(bodyHtml(`<body>${link("It came back.")}</body>`)).toBe(
      '<p><a href="https://post.example/b">Sand</a></p>',
    );
  });

  it("parts a gallery of thousands of figures at once", () => {
    const figure = '<figure><img src="a.jpg"><figcaption>x</figcaption></figure>';
    const body = bodyOf(preparePage(`<main><div>${figure.repeat(6000)}</div></main>`, URL).document);
    expect([...body.querySelectorAll("main > figure > p > img")]).toHaveLength(6000);
  });

  it("resolves addresses against the base element, and leaves fragments alone", () => {
    const html = '<base href="/c/"><body><a href="d">x</a><a href="#note">y</a><img src="e.png"></body>';
    expect(bodyHtml(html)).toBe(
      '<a href="https://site.example/c/d">x</a><a href="#note">y</a><img src="https://site.example/c/e.png">',
    );
  });

  it("resolves nothing against a base that each address would make long", () => {
    const html = `<base href="/${"a".repeat(2000)}/"><body><a href="d">x</a></body>`;
    expect(bodyHtml(html)).toBe('<a href="d">x</a>');
  });

  it("gives a page without html, head and body all three", () => {
    expect(serializePage(preparePage("<p>words", URL).document)).toBe(
      "<html><head></head><body><p>words</p></body></html>",
    );
  });

  it("keeps a page's language where its body element is missing", () => {
    expect(preparePage('<html lang="fi"><p>sanat', URL).document.documentElement.getAttribute("lang")).toBe(
      "fi",
    );
  });

  it("drops scripts and styles, and keeps JSON-LD that can be parsed", () => {
    const html = `<head><style>p{}</style><script>run()</script><script type="application/ld+json">{"a":1}</script>
      <script type="application/ld+json">{broken</script></head><body><p>x</p></body>`;
    const scripts = [...preparePage(html, URL).document.querySelectorAll("script, style")];
    expect(scripts.map(({ textContent }) => textContent)).toEqual(['{"a":1}']);
  });

  it("moves a lazy image's address into src", () => {
    expect(bodyHtml('<body><img src="blank.gif" data-src="real.jpg" alt="A"></body>')).toContain(
      'src="https://site.example/a/real.jpg"',
    );
  });

  it.each(["/2024/pixel-9-pro.jpg", "/grey-heron.jpg", "/loading-dock.jpg"])(
    "keeps the picture %s",
    (path) => {
      expect(bodyHtml(`<body><img src="${path}"></body>`)).toBe(`<img src="https://site.example${path}">`);
    },
  );

  it("takes no word that scripts read for an address", () => {
    expect(bodyHtml('<body><img src="/a.jpg" data-lazy="true"></body>')).toBe(
      '<img src="https://site.example/a.jpg">',
    );
  });

  it("keeps a picture whose height is given as 0, beside its width", () => {
    const image = '<img src="https://i.example/a.jpg" width="200" height="0">';
    expect(bodyHtml(`<body>${image}</body>`)).toBe(image);
  });

  it("keeps a button that is a word of a sentence as that word, which extractors would drop", () => {
    const html = "<p>The <button>tidal <i>range</i></button> of a bay. <button>Copy</button></p>";
    expect(bodyHtml(`<body>${html}</body>`)).toBe(
      "<p>The tidal <i>range</i> of a bay. <button>Copy</button></p>",
    );
  });

  it("fills places that were left empty for a script, whose words stand in an attribute", () => {
    const place = (data: object): string => JSON.stringify(data).replaceAll('"', "&quot;");
    const html = `<p>Thanks, <span data-attrs="${place({ type: "user", name: "Ann Lee", url: null })}"></span>.</p>
      <div data-attrs="${place({ persistentExpression: "a<b" })}"></div>`;
    expect(bodyHtml(`<body>${html}</body>`).replace(/\n\s*/, "")).toBe(
      "<p>Thanks, Ann Lee.</p><p><code>a&lt;b</code></p>",
    );
  });

  it("prunes what such a place holds as it does all else", () => {
    const deep = JSON.stringify({ full_text: `${"<b>".repeat(5000)}deep` }).replaceAll('"', "&quot;");
    expect(bodyHtml(`<body><div data-attrs="${deep}"></div><p>last</p></body>`)).not.toContain("deep");
  });

  it("takes one image of a lazy one and its noscript copy", () => {
    const html = '<body><img data-lazy="x" alt="A"><noscript><img src="real.jpg" alt="A"></noscript></body>';
    expect(bodyHtml(html)).toBe('<img src="https://site.example/a/real.jpg" alt="A">');
  });

  it.each([
    ["sized in its path", "/max/60/a.png?q=20", "/max/1400/a.png"],
    ["sized in its query", "/a.png?w=30", "/a.png?w=1200"],
  ])("keeps of a blurred copy and its picture the picture, %s", (_where, small, large) => {
    const image = (path: string): string => `<img src="https://i.example${path}">`;
    const blurred = `<body><figure><div>${image(small)}</div><noscript>${image(large)}</noscript></figure></body>`;
    expect(bodyHtml(blurred)).toBe(`<figure><div>${image(large)}</div></figure>`);
    const beside = `<body><figure>${image(large)}${image(small)}</figure></body>`;
    expect(bodyHtml(beside)).toBe(`<figure>${image(large)}</figure>`);
  });

  it.each([
    ["by name", "/1.png", "/2.png"],
    ["by the name of their folder", "/7f3/original.jpg", "/9a2/original.jpg"],
    ["by the number of their folder", "/10731/original.jpg", "/10942/original.jpg"],
    ["by low numbers", "/1/original.jpg", "/9/original.jpg"],
    ["by a file in the query", "/image?url=%2Fcat.jpg&w=64", "/image?url=%2Fdog.jpg&w=640"],
    ["by an id in the query", "/image.php?id=731", "/image.php?id=942"],
  ])("keeps the pictures of a figure that differ %s", (_, one, other) => {
    const figure = `<figure><img src="https://i.example${one}"><img src="https://i.example${other}"></figure>`;
    expect(bodyHtml(`<body>${figure}</body>`).replaceAll("&amp;", "&")).toBe(figure);
  });

  it.each([
    ["blurred and sized in its query", "/a.png?auto=format&w=30&blur=50", "/a.png?auto=format&w=1200"],
    ["sized where the picture is not", "/a.png?w=30", "/a.png"],
    ["without any difference", "/a.png", "/a.png"],
  ])("drops a copy that is %s", (_, small, large) => {
    const html = `<body><figure><img src="https://i.example${small}"><img src="https://i.example${large}"></figure></body>`;
    const body = bodyOf(preparePage(html, URL).document);
    expect([...body.querySelectorAll("img")].map((image) => image.getAttribute("src"))).toEqual([
      `https://i.example${large}`,
    ]);
  });

  it("takes one image of a lazy one after its noscript copy, and two of two", () => {
    const plain = '<noscript><img src="a.jpg"></noscript> ';
    expect(bodyHtml(`<body>${plain}<img data-src="a.jpg" alt="A"></body>`)).toBe(
      '<img src="https://site.example/a/a.jpg"> ',
    );
    expect(bodyHtml(`<body>${plain}<img src="b.jpg"></body>`)).toBe(
      '<img src="https://site.example/a/a.jpg"> <img src="https://site.example/a/b.jpg">',
    );
  });

  it("unwraps a noscript whose image has no lazy twin", () => {
    expect(bodyHtml('<body><noscript><img src="real.jpg"></noscript></body>')).toBe(
      '<img src="https://site.example/a/real.jpg">',
    );
  });

  it.each([
    [
      "beside the screen",
      '<img src="https://count.example/1" style="position:absolute; left:-9999px" alt="">',
    ],
    ["one pixel", '<img src="https://count.example/tr?id=1" width="1" height="1" style="display:none">'],
  ])("lends a picture no address of a noscript's counter, %s", (_, counter) => {
    const article = '<main><p><img src="https://i.example/hero.jpg" alt="Hero"></p></main>';
    expect(bodyHtml(`<body>${article}<noscript><div>${counter}</div></noscript></body>`)).toBe(article);
  });

  it("takes the picture of a noscript that has a counter, too", () => {
    const counter = '<img src="https://count.example/1" width="1" height="1">';
    const picture = '<img src="https://i.example/a.jpg">';
    expect(bodyHtml(`<body><noscript>${counter}${picture}</noscript></body>`)).toBe(picture);
  });

  it.each([
    ["an article", '<div><p><img src="https://i.example/a.jpg"></p><p>words</p></div>'],
    ["several pictures", '<div><img src="https://i.example/a.jpg"><img src="https://i.example/b.jpg"></div>'],
    ["words", '<img src="https://i.example/a.jpg">words'],
    ["a picture and words behind it", '<p><img src="https://i.example/a.jpg"></p>words'],
  ])("lends no picture to %s before the noscript", (_, before) => {
    const picture = '<img src="https://i.example/c.jpg">';
    expect(bodyHtml(`<body>${before}<noscript>${picture}</noscript></body>`)).toBe(`${before}${picture}`);
  });

  it("lends a noscript's picture to the image that stands alone in what is before it", () => {
    const html = `<body><div><picture><source><img src="blank.gif" alt="A"></picture> </div>
      <noscript><img src="https://i.example/a.jpg"></noscript></body>`;
    expect(bodyHtml(html)).toContain('<div><img src="https://i.example/a.jpg" alt="A"> </div>');
    expect(bodyHtml(html).split("<img").length).toBe(2);
  });

  it("drops labels that only those hear who see no page, where words stand beside them", () => {
    const label = '<span class="sr-only">Fare: </span>';
    expect(bodyHtml(`<body><p>${label}Two coins.</p></body>`)).toBe("<p>Two coins.</p>");
    const kept = `<h1 class="visually-hidden">Sand</h1><p>${label}</p><div class="sr-only"><p>A text.</p></div>`;
    expect(bodyHtml(`<body>${kept}</body>`)).toBe(kept);
    const overlay =
      '<a class="lightbox"><img src="https://a.example/a.jpg"><div class="meta">a.jpg 2 MB</div></a>';
    expect(bodyHtml(`<body>${overlay}</body>`)).toBe(
      '<a class="lightbox"><img src="https://a.example/a.jpg"></a>',
    );
  });

  it("drops the clocks of a player's controls, and no others", () => {
    const controls =
      '<span class="kg-audio-current-time">0:00</span><div class="kg-audio-time">/<span class="kg-audio-duration">3:21</span></div>';
    expect(bodyHtml(`<body><div>${controls}</div></body>`)).toBe("<div></div>");
    const words =
      '<p class="race-time">3:21</p><p class="video-duration">four minutes</p><p class="audio">3:21</p>';
    expect(bodyHtml(`<body>${words}</body>`)).toBe(words);
  });

  it("drops a banner that asks for consent, not a text that is about cookies", () => {
    const banner = '<div id="cookie-notice"><p>We use cookies. <button>Accept</button></p></div>';
    const recipe = '<div class="cookie-recipe"><p>Bake the cookies until they are brown.</p></div>';
    expect(bodyHtml(`<body>${banner}${recipe}</body>`)).toBe(recipe);
  });

  it.each([
    [
      "holds the article",
      '<div class="post category-cookies"><h1>Cookies</h1><p>Allow them to cool.</p></div>',
    ],
    [
      "is a part of it",
      '<main><section id="cookies"><h2>Cookies<a href="#cookies">¶</a></h2><p>The server accepts cookies.</p></section></main>',
    ],
  ])("keeps what is named as a banner, speaks as one, and %s", (_what, html) => {
    expect(bodyHtml(`<body>${html}</body>`)).toBe(html);
  });

  it.each([
    ["button", "<button>I agree</button>"],
    ["link that runs a script", '<a href="javascript:void(0)">I agree</a>'],
  ])("drops a banner in the midst of the article, by its %s", (_what, button) => {
    const banner = `<div class="consent"><p>This video sets cookies.</p>${button}</div>`;
    expect(bodyHtml(`<body><main><p>x</p>${banner}</main></body>`)).toBe("<main><p>x</p></main>");
  });

  it.each([
    ["below the heading", "<h1>A</h1><p>x</p>", '<div id="comments"><p>first!</p></div>'],
    [
      "with the heading that has their name",
      "<h1>A</h1><p>x</p>",
      '<div class="visitors_comment_block"><p id="comments">Comments</p><p>first!</p></div>',
    ],
    [
      "with a heading that says so, whatever their box is called",
      "<h1>A</h1><p>x</p>",
      '<div class="box"><div> <h2>Коментари (2)</h2></div><p class="commentText">a</p><p class="commentText">b</p></div>',
    ],
    [
      "with such a heading and the field for one",
      "<h1>A</h1><p>x</p>",
      '<div><h3>12 comments</h3><p>first!</p><form><textarea name="comment"></textarea></form></div>',
    ],
    ["on a page without heading", "<p>x</p>", '<ol class="commentlist"><li>first!</li></ol>'],
    ["with the form for more", "<h1>A</h1><p>x</p>", '<div id="respond"><h3>Reply</h3></div>'],
  ])("drops readers' comments %s", (_where, article, comments) => {
    expect(bodyHtml(`<body>${article}${comments}</body>`)).toBe(article);
  });

  it("drops no more than a thread that begins a page, whatever the page is called", () => {
    const html = '<body class="with-comments"><p id="comments">Comments</p><p>x</p></body>';
    expect(bodyHtml(html)).toBe("<p>x</p>");
  });

  it("drops no bare text that stands before a thread", () => {
    const box = (thread: string): string => `<h1>A</h1><div class="post has-comments">x${thread}</div>`;
    expect(bodyHtml(`<body>${box('<p id="comments">Comments</p>')}</body>`)).toBe(box(""));
  });

  it("drops no more than a thread that ends a box, whatever the box is called", () => {
    const box = (thread: string): string => `<h1>A</h1><div class="type-comment"><p>x</p>${thread}</div>`;
    expect(bodyHtml(`<body>${box('<p id="comments">Comments</p>')}</body>`)).toBe(box(""));
  });

  it.each([
    ["stands above the heading", '<div class="comments"><p>x</p></div><h1>A</h1>'],
    ["holds the heading", '<div id="comments"><h1>A</h1><p>x</p></div>'],
    ["holds the article", '<h1>A</h1><div class="comments"><div itemprop="articleBody">x</div></div>'],
    [
      "is a chapter on code",
      '<h1>A</h1><section><h2>Comments</h2><p class="comment">x</p><pre><b class="comment"># y</b></pre></section>',
    ],
    [
      "follows a text in its box",
      '<h1>A</h1><div><p>x</p><h2>Comments</h2><p class="comment">y</p><p class="comment">z</p></div>',
    ],
    [
      "is the page's own heading",
      '<div><h1>Comments</h1><p class="comment">x</p><p class="comment">y</p></div>',
    ],
    ["is a forum's first post", '<h1>A</h1><div itemprop="comment"><p>x</p></div>'],
  ])("keeps what is named as comments and %s", (_what, html) => {
    expect(bodyHtml(`<body>${html}</body>`)).toBe(html);
  });

  it.each([["[+] Enlarge"], ["<span>Bild vergrößern</span>"], ["拡大する"]])(
    "drops what a picture's link says of a click: %s",
    (label) => {
      const link = (words: string): string => `<a href="/b.jpg">${words}<img src="/a.jpg"></a>`;
      expect(bodyHtml(`<body>${link(label)}</body>`)).toBe(bodyHtml(`<body>${link("")}</body>`));
    },
  );

  it.each([
    ["with other words", '<a href="/b.jpg">Enlarge the harbour<img src="/a.jpg"></a>'],
    ["without a picture", '<p>Then press <a href="/zoom">Enlarge</a>.</p>'],
  ])("keeps the words of a link %s", (_what, html) => {
    expect(bodyHtml(`<body>${html}</body>`)).toContain("Enlarge");
  });

  it("drops images that count readers", () => {
    expect(bodyHtml('<body><p>x</p><img src="c.gif" width="1" height="1"></body>')).toBe("<p>x</p>");
  });

  it("keeps a link to a heading's own place where it is a word of a sentence", () => {
    const html = 'See <a href="#notes">below</a>.<h2 id="notes">Notes</h2> <a href="#notes">#</a>';
    expect(bodyHtml(`<body>${html}</body>`)).toBe('See <a href="#notes">below</a>.<h2>Notes</h2> ');
  });

  it("opens sections that are named by their headings where there are many, and not one alone", () => {
    const section = (id: string, title: string) => `<section id="${id}"><h2>${title}</h2><p>x</p></section>`;
    const [one, two] = [section("related-work", "Related work"), section("the-menu", "The menu")];
    expect(bodyHtml(`<main>${one}${two}</main>`)).toBe(
      "<main><h2>Related work</h2><p>x</p><h2>The menu</h2><p>x</p></main>",
    );
    expect(bodyHtml(`<main>${one}</main>`)).toBe(`<main>${one}</main>`);
    expect(bodyHtml(`<p>x</p>${one}${two}`)).toBe(`<p>x</p>${one}${two}`);
  });

  it("takes no minutes for headings within headings around a long text", () => {
    const html = `<main>${"<section id=x><h2 id=y>".repeat(250)}${"x &lt; ".repeat(300_000)}`;
    expect(bodyHtml(html)).toContain("x &lt; x");
  });

  it("unlinks a code block of hundreds of thousands of escapes", () => {
    const body = bodyOf(preparePage(`<pre><a>x</a>${"&lt;".repeat(400_000)}</pre>`, URL).document);
    expect(body.textContent).toBe(`x${"<".repeat(400_000)}`);
  });

  it.each([
    ["code blocks", "<pre><a></a>"],
    ["quotations' footers", "<blockquote><footer>"],
    ["items of galleries", '<dl class="gallery-item"><dd>'],
  ])("copies the text in %s that stand in one another once", (_what, tags) => {
    const words = "x &lt; ".repeat(300_000);
    expect(bodyHtml(`<body>${tags.repeat(250)}${words}`)).toContain(words);
  });

  it("keeps data about the page whose script names a file, too", () => {
    const html = '<p>x</p><script type="application/ld+json" src="a.js">{"a":1}</script>';
    expect(bodyHtml(`<body>${html}</body>`)).toContain('{"a":1}');
  });

  it("opens thousands of tabs at once", () => {
    const panels = '<div role="tabpanel" hidden>x</div>'.repeat(19_000);
    expect(bodyHtml(`<main><div>${panels}<ul role="tablist"></ul></div></main>`)).not.toContain("hidden");
  });
});
