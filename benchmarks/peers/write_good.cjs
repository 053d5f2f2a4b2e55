// write-good on a JSON list of texts: prints {seconds, found}.
const fs = require("fs");
const writeGood = require("write-good");

const texts = JSON.parse(fs.readFileSync(process.argv[2], "utf8"));
writeGood("A first text, so that loading is not counted.");
const start = process.cpuUsage();
let found = 0;
for (const text of texts) found += writeGood(text).length;
const { user, system } = process.cpuUsage(start);
console.log(JSON.stringify({ seconds: (user + system) / 1e6, found }));
