import { unpackBrowser } from "./browser.ts";

/** Once before all tests: the browser is unpacked whole, because whoever finds it half unpacked would use it. */
export default async (): Promise<void> => {
  await unpackBrowser();
};
