/** The choice among extractors, on results made by hand. */
import { describe, expect, it, vi } from "vitest";
import { parseFragment } from "../../../src/article/dom/parse-page.ts";
import { textBlocks } from "../../../src/article/dom/text-blocks.ts";
import { keptBlocks } from "../../../src/article/extract/align-blocks.ts";
import { chooseText } from "../../../src/article/extract/choose-text.ts";
import { extractWithArticleExtractor } from "../../../src/article/extract/extract-with-article-extractor.ts";
import { recogniseBarrier } from "../../../src/article/recognise-barrier.ts";

const TEXT = [
  "The ferry between the two islands has run every morning since the harbour was built, in any weather.",
  "This year its owners asked the passengers what they would change, and most of them said the timetable.",
  "The bridge would cost more than all the houses on the smaller island are worth, say the engineers.",
];
const text = TEXT.map((words) => `<p>${words}</p>`).join("");
const menu =
  '<ul><li><a href="/a">News from the islands</a></li><li><a href="/b">Weather for sailors</a></li></ul>';
const body = parseFragment(`${menu}${text}<p><a href="/c">Read also: another boat goes away</a></p>`);

describe("choosing among extractors", () => {
  it("takes article-extractor's text where all agree", () => {
    const choice = chooseText(body, { "article-extractor": text, readability: text, defuddle: text });
    expect(choice).toEqual({ by: "article-extractor", html: text });
  });

  it("takes the fuller text of two against one that lost most of it", () => {
    const short = `<p>${TEXT[0]}</p>`;
    expect(chooseText(body, { "article-extractor": short, readability: text, defuddle: text })?.by).toBe(
      "readability",
    );
  });

  it("takes the text without the menu", () => {
    const all = `${menu}${text}`;
    expect(
      chooseText(body, { "article-extractor": all, readability: all, defuddle: text })?.html,
    ).not.toContain("Weather");
  });

  it("takes the only text that there is", () => {
    expect(chooseText(body, { defuddle: text })).toEqual({ by: "defuddle", html: text });
  });

  it("takes nothing where nobody found anything", () => {
    expect(chooseText(body, {})).toBeUndefined();
  });

  it("takes what stands in a navigation that nobody closed, with the heading", () => {
    const page = parseFragment(`<nav>${menu}<h1>The ferry</h1>${text}<footer><p>Imprint</p></footer></nav>`);
    expect(chooseText(page, { readability: text })?.html).toBe(text);
    expect(chooseText(parseFragment(`<nav>${text}</nav>`), { readability: text })).toBeUndefined();
  });

  it("removes a pointer to another story from the text that it takes", () => {
    const all = `${text}<p><a href="/c">Read also: another boat goes away</a></p>`;
    const choice = chooseText(body, { "article-extractor": all, readability: all, defuddle: all });
    expect(choice?.html).toBe(text);
  });

  it.each([
    ["Indonesian", "<p>Baca juga: <a href='/c'>Kapal listrik mulai beroperasi di pulau kecil</a></p>"],
    ["Polish", "<p>Zobacz też: <a href='/c'>Nowy prom elektryczny wypłynął z portu</a></p>"],
    ["Czech", "<p>Čtěte také: <a href='/c'>Nový elektrický přívoz poprvé vyplul</a></p>"],
    ["Greek", "<p>Διαβάστε επίσης: <a href='/c'>Το νέο ηλεκτρικό πλοίο του νησιού</a></p>"],
    ["Hindi", "<p>यह भी पढ़ें: <a href='/c'>द्वीप की पहली बिजली वाली नाव</a></p>"],
    ["Hindi, in composed letters", "<p>यह भी प\u095Dें: <a href='/c'>द्वीप की पहली बिजली वाली नाव</a></p>"],
    ["Vietnamese, in parts", "<p>Đo\u0323c thêm: <a href='/c'>Con thuyền điện mới của hòn đảo</a></p>"],
    ["Arabic", "<p>اقرأ أيض\u064Bا: <a href='/c'>قارب كهربائي جديد في الجزيرة</a></p>"],
    ["Chinese", "<p>延伸閱讀</p><p>廣告</p>"],
  ])("removes pointers and labels that all agree on in %s", (_language, pointer) => {
    const all = `${text}${pointer}`;
    const extractions = { "article-extractor": all, readability: all, defuddle: all };
    expect(chooseText(parseFragment(all), extractions)?.html).toBe(text);
  });

  it.each([
    ["headings", `<h2>Comments</h2>${text}<h2>See also</h2><p>${TEXT[0]}</p>`],
    ["items", `${text}<ul><li>Post</li><li>Email</li><li>Facebook</li></ul>`],
    ["links", `${text}<ul><li><a href="/a">Watchmen, the series</a></li></ul>`],
  ])("keeps %s that read like a site's own words, where all agree", (_what, html) => {
    const extractions = { "article-extractor": html, readability: html, defuddle: html };
    expect(chooseText(parseFragment(html), extractions)?.html).toBe(html);
  });

  it("removes such words that one extractor leaves out", () => {
    const all = `${text}<p>Comments</p>`;
    const extractions = { "article-extractor": all, readability: all, defuddle: text };
    expect(chooseText(parseFragment(all), extractions)?.html).toBe(text);
  });

  it("leaves a removed cell's place in its row", () => {
    const table = (word: string): string =>
      `<table><tbody><tr><td>Dark</td><td>${word}</td><td>2017</td></tr></tbody></table>`;
    const all = text + table('<a href="/dark">Watch now</a>');
    const extractions = { "article-extractor": all, readability: all, defuddle: all };
    expect(chooseText(parseFragment(all), extractions)?.html).toBe(text + table(""));
  });

  const facts = (...values: string[]): string =>
    `<table><tbody>${values.map((value) => `<tr><th>The builder</th><td>${value}</td></tr>`).join("")}</tbody></table>`;

  it("keeps the cells of a table with headings that holds more than links", () => {
    const all = text + facts("Launched on 3 May 1998 in the harbour", '<a href="/ek">Bo Ek</a>');
    const extractions = { "article-extractor": all, readability: all, defuddle: text };
    expect(chooseText(parseFragment(all), extractions)?.html).toBe(all);
  });

  it("removes what points elsewhere from such a table", () => {
    const all = text + facts("Launched on 3 May 1998", '<a href="/dark">Watch now</a>');
    const extractions = { "article-extractor": all, readability: all, defuddle: all };
    expect(chooseText(parseFragment(all), extractions)?.html).not.toContain("Watch");
  });

  const links = '<p><a href="/tag/ferry">Ferries</a>, <a href="/tag/sea">Sea</a></p>';
  const found = (html: string, page: string): string | undefined =>
    chooseText(parseFragment(page), { "article-extractor": html, readability: html })?.html;

  it.each([
    [
      "at the end",
      `${text}<h2>Tags of this story</h2>${links}`,
      `${text}<h2>Tags of this story</h2><p>, </p>`,
    ],
    [
      "before the next heading",
      `<h2>Contents</h2><ul><li><a href="#a">The ferry</a></li></ul><h2>The ferry</h2>${text}`,
      `<h2>Contents</h2><h2>The ferry</h2>${text}`,
    ],
  ])("removes the heading of a list of links that is left out %s", (_where, page, html) => {
    expect(found(html, page)).not.toMatch(/Tags|Contents|, </);
    expect(found(html, page)).toContain(text);
  });

  const other =
    "<p>The first crossing under the new timetable leaves on Monday at six, when the tide is high.</p>";

  it.each([
    [
      "in the midst of a text",
      `${text}<h5>Related tags</h5>${links}${other}`,
      `${text}<h5>Related tags</h5><p>, </p>${other}`,
    ],
    [
      "that is no heading",
      `${text}<p><b>Further reading:</b></p>${links}${other}`,
      `${text}<p><b>Further reading:</b></p>${other}`,
    ],
    [
      "in Hungarian",
      `${text}<h3>Kapcsolódó írások:</h3>${links}${other}`,
      `${text}<h3>Kapcsolódó írások:</h3>${other}`,
    ],
    [
      "of titles",
      `${text}<p>相关报道</p><h4><a href="/b">Another boat</a></h4>${other}`,
      `${text}<p>相关报道</p>${other}`,
    ],
  ])("removes a label of links that are left out %s", (_where, page, html) => {
    expect(found(html, page)).toBe(text + other);
  });

  it.each([
    [
      "with its links",
      `${text}<p>Further reading:</p>${links}${other}`,
      `${text}<p>Further reading:</p>${links}${other}`,
    ],
    [
      "with words",
      `${text}<h2>Related tags</h2><p>They are in a list.</p>${links}`,
      `${text}<h2>Related tags</h2><p>They are in a list.</p>`,
    ],
    [
      "with words that were left out",
      `${text}<h2>Topics</h2><p>We spoke of boats.</p>${other}`,
      `${text}<h2>Topics</h2>${other}`,
    ],
    [
      "that says more",
      `${text}<p>Further reading is what we ask you for</p>${links}${other}`,
      `${text}<p>Further reading is what we ask you for</p>${other}`,
    ],
  ])("keeps a label %s", (_what, page, html) => {
    const extractions = { "article-extractor": html, readability: html, defuddle: html };
    expect(chooseText(parseFragment(page), extractions)?.html).toBe(html);
  });

  it.each([
    [
      "with words that were left out",
      `${text}<h2>The end</h2><p>And then it sank.</p>`,
      `${text}<h2>The end</h2>`,
    ],
    [
      "with a picture",
      `${text}<h2>The boat</h2><img src="/a.jpg">${links}`,
      `${text}<h2>The boat</h2><img src="/a.jpg">`,
    ],
    ["with parts", `<h2>The boat</h2><h3>Its crew</h3>${text}`, `<h2>The boat</h2><h3>Its crew</h3>${text}`],
    ["that is a sentence", `${text}<h2>We sail at dawn.</h2>${links}`, `${text}<h2>We sail at dawn.</h2>`],
    [
      "that ends an article above the links of its footer",
      `<article>${text}<h2>Fair winds to all</h2></article><footer>${links}</footer>`,
      `${text}<h2>Fair winds to all</h2>`,
    ],
    ["with nothing", `${text}<h2>The end</h2>`, `${text}<h2>The end</h2>`],
    [
      "of things that a page sells",
      ["A red boat", "A blue boat", "A big boat", "A boat"]
        .map((name) => `<h2>${name}</h2>${links}`)
        .join("") + text,
      ["A red boat", "A blue boat", "A big boat", "A boat"].map((name) => `<h2>${name}</h2>`).join("") + text,
    ],
  ])("keeps a heading %s", (_what, page, html) => {
    expect(found(html, page)).toBe(html);
  });

  it("takes an anchor that nobody closed for no link", () => {
    const named = `<a name="top">${text}</a>`;
    const choice = chooseText(parseFragment(named), { "article-extractor": named, readability: named });
    expect(choice?.html).toBe(named);
  });

  it("lets the feed's own words tip the scale", () => {
    const extractions = {
      "article-extractor": `<p>${TEXT[0]}</p>`,
      defuddle: `<p>${TEXT[1]}</p><p>${TEXT[2]}</p>`,
    };
    expect(chooseText(body, extractions, `<p>${TEXT[1]}</p>`)?.by).toBe("defuddle");
    expect(chooseText(body, extractions, `<p>${TEXT[0]}</p>`)?.by).toBe("article-extractor");
  });
});

describe("aligning blocks", () => {
  const blocks = (...words: string[]) =>
    textBlocks(parseFragment(words.map((word) => `<p>${word}</p>`).join("")));

  it("finds a repeated line once, where it stands in order", () => {
    expect(keptBlocks(blocks("menu", "one", "menu", "two"), blocks("one", "menu", "two"))).toEqual([
      false,
      true,
      true,
      true,
    ]);
  });

  it("finds long words that an extractor joined with others", () => {
    const page = blocks(TEXT[0] ?? "", TEXT[1] ?? "");
    expect(keptBlocks(page, blocks(`${TEXT[0]} ${TEXT[1]}`))).toEqual([true, true]);
  });
});

describe("article-extractor behind its door", () => {
  it("keeps the white space of code, and its comments' own signs", async () => {
    const code = "if (a) {\n\n\treturn  b; // x\n    }\n";
    const html = await extractWithArticleExtractor(
      `<html><head></head><body><article>${text}<pre>${code}</pre></article></body></html>`,
    );
    expect(html).toContain(`<pre>${code}</pre>`);
  });

  it("keeps fragments, and links that the page's canonical address would have bent", async () => {
    const head = '<title>Mirror</title><link rel="canonical" href="https://mirror.example/mirror">';
    const links =
      '<p>See <a href="#note">the note</a> and <a href="https://site.example/x">the other page</a>.</p>';
    const html = await extractWithArticleExtractor(
      `<html><head>${head}</head><body><article>${text}${links}</article></body></html>`,
    );
    expect(html).toContain('href="#note"');
    expect(html).not.toContain("mirror.example");
  });

  it("does not count words by Intl.Segmenter, and gives it back", async () => {
    const segment = vi.spyOn(Intl.Segmenter.prototype, "segment");
    const real = Intl.Segmenter;
    await extractWithArticleExtractor(`<html><head></head><body><article>${text}</article></body></html>`);
    expect(segment).not.toHaveBeenCalled();
    expect(Intl.Segmenter).toBe(real);
  });
});

describe("recognising what stands in an article's place", () => {
  it.each([
    ["404 - Page not found", "Try the search.", "error page"],
    ["Just a moment...", "Ray ID: 1", "robot check"],
    ["404-Fehler", "Zur Startseite.", "error page"],
    ["500 - Internal Server Error", "Come back later.", "error page"],
    ["Search", "Our systems have detected unusual traffic from your computer network.", "robot check"],
    ["One more step", "Please confirm that you’re not a robot.", "robot check"],
    ["Log in", "Your name and password, please.", "paywall or login page"],
    ["A boat", "Subscribe to continue reading.", "paywall or login page"],
    ["Ein Boot", "Jetzt abonnieren und weiterlesen mit Plus.", "paywall or login page"],
    ["A boat", "Please enable JavaScript to view this page.", "page that needs JavaScript"],
    ["A boat", "We and our partners use cookies. Accept all cookies", "cookie notice"],
  ])("%s: %s", (title, shown, name) => {
    expect(recogniseBarrier({ title, shown, words: 20, free: true })?.name).toBe(name);
  });

  const PAYWALL = "paywall or login page";
  const SCRIPT = "page that needs JavaScript";

  it.each([
    ["Log in to read the whole story.", PAYWALL],
    ["Sign in to continue", PAYWALL],
    ["You have 2 free articles remaining.", PAYWALL],
    ["Create your free account", PAYWALL],
    ["This content is for paying members", PAYWALL],
    ["Subscribers only", PAYWALL],
    ["Subscribe now to unlock this story", PAYWALL],
    ["Nur für Abonnenten", PAYWALL],
    ["Bereits Abonnent? Hier entlang.", PAYWALL],
    ["Bitte anmelden, um den Text zu lesen.", PAYWALL],
    ["Article réservé aux abonnés", PAYWALL],
    ["Déjà abonné ?", PAYWALL],
    ["Abonnez-vous pour lire la suite", PAYWALL],
    ["Contenido solo para suscriptores", PAYWALL],
    ["Suscríbete para seguir leyendo", PAYWALL],
    ["Contenuto riservato agli abbonati", PAYWALL],
    ["Только для подписчиков", PAYWALL],
    ["Оформите подписку, чтобы читать дальше", PAYWALL],
    ["この記事は会員限定です", PAYWALL],
    ["有料会員になると続きを読めます", PAYWALL],
    ["登录后查看全文", PAYWALL],
    ["JavaScript is disabled in your browser.", SCRIPT],
    ["Bitte JavaScript aktivieren", SCRIPT],
    ["Veuillez activer JavaScript", SCRIPT],
    ["Habilita JavaScript para continuar", SCRIPT],
    ["Включите JavaScript", SCRIPT],
    ["Alle Cookies akzeptieren", "cookie notice"],
    ["Accepter les cookies", "cookie notice"],
    ["Aceptar las cookies", "cookie notice"],
    ["Before you continue to the site", "cookie notice"],
  ])("a boat's page with %s is a %s", (shown, name) => {
    expect(recogniseBarrier({ title: "A boat", shown, words: 20, free: true })?.name).toBe(name);
  });

  it.each([
    "The page was not found",
    "Page is unavailable",
    "Seite nicht gefunden",
    "Page introuvable",
    "404",
    "Error 403",
  ])("%s is the title of an error page, which has nothing of the article", (title) => {
    const barrier = recogniseBarrier({ title, shown: "Zur Startseite.", words: 20, free: true });
    expect(barrier).toEqual({ name: "error page", hopeless: true });
  });

  it.each([
    ["robot check", "Just a moment...", true],
    [PAYWALL, "Log in", false],
  ])("says of a %s whether anything of the article is behind it", (name, title, hopeless) => {
    expect(recogniseBarrier({ title, shown: "Later.", words: 20, free: true })).toEqual({ name, hopeless });
  });

  it.each([
    ["Forbidden City reopens", "The palace opened its gates.", 20],
    ["Why you should enable JavaScript", "Please enable JavaScript, say its friends.", 900],
    ["Just a moment...", "A moment, said the captain.", 300],
    ["A boat", "The boat stays.", 20],
    ["500-year-old boat found", "Divers found it near the coast.", 20],
    ["450-page report on the bridge", "It says what three councils promised.", 20],
    ["Входные двери", "Двери бывают разные.", 20],
    ["Sorting", "Every element of the array identifies a row, and an X-ray idea helps.", 20],
    ["The bridge", "Drivers noticed unusual traffic on it.", 20],
    ["Shares", "Traders noticed unusual activity; the captain said that she is not a robot.", 20],
  ])("takes %s for an article", (title, shown, words) => {
    expect(recogniseBarrier({ title, shown, words, free: true })).toBeUndefined();
  });

  it("believes a page that says its text must be paid for, while little is shown", () => {
    expect(recogniseBarrier({ title: "A boat", shown: "The boat.", words: 20, free: false })?.name).toBe(
      "paywall or login page",
    );
    expect(
      recogniseBarrier({ title: "A boat", shown: "The boat.", words: 800, free: false }),
    ).toBeUndefined();
  });
});
