// Opens every door of a site's engine in node: lines of [name, arguments] in, lines of answers out.
import {readFileSync} from 'node:fs';
import {pathToFileURL} from 'node:url';
const [, , site] = process.argv;
const {loadPyodide} = await import(pathToFileURL(`${site}/py/pyodide.mjs`).href);
const py = await loadPyodide({indexURL: `${site}/py/`, fullStdLib: false});
py.unpackArchive(new Uint8Array(readFileSync(`${site}/engine.zip`)).buffer, 'zip', {extractDir: '/engine'});
py.runPython("import sys; sys.path.insert(0, '/engine')");
const text = name => readFileSync(`${site}/${name}`, 'utf8');
const door = py.pyimport('govcheck.site.door').open_door(text('program.json'), text('stamp.json'), text('drafts.json'));
process.stdin.setEncoding('utf8');
let questions = '';
for await (const part of process.stdin) questions += part;
for (const line of questions.split('\n').filter(Boolean)) {
  const [name, ...args] = JSON.parse(line);
  let answer;
  try { answer = door[name](...args); } catch (error) { answer = `ERROR ${error}`; }
  process.stdout.write(JSON.stringify(answer) + '\n');
}
