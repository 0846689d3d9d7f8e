/** What a run over the corpus has to say for itself: figures, and what is wrong. */

export interface Findings {
  /** One line of the report. */
  figure(name: string, value: string | number): void;
  /** Wrong things of one kind; none is well. */
  wrong(name: string, cases: string[]): void;
  /** Something that must hold. */
  must(holds: boolean, what: string): void;
  /** 1 where anything was wrong. */
  exitCode(): number;
}

const SHOWN = 12;

export function startReport(write: (text: string) => void): Findings {
  let failures = 0;
  const wrong = (name: string, cases: string[]): void => {
    write(`${cases.length === 0 ? "ok   " : "WRONG"} ${name}: ${cases.length}\n`);
    for (const one of cases.slice(0, SHOWN)) write(`        ${one}\n`);
    if (cases.length > SHOWN) write(`        and ${cases.length - SHOWN} more\n`);
    failures += cases.length;
  };
  return {
    figure: (name, value) => write(`      ${name}: ${value}\n`),
    wrong,
    must(holds, what) {
      if (!holds) write(`WRONG ${what}\n`);
      if (!holds) failures++;
    },
    exitCode: () => (failures > 0 ? 1 : 0),
  };
}
