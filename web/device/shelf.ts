/** Where text is put on the device. What is written is there at once: also when the tab is closed in the next moment. */
export type Shelf = Pick<Storage, "getItem" | "setItem" | "removeItem" | "key" | "length">;

/** A shelf that lasts as long as the page: for browsers that allow no storage, and for tests. */
export const memoryShelf = (): Shelf => {
  const items = new Map<string, string>();
  return {
    getItem: (key) => items.get(key) ?? null,
    setItem: (key, value) => void items.set(key, value),
    removeItem: (key) => void items.delete(key),
    key: (index) => [...items.keys()][index] ?? null,
    get length() {
      return items.size;
    },
  };
};

let shelf: Shelf | undefined;

/** The device's own shelf. A browser that forbids storage gets one in memory. */
export const deviceShelf = (): Shelf => {
  try {
    shelf ??= localStorage;
  } catch {
    shelf ??= memoryShelf();
  }
  return shelf;
};

/** The keys that begin so. */
export const keysUnder = (place: Shelf, prefix: string): string[] =>
  Array.from({ length: place.length }, (_, index) => place.key(index) ?? "").filter((key) => key.startsWith(prefix));

/** Puts a value down; false when the device has no room for it. */
export const put = (place: Shelf, key: string, value: unknown): boolean => {
  try {
    place.setItem(key, JSON.stringify(value));
    return true;
  } catch {
    return false;
  }
};

/** Reads what `put` wrote; undefined when there is nothing, or nothing that can be read. */
export const get = (place: Shelf, key: string): unknown => {
  try {
    const text = place.getItem(key);
    return text === null ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
};
