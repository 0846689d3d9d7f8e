/** YAML's own errors in words for someone who mends a file, not a parser. */

interface Told {
  what: string;
  cure: string;
}

export const DOUBLE_KEY: Told = { what: "This key stands here twice.", cure: "Keep one of the two." };

/** Where it is opened: the parser notices where the text ends. */
export const OPEN_QUOTE: Told = {
  what: "A quotation mark is opened here and never closed.",
  cure: "Close it behind the value, or put a value that has quotation marks in it into single ones: '…'.",
};

const TOLD: Record<string, Told> = {
  TAB_AS_INDENT: { what: "A tab stands where the line is indented.", cure: "Indent with spaces." },
  BAD_INDENT: {
    what: "The indentation does not fit.",
    cure: "Indent keys of one map alike, two spaces further than what they belong to, and close each bracket.",
  },
  MISSING_CHAR: {
    what: "A quotation mark, a bracket, a colon or the - of a list's item is missing.",
    cure: "Look at this line and the one above for what was opened and never closed, or is not indented like its neighbours.",
  },
  BAD_SCALAR_START: {
    what: "A value cannot begin with this sign.",
    cure: "Put the value in quotes.",
  },
  BLOCK_AS_IMPLICIT_KEY: {
    what: "A second colon and space makes this a key within a value.",
    cure: 'Put the value in quotes, as in title: "One: two", or indent the next line like this one.',
  },
  BLOCK_IN_FLOW: {
    what: "An indented block stands inside brackets.",
    cure: "Write the items in brackets with commas between them.",
  },
  MULTILINE_IMPLICIT_KEY: {
    what: "This line is no key with a value.",
    cure: "Write key: value, with a colon and a space.",
  },
  UNEXPECTED_TOKEN: {
    what: "This does not belong here.",
    cure: "Look for an indentation that differs from the lines around it, a comma that is missing between items in brackets, or a value that needs quotes.",
  },
  BAD_DQ_ESCAPE: {
    what: 'A backslash in "…" begins an escape that YAML does not know.',
    cure: "Write the value in single quotes, where a backslash is just that.",
  },
  MULTIPLE_ANCHORS: { what: "One value has two names (&).", cure: "Keep one of them." },
  RESOURCE_EXHAUSTION: {
    what: "The file is nested too deeply.",
    cure: "Look for brackets that are never closed.",
  },
};

/** @param code of the YAML library's error; `message` is its own sentence, told where the code is a rare one */
export function tellYamlError(code: string, message: string): Told {
  const sentence = message.endsWith(".") ? message : `${message}.`;
  return (
    TOLD[code] ?? { what: `This is no YAML: ${sentence}`, cure: "Put the value in quotes, or take it out." }
  );
}

export const tellYamlWarning = (message: string): Told => ({
  what: `YAML's tags (!…) mean nothing here: ${message}.`,
  cure: "Take the tag out, or put a value that begins with ! in quotes.",
});
