import preact from "@preact/preset-vite";
import { defineConfig, type Plugin } from "vite";
import { OFFICE, phoneLink } from "../shared/office.ts";

/** index.html names the office where no script has run yet. */
const office: Plugin = {
  name: "office",
  transformIndexHtml: (html) =>
    html
      .replaceAll("{office.name}", OFFICE.name)
      .replaceAll("{office.phone}", OFFICE.phone)
      .replaceAll("{office.tel}", phoneLink(OFFICE.phone))
      .replaceAll("{office.email}", OFFICE.email),
};

/**
 * A schema nobody in the browser uses has no effect: said to the bundler here, because otherwise every rules file drags all of
 * its schemas along, and zod with them (4.5 KB compressed on every page that formats an amount).
 */
const unusedSchemas: Plugin = {
  name: "unused-schemas",
  enforce: "pre",
  transform: {
    filter: { id: /\/shared\/.*\.ts$/ },
    handler: (code) => ({ code: code.replaceAll(/(?<![\w.$])z\.(?=[a-z])/g, "/* @__PURE__ */ z."), map: null }),
  },
};

export default defineConfig({
  root: import.meta.dirname,
  plugins: [preact({ devToolsEnabled: false, prefreshEnabled: false }), office, unusedSchemas],
  css: {
    preprocessorOptions: { scss: { quietDeps: true, loadPaths: [`${import.meta.dirname}/../node_modules`] } },
  },
  build: {
    outDir: "../dist/web",
    emptyOutDir: true,
    manifest: true,
    target: "es2022",
    // The content security policy allows files of our own and nothing inline.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
});
