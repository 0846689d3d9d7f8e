/** Eleventy ships no types: what we use of it. */
declare module "@11ty/eleventy" {
  interface Page {
    outputPath: string;
    content: string;
  }
  export default class Eleventy {
    constructor(input: string, output: string, options: Record<string, unknown>);
    disableLogger(): void;
    toJSON(): Promise<Page[]>;
  }
}
