import { expect, it } from "vitest";
import { parseFragment } from "../../../src/article/dom/parse-page.ts";
import { hidePlayers, showPlayers } from "../../../src/article/prepare/hide-players.ts";

const shown = (html: string): string => {
  const body = parseFragment(html);
  const players = hidePlayers(body, "https://news.example/a");
  return showPlayers(body.innerHTML, players);
};

it("of a player its sources are kept, and no words for browsers that have none", () => {
  const html =
    '<video poster="p.jpg"><source src="v.mp4"><p>Please enable JavaScript</p> or see it there.</video>';
  expect(shown(html)).toBe('<video poster="p.jpg"><source src="v.mp4"></video>');
});

it("a player is shown once, however many pictures of a page have its stand-in's address", () => {
  const video = `<video src="v.mp4?${"x".repeat(100_000)}"></video>`;
  expect(shown(video + '<img src="https://player.invalid/0">'.repeat(10_000))).toBe(video);
});
