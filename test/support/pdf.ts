/** The objects of a PDF as the browser writes it, by number: their dictionaries stand in plain text. */
const objectsOf = (text: string): ReadonlyMap<string, string> =>
  new Map([...text.matchAll(/^(\d+) 0 obj\n([\s\S]*?)\nendobj/gm)].map(([, id = "", body = ""]) => [id, body]));

const references = (list: string): string[] => [...list.matchAll(/(\d+) 0 R/g)].map(([, id = ""]) => id);

/** The numbers of the page objects in the order of the pages. */
const pagesUnder = (objects: ReadonlyMap<string, string>, id: string): string[] => {
  const body = objects.get(id) ?? "";
  const kids = /\/Kids \[([^\]]*)\]/.exec(body)?.[1];
  return kids === undefined ? [id] : references(kids).flatMap((kid) => pagesUnder(objects, kid));
};

/** What a PDF says of itself: how many pages it has, and the page (from 1) on which each heading of its outline stands. */
export const readPdf = (bytes: Uint8Array): { pages: number; headings: { title: string; page: number }[] } => {
  const objects = objectsOf(Buffer.from(bytes).toString("latin1"));
  const catalog = [...objects.values()].find((body) => body.includes("/Type /Catalog")) ?? "";
  const root = /\/Pages (\d+) 0 R/.exec(catalog)?.[1] ?? "";
  const pages = pagesUnder(objects, root);
  const headings = [...objects.values()].flatMap((body) => {
    const [, title, page] = /\/Title \(((?:[^()\\]|\\.)*)\)[\s\S]*?\/Dest \[(\d+) 0 R/.exec(body) ?? [];
    return title === undefined || page === undefined ? [] : [{ title, page: pages.indexOf(page) + 1 }];
  });
  return { pages: pages.length, headings };
};
