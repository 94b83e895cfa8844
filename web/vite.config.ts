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
    handler: (code) => ({ code: code.replaceAll(/(?<![\w.$])z\.(?=[a-z_])/g, "/* @__PURE__ */ z."), map: null }),
  },
};

/**
 * What is used together is fetched together: one file compresses better than twenty (a form page: 38 KB of JavaScript in 25
 * files, 30 KB in 5), and the list of files that each page needs stays short.
 */
const CHUNKS = [
  {
    name: "base",
    test: /node_modules\/preact|shared\/(problem|contract|office)\.ts|shared\/rules\/(counted|london|money|words|text|finding)\.ts|web\/(api|navigation)\.ts|web\/parts\/(button|clock|details|error-summary|load|not-loaded|notice|page|refusal|session|tag)\.tsx?/,
  },
  { name: "fields", test: /web\/parts\/(field|fields|form|choices|date-field|word-count)\.tsx/ },
  {
    name: "writing",
    test: /web\/device\/(drafts|save-section|section-keeper|section-sync|same-text|shelf|status-words|view-copy)\.ts|shared\/rules\/(form|answers)\.ts|web\/pages\/apply\/(addresses|answers-so-far|application-page|deadline|question|save-line|use-application|use-arrival|use-section)\.tsx?|web\/parts\/(later|use-keeper)\.ts/,
  },
];

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
    // The large shared files are fetched beside a page; listing every small one for every page costs 1 KB of the first view.
    modulePreload: {
      polyfill: false,
      resolveDependencies: (_, files) => files.filter((file) => /\/(?:base|fields|writing)-|\.css$/.test(file)),
    },
    // No getter of ours does anything: `{ ...OtherSchema.shape }` that nobody uses is left out too.
    rolldownOptions: {
      treeshake: { propertyReadSideEffects: false },
      // On a slow machine it would say which plugin took long, where whoever starts the portal reads what is wrong.
      checks: { bundlerTimings: false },
      output: { codeSplitting: { includeDependenciesRecursively: false, groups: CHUNKS } },
    },
  },
});
