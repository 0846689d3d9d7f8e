/** What went wrong as GitHub Actions shows it beside the run and in files, where a log is read by nobody. Pure. */
import type { ConfigMistake } from "../config/mistake.ts";
import { type FeedReport, isReportedFailure } from "../fetch/report-feeds.ts";
import type { StoryMistake } from "../story/file/story-mistake.ts";

/** Of one kind; GitHub shows no more than ten of a step. */
const MOST = 10;

interface Warning {
  file: string;
  line?: number;
  title: string;
  message: string;
}

export const annotateFeeds = (feeds: FeedReport[]): string[] =>
  format(
    feeds.filter(isReportedFailure).map(({ title, stage, error }) => ({
      file: "feeds.yaml",
      title: `${title} failed`,
      message: `${stage}: ${error}`,
    })),
  );

export const annotateStories = (mistakes: readonly StoryMistake[]): string[] =>
  format(
    mistakes
      .filter(({ isNote }) => !isNote)
      .map(({ path, line, what, cure }) => ({
        file: path,
        line,
        title: "This story is not shown",
        message: `${what}. To mend it: ${cure}.`,
      })),
  );

export const annotateConfig = (mistakes: readonly ConfigMistake[]): string[] =>
  format(
    mistakes.map(({ line, key, what, cure }) => ({
      file: "feeds.yaml",
      line,
      title: key,
      message: `${what} ${cure}`,
    })),
  );

/** Workflow commands of GitHub Actions: a line each, whatever the text holds. */
const format = (warnings: Warning[]): string[] =>
  warnings.slice(0, MOST).map(({ file, line, title, message }) => {
    const place = [
      `file=${inProperty(file)}`,
      ...(line ? [`line=${line}`] : []),
      `title=${inProperty(title)}`,
    ];
    return `::warning ${place.join(",")}::${inText(message)}`;
  });

const inText = (text: string): string =>
  text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");

const inProperty = (text: string): string => inText(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
