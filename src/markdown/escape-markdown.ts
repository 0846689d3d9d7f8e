/** Plain text, on one line, as Markdown that says just that. */
export const escapeMarkdown = (text: string): string => text.replace(/[\\`*_{}[\]()#+\-.!<>|~^&:]/g, "\\$&");
