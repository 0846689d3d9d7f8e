/** What the command line understands: maps commands to their modules, and errors to exit codes. */
import { Command, CommanderError } from "commander";
import { readClock } from "./clock.ts";
import type { DemoFlags } from "./commands/demo.ts";
import type { DoctorFlags } from "./commands/doctor.ts";
import type { HideFlags } from "./commands/hide.ts";
import type { BuildFlags, CommonOptions, FetchFlags } from "./commands/job.ts";
import type { MergeFlags } from "./commands/merge.ts";
import { tellTakenOptions } from "./commands/npm-options.ts";
import type { ServeFlags } from "./commands/serve.ts";
import { ConfigError } from "./config/config-error.ts";
import { type ConfigMistake, formatMistakes } from "./config/mistake.ts";
import { MendableError } from "./mendable-error.ts";
import { VERSION } from "./process/engine.js";
import { plainLines } from "./text/plain-lines.ts";
import { UsageError } from "./usage-error.ts";

const FAILED = 1;
const WRONG_USAGE = 2;

const program = new Command("shared-stories")
  .description(
    "A curated page of shared stories: feeds in, full texts kept as Markdown, a site and a feed out.",
  )
  .version(VERSION)
  // Said before anything begins, by commands that know no clock, too: the next one does.
  .hook("preAction", () => void readClock(process.env))
  .hook("preSubcommand", (_program, chosen) => {
    const told = tellTakenOptions(chosen.name(), chosen.options, process.env, process.argv);
    if (told) throw new UsageError(told);
  })
  .exitOverride();

/** A command with the options that all have. */
function command(name: string, description: string): Command {
  return program
    .command(name)
    .description(description)
    .option("--root <dir>", "folder of feeds.yaml and content/", ".")
    .option("--json", "print one JSON document on stdout, messages on stderr", false)
    .exitOverride();
}

/** One that is ended where many stories are missing. */
const withShrink = (one: Command): Command =>
  one.option("--allow-shrink", "take it that missing stories were deleted on purpose, however many");

const withStrict = (one: Command): Command => one.option("--strict", "exit with 1 also for single failures");

const withFetchOptions = (one: Command): Command =>
  withShrink(withStrict(one))
    .option(
      "--only <feed>",
      "only the feed of this title, slug or address, also while it pauses after failures",
    )
    .option("--backfill", "take every entry that the feeds list");

const withBuildOptions = (one: Command): Command =>
  one
    .option("--out <dir>", "where the site goes (default: _site in the root)")
    .option("--full", "make every page anew")
    .option("--changed <file>", "write there which paths were written (+) and removed (-)");

// Commands load their modules when they run: a quiet night's build needs no extractor.
withFetchOptions(command("fetch", "fetch all due feeds and keep their new stories in content/"))
  .option("--dry-run", "say what would be added, write nothing")
  .option(
    "--shard <i/n>",
    "ask the i-th of n parts of the feeds alone, split by host; `merge` puts clones together",
  )
  .action(async (flags: FetchFlags) => {
    const { runFetch } = await import("./commands/nightly.ts");
    process.exitCode = await runFetch(flags);
  });

withShrink(
  withStrict(withBuildOptions(command("build", "make the site from content/, as far as it changed"))),
)
  .option("--shard <i/n>", "make the i-th of n parts alone; copied together, the parts are the site")
  .action(async (flags: BuildFlags) => {
    const { runBuild } = await import("./commands/nightly.ts");
    process.exitCode = await runBuild(flags);
  });

withBuildOptions(
  withFetchOptions(command("nightly", "fetch, then build: what the scheduled job runs")),
).action(async (flags: FetchFlags & BuildFlags) => {
  const { runNightly } = await import("./commands/nightly.ts");
  process.exitCode = await runNightly(flags);
});

withShrink(command("hide", "take a story off every page, feed and index"))
  .argument("<story>", "its id, its file's path, its page's address, or the original's")
  .option("--erase", "delete it, and keep only the memory that it was removed")
  .action(async (story: string, flags: HideFlags) => {
    const { runHide } = await import("./commands/hide.ts");
    process.exitCode = await runHide(story, true, flags);
  });

withShrink(command("unhide", "show a hidden story again"))
  .argument("<story>", "its id, its file's path, its page's address, or the original's")
  .action(async (story: string, flags: CommonOptions) => {
    const { runHide } = await import("./commands/hide.ts");
    process.exitCode = await runHide(story, false, flags);
  });

withShrink(command("import", "add stories from a file of JSON Lines"))
  .argument("<file>")
  .action(async (file: string, flags: CommonOptions) => {
    const { runImport } = await import("./commands/exchange.ts");
    process.exitCode = await runImport(file, flags);
  });

withShrink(command("export", "print every story as JSON Lines"))
  .requiredOption("--jsonl", "the format")
  .action(async (flags: CommonOptions) => {
    const { runExport } = await import("./commands/exchange.ts");
    process.exitCode = await runExport(flags);
  });

withShrink(withStrict(command("merge", "take the stories and the state of other clones in")))
  .argument("<dirs...>", "roots of the other clones")
  .action(async (folders: string[], flags: MergeFlags) => {
    const { runMerge } = await import("./commands/merge.ts");
    process.exitCode = await runMerge(folders, flags);
  });

command("doctor", "look for what is wrong in settings, feeds, stories and state, and say how to mend it")
  .option("--fix", "mend what can be mended safely")
  .option("--out <dir>", "where the site is (default: _site in the root)")
  .action(async (flags: DoctorFlags) => {
    const { runDoctor } = await import("./commands/doctor.ts");
    process.exitCode = await runDoctor(flags);
  });

command("demo", "run the whole nightly job on a bundled newspaper, without a network, into .demo/")
  .option("--serve", "keep a preview server up")
  .option("--port <number>", "of the preview", "8080")
  .action(async (flags: DemoFlags) => {
    const { runDemo } = await import("./commands/demo.ts");
    process.exitCode = await runDemo(flags);
  });

command("serve", "preview the newest pages, with live reload for changed templates")
  .option("--port <number>", "of the preview", "8080")
  .action(async (flags: ServeFlags) => {
    const { runServe } = await import("./commands/serve.ts");
    process.exitCode = await runServe(flags);
  });

// After all commands are there, which would take it over: it is said of the first word alone.
program.showHelpAfterError(
  "(The command stands first, then what it takes: shared-stories fetch --root DIR. --help lists all commands.)",
);

/** Why a command was not done. */
interface Complaint {
  code: number;
  /** A sentence. */
  error: string;
  /** In feeds.yaml. */
  mistakes?: ConfigMistake[];
  /** What a person reads, where it is more than the sentence, or nothing where it was said already. */
  message?: string;
}

/** Errors that a person can mend get a sentence; all others are ours, and show where they happened. */
function explain(error: unknown): Complaint {
  if (error instanceof CommanderError)
    return { code: WRONG_USAGE, error: error.message.replace(/^error: /, ""), message: "" };
  if (error instanceof ConfigError) {
    const { message, mistakes } = error;
    return { code: WRONG_USAGE, error: message, mistakes, message: formatMistakes(mistakes, "feeds.yaml") };
  }
  if (error instanceof UsageError) return { code: WRONG_USAGE, error: error.message };
  if (error instanceof MendableError) return { code: FAILED, error: error.message };
  if (isSystemError(error)) return { code: FAILED, error: explainSystem(error) };
  if (!(error instanceof Error)) return { code: FAILED, error: String(error) };
  return { code: FAILED, error: error.message, message: error.stack ?? error.message };
}

/** On stderr for people, and where a program listens, as the one document on stdout. @returns the exit code */
function complain({ code, error, mistakes, message = `shared-stories: ${error}` }: Complaint): number {
  if (message !== "") process.stderr.write(`${plainLines(message)}\n`);
  // Asked of the words themselves: where they are off, there are no options.
  if (process.argv.includes("--json"))
    process.stdout.write(`${plainLines(JSON.stringify({ error, mistakes }))}\n`);
  return code;
}

function exitCodeOf(error: unknown): number {
  // Help and version.
  if (error instanceof CommanderError && error.exitCode === 0) return 0;
  // What was to be printed and nothing else: nobody is there to be told.
  if (isSystemError(error) && isClosedPipe(error)) return FAILED;
  return complain(explain(error));
}

/** `dest` of a file that was to get another place. */
type SystemError = NodeJS.ErrnoException & { code: string; dest?: string };

const isSystemError = (error: unknown): error is SystemError =>
  error instanceof Error && "code" in error && typeof error.code === "string" && "syscall" in error;

/** What the system's commonest refusals mean here, by their codes (errno(3)). */
const REFUSALS: Record<string, { what: string; cure: string }> = {
  ENOSPC: { what: "the disk is full", cure: "make room and run again" },
  EDQUOT: { what: "the disk quota is used up", cure: "make room and run again" },
  EFBIG: { what: "a file may not become this large", cure: "raise the limit (`ulimit -f`) and run again" },
  EMFILE: { what: "too many files are open", cure: "raise the limit (`ulimit -n`) and run again" },
  EACCES: { what: "no permission", cure: "give the right to read and write there" },
  EPERM: { what: "no permission", cure: "give the right to read and write there" },
  EROFS: { what: "the disk can only be read", cure: "mount it writable, or choose another folder" },
  ENOTDIR: { what: "a file is where a folder should be", cure: "move the file away" },
  EEXIST: { what: "a file is where a folder should be", cure: "move the file away" },
  EISDIR: { what: "a folder is where a file should be", cure: "move the folder away" },
};

function explainSystem({ code, path, dest = path, message }: SystemError): string {
  const refusal = REFUSALS[code];
  if (!refusal) return message;
  // What is written aside and renamed has a name of its own there, which nobody knows.
  const where = dest ? ` (${dest})` : "";
  return `${refusal.what}${where}. What was there is whole; ${refusal.cure}.`;
}

/** Who reads what we say may stop reading, as `head` does: the job goes on all the same. */
function outliveReader(error: NodeJS.ErrnoException): void {
  if (!isClosedPipe(error)) throw error;
}

const isClosedPipe = ({ code }: NodeJS.ErrnoException): boolean => code === "EPIPE";

/** Runs the command of `process.argv`, and sets the exit code. */
export async function runProgram(): Promise<void> {
  for (const stream of [process.stdout, process.stderr]) stream.on("error", outliveReader);
  try {
    await program.parseAsync();
  } catch (error) {
    process.exitCode = exitCodeOf(error);
  }
}
