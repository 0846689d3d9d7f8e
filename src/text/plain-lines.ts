/**
 * What a terminal or a log is given: text and nothing else, whoever wrote what is in it. What would be a command is
 * written as JSON escapes it, so that a JSON document stays the same.
 */

/** Signs that steer a terminal: they clear it, colour it, name its window. */
const STEERING = /[^\P{Cc}\t\n]/gu;

/** What machines that run jobs take for commands: GitHub's at a line's beginning, its older ones and others' anywhere. */
const COMMANDS = /:(?<=^\s*:)(?=:)|\[(?<=##\w{0,20}\[)/gm;

const escapeSign = (sign: string): string => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`;

export const withoutSteering = (text: string): string => text.replace(STEERING, escapeSign);

export const plainLines = (text: string): string => withoutSteering(text).replace(COMMANDS, escapeSign);
