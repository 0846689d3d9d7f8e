/** Typed reading of front matter: what is not as it should be is named by its key, with the cure. */
import { toInstant } from "../../clock.ts";

/** Thrown at the first field that cannot be read; `key` is a path like `origin.published`. */
export class FieldError extends Error {
  override name = "FieldError";
  readonly key: string;
  readonly cure: string;

  constructor(key: string, message: string, cure: string) {
    super(`${key}: ${message}`);
    this.key = key;
    this.cure = cure;
  }
}

/** Nothing said: the key is missing, or stands there empty. */
const isAbsent = (value: unknown): value is null | undefined => value === undefined || value === null;

const isScalar = (value: unknown): value is string | number | boolean =>
  typeof value === "string" || typeof value === "number" || typeof value === "boolean";

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** A date alone stands in UTC by itself (ECMA-262, Date Time String Format). */
const HAS_ZONE = /^\S{10}$|(z|[+-]\d\d(:?\d\d)?|[a-z]{3})$/i;

export const isDay = (text: string): boolean =>
  /^\d{4}-\d\d-\d\d$/.test(text) &&
  !Number.isNaN(Date.parse(text)) &&
  // The 31st of February is read as a day in March.
  new Date(text).toISOString().startsWith(text);

export class Fields {
  readonly #data: Record<string, unknown>;
  readonly #prefix: string;
  readonly #read = new Set<string>();

  constructor(data: Record<string, unknown>, prefix = "") {
    this.#data = data;
    this.#prefix = prefix;
  }

  /** Non-empty text; what YAML takes for a number or a boolean stands for its text. */
  text(key: string): string | undefined {
    const value = this.#take(key);
    if (isAbsent(value) || value === "") return undefined;
    if (!isScalar(value))
      throw this.#error(key, "is not text", "write one line of text, in quotes where in doubt");
    return String(value);
  }

  texts(key: string): string[] {
    const value = this.#take(key);
    if (isAbsent(value)) return [];
    const items = Array.isArray(value) ? value : [value];
    if (!items.every(isScalar)) throw this.#error(key, "is not a list of words", "write a list of them");
    return items.map(String).filter(Boolean);
  }

  flag(key: string): boolean {
    const value = this.#take(key);
    if (isAbsent(value)) return false;
    if (typeof value !== "boolean")
      throw this.#error(key, `is ${JSON.stringify(value)}`, "write true or false");
    return value;
  }

  /** ISO 8601 in UTC, to the second. A time without a zone is UTC too, whatever the machine's own zone. */
  instant(key: string): string | undefined {
    const text = this.text(key)?.trim();
    if (text === undefined) return undefined;
    const date = new Date(HAS_ZONE.test(text) ? text : `${text}Z`);
    const isDate = !Number.isNaN(date.getTime()) && isDay(text.slice(0, 10));
    // In UTC it may be another year's.
    if (!isDate || !/^\d{4}-/.test(date.toISOString())) {
      throw this.#error(key, `"${text.slice(0, 40)}" is no date`, "write it as 2022-01-18T03:00:00Z");
    }
    return toInstant(date);
  }

  /** A calendar day. */
  day(key: string): string | undefined {
    const text = this.text(key);
    if (text === undefined || isDay(text)) return text;
    throw this.#error(key, `"${text.slice(0, 40)}" is no day`, "write it as 2022-01-18");
  }

  /** A whole number from 1. */
  count(key: string): number | undefined {
    const text = this.text(key);
    if (text === undefined) return undefined;
    if (!/^[1-9]\d{0,8}$/.test(text))
      throw this.#error(key, `"${text.slice(0, 40)}" is no whole number from 1`, "write one in digits");
    return Number(text);
  }

  choice<T extends string>(key: string, choices: readonly T[], otherwise: T): T {
    const text = this.text(key);
    if (text === undefined) return otherwise;
    const found = choices.find((choice) => choice === text);
    if (found === undefined)
      throw this.#error(key, `"${text}" is none of ${choices.join(", ")}`, "write one of them");
    return found;
  }

  /** A value of any kind, for a reader of its own. */
  value(key: string): unknown {
    return this.#take(key);
  }

  /** The mapping under a key; empty where there is none. */
  fields(key: string): Fields {
    const value = this.#take(key);
    if (isAbsent(value)) return new Fields({}, `${this.#prefix}${key}.`);
    if (!isRecord(value))
      throw this.#error(key, "is not a mapping", "write its keys, each with its value, below it");
    return new Fields(value, `${this.#prefix}${key}.`);
  }

  /** The list of mappings under a key. */
  items(key: string): Fields[] {
    const value = this.#take(key);
    if (isAbsent(value)) return [];
    if (!Array.isArray(value)) throw this.#error(key, "is not a list", "write a list, also of one");
    return value.map((item, index) => {
      if (!isRecord(item))
        throw this.#error(`${key}[${index}]`, "is not a mapping", "write its keys, each with its value");
      return new Fields(item, `${this.#prefix}${key}[${index}].`);
    });
  }

  /** Keys that nothing asked for: none of ours, kept as they are. */
  rest(): Record<string, unknown> {
    return Object.fromEntries(Object.entries(this.#data).filter(([key]) => !this.#read.has(key)));
  }

  #take(key: string): unknown {
    this.#read.add(key);
    return Object.hasOwn(this.#data, key) ? this.#data[key] : undefined;
  }

  #error(key: string, message: string, cure: string): FieldError {
    return new FieldError(`${this.#prefix}${key}`, message, cure);
  }
}
