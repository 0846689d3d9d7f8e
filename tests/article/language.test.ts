/** Languages detected and declared, and directions. */
import { describe, expect, it } from "vitest";
import { detectLanguage } from "../../src/article/detect-language.ts";
import { settleLanguage } from "../../src/article/settle-language.ts";

describe("detecting a language", () => {
  it.each([
    ["en", "The ferry between the two islands has run every morning since the harbour was built."],
    ["de", "Die Fähre zwischen den beiden Inseln fährt jeden Morgen, seit der Hafen gebaut wurde."],
    ["ru", "Паром между двумя островами ходит каждое утро с тех пор, как была построена гавань."],
    ["ar", "تعمل العبارة بين الجزيرتين كل صباح منذ بناء الميناء، ولا يتذكر أحد من السكان شتاء غابت فيه."],
    ["ja", "港ができてから、二つの島を結ぶ渡し船は毎朝出ている。"],
  ])("knows %s by its words", async (language, text) => {
    expect(await detectLanguage(text)).toBe(language);
  });

  it.each([
    "",
    "Boat",
    "x = 1; y = 2",
    "Lorem ipsum dolor sit amet, consectetur adipiscing elit, sed do eiusmod tempor",
  ])("says nothing of %j", async (text) => {
    expect(await detectLanguage(text)).toBeUndefined();
  });
});

describe("settling a language", () => {
  it.each([
    ["the declaration that the words confirm", ["de", "en-GB"], "en", "en-GB"],
    ["what is declared where the words say nothing", [undefined, "PT_br"], undefined, "pt-BR"],
    ["what is declared among near relatives", ["nb"], "no", "nb"],
    ["the words against a template's declaration", ["en"], "ar", "ar"],
    ["the words where nothing is declared", [], "ru", "ru"],
    ["what is declared for private use", ["de-x-formal"], "de", "de-x-formal"],
    ["nothing where nobody knows", ["english", "und", `de-x${"-formal".repeat(1000)}`], undefined, undefined],
  ])("takes %s", (_, declared, detected, expected) => {
    expect(settleLanguage(declared, detected)).toBe(expected);
  });
});
