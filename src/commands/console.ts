/** What a person sees: a progress bar on a terminal, plain lines elsewhere. */
import { Presets, SingleBar } from "cli-progress";
import { plainLines, withoutSteering } from "../text/plain-lines.ts";

export interface Console {
  /** The result, on stdout. */
  print(text: string): void;
  /** A message, on stderr where stdout is JSON. */
  say(text: string): void;
  /** The same, of a command to the machine that runs the job. */
  command(line: string): void;
  bar(label: string, total: number): Bar;
}

export interface Bar {
  update(done: number, total?: number): void;
  stop(): void;
}

/** @param json stdout is kept for one JSON document */
export function openConsole(json: boolean, env: NodeJS.ProcessEnv): Console {
  const command = (line: string): void => {
    (json ? process.stderr : process.stdout).write(`${withoutSteering(line)}\n`);
  };
  const say = (text: string): void => command(plainLines(text));
  return {
    print: (text) => void process.stdout.write(`${plainLines(text)}\n`),
    say,
    command,
    bar: (label, total) =>
      process.stdout.isTTY && !json && env.TERM !== "dumb"
        ? drawBar(label, total, env)
        : countLines(label, total, say),
  };
}

function drawBar(label: string, total: number, env: NodeJS.ProcessEnv): Bar {
  const bar = new SingleBar(
    {
      format: `${label} {bar} {value}/{total}`,
      clearOnComplete: true,
      hideCursor: true,
      stream: process.stdout,
      // Without colour, ASCII: a terminal that wants no colour often has no blocks either.
      ...(env.NO_COLOR ? { barCompleteChar: "#", barIncompleteChar: "-" } : {}),
    },
    Presets.shades_classic,
  );
  bar.start(total, 0);
  return {
    update(done, all) {
      if (all !== undefined) bar.setTotal(all);
      bar.update(done);
    },
    stop: () => bar.stop(),
  };
}

/** A line for each fifth: a log stays readable. */
function countLines(label: string, total: number, say: (text: string) => void): Bar {
  let [all, next] = [total, 0.2];
  if (total > 0) say(`${label}: ${total.toLocaleString("en")}`);
  return {
    update(done, now) {
      all = now ?? all;
      if (all < 500 || done < all * next || done >= all) return;
      say(`${label}: ${done.toLocaleString("en")} of ${all.toLocaleString("en")}`);
      next = Math.floor((done / all) * 5 + 1) / 5;
    },
    stop: () => undefined,
  };
}
