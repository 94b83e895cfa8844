/** The number of words: runs of anything but white space. The browser and the server count by this one (DOMAIN 8.1). */
export const countWords = (text: string): number => text.match(/\S+/gu)?.length ?? 0;

/** How many words there are beyond the limit; 0 when the text is within it. Over-long text is kept, and refused at submit. */
export const overWordLimit = (text: string, limitWords: number): number => Math.max(0, countWords(text) - limitWords);
