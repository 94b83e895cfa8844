// Plain JavaScript, so that any Node can read it far enough to be told what is wrong.
const COMMANDS = {
  start: "./main.ts",
  test: "./test.ts",
  check: "./check.ts",
  build: "./build.ts",
  reset: "./reset.ts",
  soak: "./soak.ts",
  screens: "./screens.ts",
  synth: "./synth.ts",
  deploy: "./deploy.ts",
  preflight: "./preflight.ts",
  replay: "./replay.ts",
  smoke: "./smoke.ts",
  drill: "./drill.ts",
  export: "./take-out.ts",
  cost: "../aws/cost.ts",
  lock: "./lock.ts",
  docs: "./print-docs.ts",
};

const [major] = process.versions.node.split(".").map(Number);
if (major < 24) {
  console.error(
    `This runs on Node 24; here it is Node ${process.versions.node}. The project brings Node 24 for most platforms: run it ` +
      "through npm (npm start, npm test). If you did, no Node 24 exists for this platform among the packages: install Node 24 and try again.",
  );
  process.exit(1);
}

const command = process.argv[2] ?? "start";
const file = COMMANDS[command];
if (file === undefined) {
  console.error(`There is no command ${command}. Commands: ${Object.keys(COMMANDS).join(", ")}.`);
  process.exit(1);
}
const { run } = await import(file);
await run(process.argv.slice(3));
