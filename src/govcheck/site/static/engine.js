import {base} from './pieces.js';

// The engine. A worker of a blob obeys the policy of this page, a worker of an address does not.
export const waiting = new Map();
let count = 0, up, over;
// When the service worker may begin: nothing that the engine fetches is under way any more.
export const fetched = new Promise(resolve => { over = resolve; });
export const engine = new Promise((resolve, reject) => { up = {resolve, reject}; });
let worker;
try {
  const code = `import ${JSON.stringify(new URL('worker.js', base).href)};`;
  worker = new Worker(URL.createObjectURL(new Blob([code], {type: 'text/javascript'})), {type: 'module', name: 'engine'});
  worker.onmessage = ({data: told}) => {
    if (told.ready) return up.resolve(told.ready);
    if (told.kept) return over();
    if (told.failed) return up.reject(new Error(told.failed));
    const {resolve, reject} = waiting.get(told.id);
    waiting.delete(told.id);
    return told.error ? reject(new Error(told.error)) : resolve(told.result);
  };
  worker.onerror = event => { over(); up.reject(new Error(event.message || 'the worker does not start')); };
} catch (error) { over(); up.reject(error); }
export const call = async (name, ...args) => {
  await engine;
  return new Promise((resolve, reject) => { waiting.set(++count, {resolve, reject}); worker.postMessage({id: count, name, args}); });
};
export const ask = async (name, ...args) => JSON.parse(await call(name, ...args));
window.govcheck = {call, engine};
