/** A text's language from its words. The one door to eld. */

/** Fewer letters than this say too little, except in scripts that only few languages write. */
const ENOUGH = 40;
/** Scores of the detector: texts of no language at all stay below, and near relatives lie close together. */
const SURE = { score: 0.65, lead: 0.01 };

/** What is read of a text: more of it changes no answer. */
const READ = 4000;

/** ISO 639-1, or undefined where the detector isn't sure. The detector's tables are loaded when first asked for. */
export async function detectLanguage(text: string): Promise<string | undefined> {
  const sample = text.slice(0, READ);
  const letters = sample.match(/\p{L}/gu)?.length ?? 0;
  const needed = /\p{Script=Latin}|\p{Script=Cyrillic}|\p{Script=Arabic}/u.test(sample) ? ENOUGH : 4;
  if (letters < needed) return undefined;
  const { eld } = await import("eld/extrasmall");
  const result = eld.detect(sample);
  const [first = 0, second = 0] = Object.values(result.getScores()).sort((a, b) => b - a);
  const isSure = result.isReliable() && first >= SURE.score && first - second >= SURE.lead;
  return isSure ? result.language : undefined;
}
