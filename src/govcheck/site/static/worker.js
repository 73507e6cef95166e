// The engine runs here, so that the page never freezes. It fetches nothing but its own files.
import {loadPyodide} from './py/pyodide.mjs';

const started = performance.now();
let door;

// The largest file is kept at once for the service worker, which would ask for it again where the
// browser does not keep what is as large; an answer with a digest has come from there already.
const large = [], plain = self.fetch.bind(self);
self.fetch = async (...asked) => {
  const answer = await plain(...asked);
  if (self.caches && answer.ok && answer.url.endsWith('.wasm') && !answer.headers.has('X-Digest')) large.push(answer.clone());
  return answer;
};
async function keep() {
  for (const answer of large.splice(0)) {
    const body = await answer.arrayBuffer(), digest = new Uint8Array(await crypto.subtle.digest('SHA-256', body));
    const headers = {'Content-Type': answer.headers.get('Content-Type'), 'X-Digest': [...digest].map(one => one.toString(16).padStart(2, '0')).join('')};
    await (await caches.open('govcheck-first')).put(answer.url, new Response(body, {headers}));
  }
}

async function boot() {
  if (typeof WebAssembly !== 'object') throw new Error('WebAssembly is switched off');
  // Says at once where a policy of the host forbids it: a module of nothing.
  await WebAssembly.compile(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0));
  const get = (name, how) => fetch(new URL(name, import.meta.url)).then(answer => {
    if (!answer.ok) throw new Error(`${name}: ${answer.status}`);
    return answer[how]();
  });
  const files = Promise.all([get('engine.zip', 'arrayBuffer'), get('program.json', 'text'),
    get('stamp.json', 'text'), get('drafts.json', 'text')]);
  const python = await loadPyodide({indexURL: new URL('py/', import.meta.url).href, fullStdLib: false});
  const [engine, program, stamp, drafts] = await files;
  python.unpackArchive(engine, 'zip', {extractDir: '/engine'});
  python.runPython("import sys; sys.path.insert(0, '/engine')");
  door = python.pyimport('govcheck.site.door').open_door(program, stamp, drafts);
  return performance.now() - started;
}

const ready = boot();
self.addEventListener('message', async ({data: {id, name, args}}) => {
  try {
    await ready;
    self.postMessage({id, result: door[name](...args)});
  } catch (error) {
    self.postMessage({id, error: String(error)});
  }
});
ready.then(took => self.postMessage({ready: took}), error => self.postMessage({failed: String(error)}));
ready.then(keep).catch(() => {}).then(() => self.postMessage({kept: true}));
