// Everything of a release is kept on the phone, each file checked against its digest.
const FILES = {};
const RELEASE = '';
const NAME = `govcheck-${RELEASE}`;
const HEADERS = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self'; connect-src 'self'; worker-src 'self' blob:; manifest-src 'self'; base-uri 'none'; form-action 'none'";
const address = path => new URL(path.split('/').map(encodeURIComponent).join('/'), registration.scope).href;
const hex = buffer => [...new Uint8Array(buffer)].map(one => one.toString(16).padStart(2, '0')).join('');

// What has not changed since an earlier release is not fetched again.
async function kept() {
  const found = new Map();
  for (const name of await caches.keys()) {
    if (!name.startsWith('govcheck-')) continue;
    const cache = await caches.open(name);
    for (const request of await cache.keys()) {
      const answer = await cache.match(request);
      const digest = answer && answer.headers.get('X-Digest');
      if (digest) found.set(digest, answer);
    }
  }
  return found;
}

async function keep(cache, path, digest, earlier) {
  const same = earlier.get(digest);
  let body, type;
  if (same) {
    body = await same.clone().arrayBuffer();
    type = same.headers.get('Content-Type');
  } else {
    // A host may let the browser keep a file of the release before: then it is asked once more.
    for (const how of ['default', 'reload']) {
      const answer = await fetch(address(path), {cache: how});
      if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
      body = await answer.arrayBuffer();
      type = answer.headers.get('Content-Type');
      if (hex(await crypto.subtle.digest('SHA-256', body)) === digest) break;
      if (how === 'reload') throw new Error(`${path} is not of this release`);
    }
  }
  const headers = new Headers({'Content-Type': type, 'X-Digest': digest});
  if (/\.(js|mjs|html)$/.test(path)) headers.set('Content-Security-Policy', HEADERS);
  return cache.put(address(path), new Response(body, {headers}));
}

self.addEventListener('install', event => event.waitUntil((async () => {
  const earlier = await kept(), begun = !(await caches.has(NAME)), cache = await caches.open(NAME);
  const waiting = Object.entries(FILES);
  const work = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) await keep(cache, ...next, earlier);
  };
  try {
    await Promise.all(Array.from({length: 6}, work));
  } catch (error) {
    if (begun) await caches.delete(NAME);   // never what is in use
    throw error;
  }
})()));
// Pages are served from the release that was chosen last: a newer one is here, and waits for a tap,
// even when the browser was closed in between, as it may be in the middle of an incident.
const CHOICE = 'chosen-govcheck';
const chosen = async () => {
  const answer = await (await caches.open(CHOICE)).match(address('chosen'));
  return answer ? answer.text() : NAME;
};
async function choose() {
  await (await caches.open(CHOICE)).put(address('chosen'), new Response(NAME));
}
async function forget() {
  const names = await caches.keys(), served = await chosen();
  for (const name of names) {
    if (name.startsWith('govcheck-') && name !== NAME && name !== served) await caches.delete(name);
  }
}
self.addEventListener('activate', event => event.waitUntil((async () => {
  if (!(await caches.has(await chosen())) || await chosen() === NAME) await choose();
  await forget();
  await clients.claim();
})()));
self.addEventListener('fetch', event => {
  const asked = new URL(event.request.url);
  if (asked.origin !== location.origin) {
    event.respondWith(Response.error());
    return;
  }
  asked.search = '';
  asked.hash = '';
  if (asked.pathname.endsWith('/')) asked.pathname += 'index.html';
  event.respondWith((async () =>
    (await (await caches.open(await chosen())).match(asked.href)) || fetch(event.request))());
});
self.addEventListener('message', event => event.waitUntil((async () => {
  if (event.data === 'switch') {
    await choose();
    await self.skipWaiting();
    await forget();
    event.source.postMessage({switched: true});
  } else if (event.data === 'which') event.source.postMessage({newer: await chosen() !== NAME});
})()));
