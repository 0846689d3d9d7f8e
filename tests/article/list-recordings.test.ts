import { expect, it } from "vitest";
import { listRecordings } from "../../src/article/list-recordings.ts";

it("lists the recordings that a body links to, in order, each once, under the first link's words", () => {
  const body = `[A page](https://island.example/ferry) and [the *whole* talk](https://cast.example/talk.m4a?a=1&b=2).

![Film](https://cast.example/still.jpg) [Film](https://cast.example/film.webm)

[7 boats](https://cast.example/e/7%20boats.mp3) [again](https://cast.example/film.webm)

\`[code](https://cast.example/code.mp3)\` [here](/below.mp3)
`;
  expect(listRecordings(body)).toEqual([
    { url: "https://cast.example/talk.m4a?a=1&b=2", title: "the whole talk", medium: "audio" },
    { url: "https://cast.example/film.webm", title: "Film", medium: "video" },
    { url: "https://cast.example/e/7%20boats.mp3", title: "7 boats", medium: "audio" },
  ]);
});
