/** A count with its unit: "1 hour", "3 hours", "2 bids are". @param many the unit of any other count, where an s is not enough */
export const counted = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`;
