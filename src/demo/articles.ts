/** The newspaper's articles: one file each, what is known of it in the comment at its head. */
import { readdirSync, readFileSync } from "node:fs";

export interface Article {
  /** Its page is `/articles/NAME`. */
  name: string;
  title: string;
  author: string;
  /** ISO 8601 UTC. */
  published: string;
  language: string;
  /** Feeds that carry it. */
  feeds: string[];
  categories: string[];
  html: string;
}

const FOLDER = new URL("./articles/", import.meta.url);

/** Newest first. */
export function readArticles(): Article[] {
  const articles = readdirSync(FOLDER)
    .filter((file) => file.endsWith(".html"))
    .map((file) => readArticle(file));
  return articles.sort((a, b) => (a.published < b.published ? 1 : -1));
}

function readArticle(file: string): Article {
  const text = readFileSync(new URL(file, FOLDER), "utf8");
  const end = text.indexOf(" -->");
  const known: Omit<Article, "name" | "html"> = JSON.parse(text.slice("<!-- ".length, end));
  return { name: file.slice(0, -".html".length), ...known, html: text.slice(end + " -->".length).trim() };
}
