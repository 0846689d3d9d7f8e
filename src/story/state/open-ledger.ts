/** The ledger as one run sees it: what is remembered of each story, and which of its files are to be written anew. */
import { groupBy } from "../../group-by.ts";
import { comparePlace, compareText } from "../story.ts";
import { formatLedger, type LedgerLine, ledgerPath } from "./ledger.ts";

/** Where the ledger's files go, by paths below the root. */
interface Files {
  write(path: string, text: string): void;
  remove(path: string): void;
}

export class OpenLedger {
  readonly #lines = new Map<string, LedgerLine>();
  /** Paths. */
  readonly #changed = new Set<string>();
  /** Lines that the files had besides those that stand: a killed merge may have left a story in two months. */
  readonly doubled: LedgerLine[];

  /** @param lines of all files */
  constructor(lines: LedgerLine[]) {
    for (const line of lines) if (this.#isEarlier(line)) this.#lines.set(line.id, line);
    this.doubled = lines.filter((line) => this.#lines.get(line.id) !== line);
    for (const line of this.doubled) this.#touch(line);
  }

  /** By story id. */
  get lines(): ReadonlyMap<string, LedgerLine> {
    return this.#lines;
  }

  /** Remembers a story, in the place of what was remembered of it. */
  put(line: LedgerLine): void {
    const known = this.#lines.get(line.id);
    // What moves to another month leaves no slot behind in the one where it was.
    if (known) this.#touch(known);
    this.#lines.set(line.id, line);
    this.#touch(line);
  }

  /** The same, where it is news. */
  putIfNews(line: LedgerLine): void {
    const known = this.#lines.get(line.id);
    if (!known || formatLedger([known]) !== formatLedger([line])) this.put(line);
  }

  /** Remembers a story that is no more. Of two slots of one, the earlier stands. */
  putIfEarlier(line: LedgerLine): void {
    if (this.#isEarlier(line)) this.put(line);
  }

  forget(line: LedgerLine): void {
    this.#lines.delete(line.id);
    this.#touch(line);
  }

  save(files: Files): void {
    const byPath =
      this.#changed.size > 0 ? groupBy(this.#lines.values(), ({ shared }) => ledgerPath(shared)) : new Map();
    for (const path of [...this.#changed].sort(compareText)) {
      const lines = byPath.get(path);
      if (lines) files.write(path, formatLedger(lines));
      else files.remove(path);
    }
    this.#changed.clear();
  }

  #touch({ shared }: LedgerLine): void {
    this.#changed.add(ledgerPath(shared));
  }

  #isEarlier(line: LedgerLine): boolean {
    const known = this.#lines.get(line.id);
    return !known || comparePlace(line, known) < 0;
  }
}
