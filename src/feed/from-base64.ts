/** Text that XML carries as bytes of UTF-8. */
export const fromBase64 = (text: string): string => Buffer.from(text, "base64").toString("utf8");
