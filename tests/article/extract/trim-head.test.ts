/** What the story says elsewhere stands no more above its text; what the text begins with does. */
import { describe, expect, it } from "vitest";
import { trimHead } from "../../../src/article/extract/trim-head.ts";

const TEXT = "<p>The ferry has run every morning since the harbour was built.</p>";
const trim = (html: string, author = "Ann Lee"): string => trimHead(html, { title: "A boat", author });

describe("the head of an article", () => {
  it.each([
    ["its title", "<h1>A boat</h1>"],
    ["its byline", "<p>By Ann Lee</p>"],
    ["its author's name", "<p>Ann Lee</p>"],
    ["its date", "<p>5 March 2024, 17:05</p>"],
    ["a date as a heading", "<h2>5 March 2024</h2>"],
    ["a date behind its time", "<p>17.05 Uhr | 5. März 2024</p>"],
    ["a date in Japanese", "<p>2024年3月5日（火）12時30分 更新</p>"],
    ["a date in Chinese", "<p>2024年3月5日 星期二 下午</p>"],
    ["a date in Korean", "<p>2024년 3월 5일 화요일 오후 2:30</p>"],
    ["a date that begins with its month", "<p>March 5, 2024, 10:30 a.m. EST</p>"],
    ["a date with its day of the week", "<p>sexta-feira, 22 de outubro de 2010 às 20:13</p>"],
    ["a date with the time to read", "<p>Oct 18, 2019 · 8 min read</p>"],
    ["its byline with its date", "<p>Posted by Ann Lee on 5 March 2024</p>"],
    ["its date with its byline", '<p>March 5, 2024 | <a href="/ann">Ann Lee</a></p>'],
    ["both in French", "<p>Par Ann Lee, publié le 5 mars 2024 à 10h30</p>"],
    ["what is left of its byline", "<h4><span>By:</span> </h4>"],
    ["all of them", "<h2>A boat</h2><p>Text: Ann Lee</p><p>Published 5 March 2024</p>"],
  ])("loses %s", (_what, head) => {
    expect(trim(head + TEXT)).toBe(TEXT);
  });

  it("loses what stands below the standfirst", () => {
    const lead = "<h3>A new engine for the old boat.</h3>";
    expect(trim(`${lead}<p>By Ann Lee</p><p>5 March 2024</p>${TEXT}`)).toBe(lead + TEXT);
  });

  it("loses when it was published above a text with other dates", () => {
    const rest = `${TEXT.repeat(4)}<p>5 March 2024</p>${TEXT}`;
    expect(trim(`<p>Published 5 March 2024</p>${rest}`)).toBe(rest);
  });

  it("loses a byline of two", () => {
    expect(trim(`<p>By Ann Lee and Bo Ek</p>${TEXT}`, "Ann Lee, Bo Ek")).toBe(TEXT);
  });

  it("loses the name of an author whose family name comes first", () => {
    expect(trim(`<p>By Lee, Ann</p>${TEXT}`, "Lee, Ann")).toBe(TEXT);
  });

  it.each([
    ["a diary's days", `<h2>12 May 2024</h2>${TEXT}<h2>11 May 2024</h2>${TEXT}`],
    ["those of a log", `<p>May 12, 2024</p>${TEXT.repeat(4)}<p>May 11, 2024</p>${TEXT}`],
    ["a sentence that ends with the author", `<p>I’m Ann Lee.</p>${TEXT}`],
    ["a sentence that begins with a date", `<p>2 March 2024 saw the launch.</p>${TEXT}`],
    ["a sentence that does so in Chinese", `<p>2024年3月5日，国务院总理在北京会见了来访的客人。</p>${TEXT}`],
    ["a line that does so in Japanese", `<p>2024年3月5日は雨でした<br>朝は晴れていた</p>${TEXT}`],
    ["a heading that does so in Korean", `<h2>2024년 3월 5일의 일기</h2>${TEXT}`],
    ["a heading that begins with a month", `<h2>January 6, 2021 Capitol attack</h2>${TEXT}`],
    ["what an author does on a day", `<p>Ann Lee sailed on March 5, 2024</p>${TEXT}`],
    ["where and when it was written", `<p>Lübeck, 31. März 2003</p>${TEXT}`],
    ["a name that is another's with a date", `<p>Posted by Bo Ek on 5 March 2024</p>${TEXT}`],
    ["a heading that tells of a day", `<h2>3 dead after fire on 4 May 2024</h2>${TEXT}`],
    ["a heading that begins with its day", `<h2>2024-05-04: Boats 2.0</h2>${TEXT}`],
    ["the only version of a list of changes", `<h2>2.0 (2024-05-04)</h2>${TEXT}`],
    ["a paragraph with the title's words", `<p>A boat</p>${TEXT}`],
    ["a date that links to its day", `<p><a href="/2024/03/05/">5 March 2024</a></p>${TEXT}`],
    ["a link beside its date", `<p>5 March 2024 <b><a href="/b">Boats</a></b></p>${TEXT}`],
    ["what stands further down", `${TEXT.repeat(4)}<p>By Ann Lee</p><p>5 March 2024</p><h2>A boat</h2>`],
    ["a day in a table", `<table><tbody><tr><td>Mo</td><td>Di</td></tr></tbody></table>${TEXT}`],
    ["a name that is another's", `<p>By Bo Ek</p>${TEXT}`],
  ])("keeps %s", (_what, html) => {
    expect(trim(html)).toBe(html);
  });
});
