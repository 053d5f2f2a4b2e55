// textlint on a JSON list of texts, through its kernel as its editor plug-ins call it: prints {seconds, found}.
const fs = require("fs");
const { TextlintKernel } = require("@textlint/kernel");

const module_ = (name) => require(name).default ?? require(name);
const rules = ["stop-words", "terminology", "unexpanded-acronym"];
const options = {
  ext: ".txt",
  plugins: [{ pluginId: "text", plugin: module_("@textlint/textlint-plugin-text") }],
  rules: rules.map((ruleId) => ({ ruleId, rule: module_(`textlint-rule-${ruleId}`) })),
};

async function main() {
  const texts = JSON.parse(fs.readFileSync(process.argv[2], "utf8"));
  const kernel = new TextlintKernel();
  await kernel.lintText("A first text, so that loading is not counted.", options);
  const start = process.cpuUsage();
  let found = 0;
  for (const text of texts) found += (await kernel.lintText(text, options)).messages.length;
  const { user, system } = process.cpuUsage(start);
  console.log(JSON.stringify({ seconds: (user + system) / 1e6, found }));
}

main();
