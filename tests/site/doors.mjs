// Opens every door of a site's engine in node: lines of [name, arguments] in, lines of answers out,
// and to the other channel how many milliseconds of a processor the start and each of them took.
import {readFileSync} from 'node:fs';
import {pathToFileURL} from 'node:url';
const [, , site] = process.argv;
// The thread of the engine alone: what V8 compiles beside it is the browser's matter.
const spent = () => { const {user, system} = (process.threadCpuUsage ?? process.cpuUsage)(); return (user + system) / 1000; };
const took = () => { process.stderr.write(`${Math.round(spent() - before)}\n`); };
let before = spent();
const {loadPyodide} = await import(pathToFileURL(`${site}/py/pyodide.mjs`).href);
const py = await loadPyodide({indexURL: `${site}/py/`, fullStdLib: false});
py.unpackArchive(new Uint8Array(readFileSync(`${site}/engine.zip`)).buffer, 'zip', {extractDir: '/engine'});
py.runPython("import sys; sys.path.insert(0, '/engine')");
const text = name => readFileSync(`${site}/${name}`, 'utf8');
const door = py.pyimport('govcheck.site.door').open_door(text('program.json'), text('stamp.json'), text('drafts.json'));
took();
process.stdin.setEncoding('utf8');
let questions = '';
for await (const part of process.stdin) questions += part;
for (const line of questions.split('\n').filter(Boolean)) {
  const [name, ...args] = JSON.parse(line);
  let answer;
  before = spent();
  try { answer = door[name](...args); } catch (error) { answer = `ERROR ${error}`; }
  took();
  process.stdout.write(JSON.stringify(answer) + '\n');
}
