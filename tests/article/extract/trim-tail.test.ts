/** What a site says below its articles stands below no text; what an article ends with does. */
import { describe, expect, it } from "vitest";
import { trimTail } from "../../../src/article/extract/trim-tail.ts";

const TEXT =
  "<p>The ferry has run every morning since the harbour was built, save for the winter of 1963.</p>".repeat(
    6,
  );
const trim = (html: string, title = "A boat"): string => trimTail(html, title);

describe("the tail of an article", () => {
  it.each([
    ["the rules of its comments", "<p>Comments are moderated and appear when we have read them.</p>"],
    ["them in German", "<p>Kommentare werden erst nach Prüfung freigeschaltet.</p>"],
    ["them in French", "<p>Les commentaires sont modérés et n’engagent que leurs auteurs.</p>"],
    ["them in Portuguese", "<p>Comentários que ofendam não serão aprovados pelo moderador.</p>"],
    ["them in Hungarian", "<p>A hozzászólások nem az x.hu nézeteit tükrözik.</p>"],
    ["them in Russian", "<p>Комментарии проходят модерацию.</p>"],
    ["them in Chinese", "<p>评论仅代表网友个人，不代表本站观点。</p>"],
    ["what may be written into their field", "<p>Allowed HTML tags: &lt;a&gt; &lt;em&gt;</p>"],
    [
      "all that stands below them",
      '<div><p>Comments are moderated.</p><p>Be kind.</p></div><img src="/logo.png">',
    ],
    ["its date", "<p>First published: Tuesday, March 5, 2024 08:38 AM</p>"],
    ["its dates", "<p>Publié le 05/03/2024<br>Mis à jour le 06/03/2024 à 14h03</p>"],
    ["when it was updated", "<p>Updated at 1:23 p.m.</p>"],
    ["what asks to follow the site", '<p>Subscribe to our <a href="/mail">newsletter</a>!</p>'],
    ["the same in Polish", "<p>Polub nas na Facebooku:</p>"],
  ])("loses %s", (_what, tail) => {
    expect(trim(TEXT + tail)).toBe(TEXT);
  });

  it.each([
    [
      "rules in a text that tells of comments",
      "<p>We close the comments.</p>",
      "<p>Comments are moderated.</p>",
    ],
    ["a text that is about them", "", `<p>Comments were moderated by hand.</p>${TEXT.repeat(2)}`],
    ["what somebody would not say", "", "<p>He had no comment on the moderator’s question.</p>"],
    ["what is said of other comments", "", "<p>The comments do not represent the views of the harbour.</p>"],
    ["the comments that an office asks for", "", "<p>Comments are welcome before the plan is approved.</p>"],
    ["who comments and who moderates", "", "<p>Ann Lee comments on boats for us and is a moderator.</p>"],
    ["much of it", "", `<p>Comments are moderated.</p>${TEXT}`],
    ["where a letter was written, and when", "", "<p>Lübeck, 31. März 2003</p>"],
    ["when a table was made", "", "<p>Stand: 5. März 2024</p>"],
    ["what was told later", "", "<p>Updated at 1:23 p.m. to add what the harbour says.</p>"],
    ["the newsletter that a text is about", "<p>A newsletter!</p>", "<p>Subscribe to our newsletter.</p>"],
    ["how its author can be reached", "", "<p>Follow Ann Lee on Twitter.</p>"],
    ["what it asks itself", "", "<p>Follow us on our way along the coast.</p>"],
    ["what stands further up", "<p>Follow us on Facebook</p>", TEXT],
  ])("keeps %s", (_what, head, tail) => {
    expect(trim(head + TEXT + tail)).toBe(head + TEXT + tail);
  });

  it("keeps rules below a title that tells of comments", () => {
    const html = `${TEXT}<p>Comments are moderated.</p>`;
    expect(trim(html, "How we read your comments")).toBe(html);
  });
});
