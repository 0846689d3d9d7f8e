/** Thrown where feeds.yaml cannot be used at all: exit code 2. */
import type { ConfigMistake } from "./mistake.ts";

export class ConfigError extends Error {
  override name = "ConfigError";
  readonly mistakes: ConfigMistake[];

  constructor(mistakes: ConfigMistake[]) {
    super("feeds.yaml has mistakes");
    this.mistakes = mistakes;
  }
}
