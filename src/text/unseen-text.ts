/** Spaces, and signs that are not seen either, such as those of no width that anchors and empty paragraphs are made of. */
export const isUnseen = (text: string): boolean => /^[\s\p{Default_Ignorable_Code_Point}]*$/u.test(text);
