/** A run in words that can be read in five seconds. Pure. */
import { type ConfigMistake, formatMistakes } from "../config/mistake.ts";
import { isFinal } from "../fetch/next-attempts.ts";
import { type FeedReport, type FetchReport, isReportedFailure } from "../fetch/report-feeds.ts";
import { groupBy } from "../group-by.ts";
import type { BuildReport } from "../site/build-site.ts";
import { formatBytes, isPlaceholder, judgeSize } from "../site/host-limits.ts";
import type { StoryMistake } from "../story/file/story-mistake.ts";

/** "1 story", "1,500 stories". */
export const count = (n: number, one: string, many = `${one}s`): string =>
  `${n.toLocaleString("en")} ${n === 1 ? one : many}`;

/** @param isDry whether it wrote nothing, and only says what a run would do */
export function summarizeFetch(report: FetchReport, isDry = false): string {
  const { feeds, stories, articles } = report;
  const by = (status: FeedReport["status"]): number => feeds.filter((feed) => feed.status === status).length;
  const lines = [
    `Feeds    ${by("fetched")} fetched, ${by("unchanged")} unchanged, ${by("skipped")} not due, ${by("failed")} failed`,
    ...failureLines(feeds),
    ...noteLines(feeds),
    `Stories  ${stories.added} ${isDry ? "would be new" : "new"}, ${stories.updated} updated, ${stories.total.toLocaleString("en")} in all`,
    ...deletedLine(report.deleted, isDry),
    `Texts    ${articles.extracted} from articles, ${articles.fromFeed} from feeds${failed(report)}${postponed(report)}`,
    ...Object.entries(report.articleFailures).map(
      ([cause, n]) =>
        `         ${cause}: ${count(n, "article")}; ${isFinal(cause) ? "none is tried again" : "each is tried on five nights"}`,
    ),
    ...mistakeLines(report.mistakes),
    ...report.brokenStates.map(
      ({ path, what }) =>
        `  state ${path}: ${what}. ${isDry ? "The next run makes it" : "It is made"} anew from the stories.`,
    ),
  ];
  if (report.offline)
    lines.unshift(
      "Most hosts failed alike: it looks like this machine's own network. No feed is blamed, and what answered is kept.",
    );
  for (const { title, url } of report.wouldAdd)
    lines.push(`would add  ${title || "(no title)"}  ${url ?? ""}`.trimEnd());
  return lines.join("\n");
}

function deletedLine(deleted: number, isDry: boolean): string[] {
  if (deleted === 0) return [];
  const what = `${count(deleted, "story", "stories")} deleted by hand: `;
  const those = deleted === 1 ? "it" : "them";
  return [
    isDry
      ? `         ${what}the next run writes ${those} into content/removed.txt, unless the files are back by then`
      : `         ${what}content/removed.txt says so, and no feed brings ${those} back`,
  ];
}

const failed = ({ articles }: FetchReport): string =>
  articles.failed > 0
    ? `, ${count(articles.failed, "article")} could not be read: their stories have what the feeds say`
    : "";

const postponed = ({ articles }: FetchReport): string =>
  articles.postponed > 0 ? `, ${articles.postponed} left for later nights` : "";

/** The curator's own feeds.yaml first, and all of it: each mistake has a line and a cure of its own. Then what many say, once. */
function failureLines(feeds: FeedReport[]): string[] {
  const failed = feeds.filter(isReportedFailure);
  const alike = groupBy(
    failed.filter(({ stage }) => stage !== "config"),
    ({ stage, error }) => `(${stage}): ${error}`,
  );
  return [
    ...failed.filter(({ stage }) => stage === "config").map(failureLine),
    ...[...alike].flatMap(([why, group]) =>
      group.length > 5
        ? [`  failed ${group.length} feeds ${why}`, `         ${group.map(({ title }) => title).join(", ")}`]
        : group.map(failureLine),
    ),
  ];
}

const failureLine = ({ title, stage, error }: FeedReport): string => `  failed ${title} (${stage}): ${error}`;

function noteLines(feeds: FeedReport[]): string[] {
  return feeds.flatMap(({ title, movedTo, passedOver, cutShort }) => {
    const notes: string[] = [];
    if (movedTo)
      notes.push(`moved for good: put ${movedTo} into feeds.yaml, and the old address under \`previously\``);
    if (passedOver?.overPerDay) notes.push(`${passedOver.overPerDay} passed over by perDay`);
    if (passedOver?.beyondLimit)
      notes.push(`${passedOver.beyondLimit} entries beyond the limit of 20,000 were not read`);
    if (cutShort) notes.push("the document breaks off before its end; what is missing is asked for again");
    return notes.map((note) => `  ${title}: ${note}`);
  });
}

/** Lines of one kind: beyond them a number says enough. */
const MOST_LINES = 50;

export function mistakeLines(mistakes: readonly StoryMistake[]): string[] {
  const lines = mistakes.map(({ path, line, what, cure, isNote }) => {
    const fate = isNote ? "look at" : "passed over";
    return `  ${fate} ${path}:${line}: ${what}. To mend it: ${cure}.`;
  });
  const more = lines.length - MOST_LINES;
  return more > 0 ? [...lines.slice(0, MOST_LINES), `  and ${more.toLocaleString("en")} more`] : lines;
}

export function summarizeBuild(report: BuildReport, out: string): string {
  const { pages, stories, renumberedFrom, renumberedBy } = report;
  const lines = [
    `Site     ${count(stories, "story", "stories")}; ${count(pages.written, "page")} written, ${pages.unchanged.toLocaleString("en")} unchanged, ${pages.removed} removed`,
    ...report.configMistakes.map(configLine),
    ...mistakeLines(report.mistakes),
  ];
  const why = renumberedBy === "pageSize" ? "pageSize is another" : "older stories came in";
  if (renumberedFrom !== undefined)
    lines.push(`         ${why}: archive pages from ${renumberedFrom} on are numbered anew`);
  if (isPlaceholder(report.url))
    lines.push(
      `         links lead to ${report.url}, which is nobody's: put your page's address into feeds.yaml`,
    );
  lines.push(`         ${out}: ${count(report.files, "file")}, ${formatBytes(report.bytes)}`);
  return [...lines, ...hostLines(report)].join("\n");
}

const configLine = (mistake: ConfigMistake): string =>
  `  passed over ${formatMistakes([mistake], "feeds.yaml")} Until it is mended, the feed goes by what is known of it.`;

function hostLines(report: BuildReport): string[] {
  const warnings = judgeSize(report).map(({ host, what, limit, isOver }) => {
    const most = what === "files" ? count(limit, "file") : formatBytes(limit);
    return `         ${isOver ? "more than" : "close to what"} ${host} takes: ${most}`;
  });
  const cure = "         `permalinks: anchors` makes far fewer files; docs/hosting.md compares hosts";
  return warnings.length > 0 ? [...warnings, cure] : [];
}
