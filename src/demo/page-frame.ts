/** An article's page as papers print it: the text among much that is not the text. */
import type { Article } from "./articles.ts";
import { escapeXml } from "./write-feeds.ts";

const MENU: Record<string, string[]> = {
  en: ["Home", "Town", "Harbour", "Letters", "Weather"],
  ru: ["Главная", "Город", "Книги", "Погода"],
  ar: ["الرئيسية", "المدينة", "الفن", "الطقس"],
  zh: ["首页", "科学", "城市", "天气"],
};

const MOST_READ = [
  "Ferry late again, ferry says",
  "Ten knots that nobody needs",
  "The weather, explained to the weather",
];

export function frameArticle(article: Article, paper: string): string {
  const { title, author, published, language, categories, html } = article;
  const menu = (MENU[language] ?? MENU.en ?? []).map((name) => `<li><a href="/">${name}</a></li>`).join("");
  const facts = JSON.stringify({
    "@context": "https://schema.org",
    "@type": "NewsArticle",
    headline: title,
    datePublished: published,
    author: { "@type": "Person", name: author },
  }).replaceAll("<", "\\u003c");
  return `<!doctype html>
<html lang="${language}"${language === "ar" ? ' dir="rtl"' : ""}>
<head>
<meta charset="utf-8">
<title>${escapeXml(title)} | ${paper}</title>
<meta property="og:site_name" content="${paper}">
<meta name="author" content="${escapeXml(author)}">
<script type="application/ld+json">${facts}</script>
<script>window.dataLayer = window.dataLayer || [];</script>
</head>
<body>
<div class="cookie-note" role="dialog"><p>We use cookies to count cookies.</p><button>Accept</button></div>
<header class="site"><a class="logo" href="/">${paper}</a><nav><ul>${menu}</ul></nav></header>
<main>
<article>
<h1>${escapeXml(title)}</h1>
<p class="byline"><span class="author">${escapeXml(author)}</span> <time datetime="${published}">${published.slice(0, 10)}</time></p>
<div class="article-body">
${html}
</div>
<p class="keywords">${categories.map((name) => `<a href="/tags/${encodeURIComponent(name)}">${name}</a>`).join(" ")}</p>
</article>
<aside class="sidebar"><h3>Most read</h3><ol>${MOST_READ.map((line) => `<li><a href="/">${line}</a></li>`).join("")}</ol><div class="ad">Advertisement: rope, by the metre.</div></aside>
<section class="newsletter"><h3>Never miss a tide</h3><form><input type="email" placeholder="you@example.com"><button>Subscribe</button></form></section>
</main>
<footer class="site"><p>© ${paper}. Printed on the quay. <a href="/imprint">Imprint</a></p></footer>
</body>
</html>
`;
}
