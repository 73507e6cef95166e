import {$, base, say} from './pieces.js';

// Offline, and newer policies: offered, and never in the middle of an incident.
let registration, newer = false, begun = () => false;
export function offer() {
  $('fresh').hidden = !newer && !(registration?.waiting && navigator.serviceWorker.controller);
  $('switch').hidden = begun();
  $('later').hidden = !begun();
}
export async function offline(isBegun) {
  begun = isBegun;
  const workers = navigator.serviceWorker;
  if (!workers || !isSecureContext) return;
  workers.addEventListener('message', ({data}) => {
    if (data.switched) location.reload();
    newer = !!data.newer;
    offer();
  });
  try { registration = await workers.register(new URL('sw.js', base)); } catch { return; }
  if (!registration) return;
  const watch = () => registration.installing?.addEventListener('statechange', offer);
  offer();
  watch();
  registration.addEventListener('updatefound', watch);
  workers.ready.then(() => { $('offline').textContent = say.offline; });
  // A release that became active while the page was closed still waits to be chosen.
  workers.controller?.postMessage('which');
  $('switch').addEventListener('click', () => {
    if (!begun()) (registration.waiting ?? workers.controller)?.postMessage('switch');
  });
  navigator.storage?.persist?.();
}
