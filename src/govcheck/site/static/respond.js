// Shows what the engine says, and passes on what people state. No rule of the policy stands here.
const $ = id => document.getElementById(id);
const make = (tag, attributes = {}, ...inner) => {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== false && value != null) element.setAttribute(name, value === true ? '' : value);
  }
  element.append(...inner.filter(one => one != null && one !== ''));
  return element;
};
const base = new URL(document.body.dataset.root || './', location.href);
const data = await fetch('respond.json').then(answer => answer.json());
const say = data.strings;
const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
const now = () => Math.floor(Date.now() / 1000);

// What is stated, and what was ticked: on this phone alone.
const STORE = 'govcheck-incident';
const fresh = () => ({id: '', title: say.title, detected_at: Math.floor(now() / 60) * 60, facts: {}, skipped: [], conflicts: [],
  absent: [], ticks: [], order: [], by: '', revision: data.revision});
let incident = fresh();
try { incident = {...fresh(), ...JSON.parse(localStorage.getItem(STORE) || '{}')}; } catch { /* another's */ }
const begun = () => incident.order.length + incident.ticks.length > 0 || incident.id !== '';
const stated = () => JSON.stringify({...incident, logged: incident.ticks.length > 0,
  acknowledged: incident.ticks.filter(one => one.event === 'acknowledged' && one.at >= incident.detected_at)
    .map(one => [one.person || one.by, one.at - incident.detected_at])});
const save = () => { if (begun()) localStorage.setItem(STORE, JSON.stringify(incident)); else localStorage.removeItem(STORE); };

// The engine. A worker of a blob obeys the policy of this page, a worker of an address does not.
const waiting = new Map();
let count = 0, up;
const engine = new Promise((resolve, reject) => { up = {resolve, reject}; });
let worker;
try {
  const code = `import ${JSON.stringify(new URL('worker.js', base).href)};`;
  worker = new Worker(URL.createObjectURL(new Blob([code], {type: 'text/javascript'})), {type: 'module', name: 'engine'});
  worker.onmessage = ({data: told}) => {
    if (told.ready) return up.resolve(told.ready);
    if (told.failed) return up.reject(new Error(told.failed));
    const {resolve, reject} = waiting.get(told.id);
    waiting.delete(told.id);
    return told.error ? reject(new Error(told.error)) : resolve(told.result);
  };
  worker.onerror = event => up.reject(new Error(event.message || 'the worker does not start'));
} catch (error) { up.reject(error); }
const call = async (name, ...args) => {
  await engine;
  return new Promise((resolve, reject) => { waiting.set(++count, {resolve, reject}); worker.postMessage({id: count, name, args}); });
};
const ask = async (name, ...args) => JSON.parse(await call(name, ...args));
window.govcheck = {call, engine};

// How times, ways and people look.
const clock = (at, long) => new Intl.DateTimeFormat(data.locale, {timeZone: data.zone, hour: '2-digit', minute: '2-digit',
  ...(long ? {weekday: 'short', day: 'numeric', month: 'short'} : {})}).format(new Date(at * 1000));
const left = seconds => {
  const rest = Math.abs(seconds), days = Math.floor(rest / 86400), hours = Math.floor(rest % 86400 / 3600);
  const minutes = Math.floor(rest % 3600 / 60), two = number => String(number).padStart(2, '0');
  const words = days ? `${days} ${say.days} ${hours} ${say.hours}` : hours ? `${hours}:${two(minutes)} ${say.hours}` : `${minutes}:${two(rest % 60)} ${say.minutes}`;
  return fill(seconds < 0 ? say.late : say.left, {time: words});
};
const link = way => make('a', {href: way.href, class: way.href.startsWith('tel:') ? 'call' : 'mail'},
  fill(way.href.startsWith('tel:') ? say.call : say.write, {name: way.name}));
const nearest = ways => ways.some(one => one.href.startsWith('tel:')) ? ways.filter(one => one.href.startsWith('tel:')) : ways;
const reached = (who, note) => make('li', {class: 'who'},
  make('b', {}, who.name), note ? make('span', {class: 'small'}, ` ${note}`) : null,
  who.clock ? make('span', {class: 'small'}, ` ${who.clock}`) : null,
  ...who.others.map(one => make('span', {class: 'small'}, ` ${one}`)),
  make('span', {class: 'ways'}, ...nearest(who.ways).map(way => link({...way, name: who.name}))));
const line = (one, ...more) => make('li', {class: one.weight === 'alarm' ? 'warn' : null},
  one.when ? make('b', {class: 'due'}, `${one.when} `) : null, make('span', {}, one.text),
  ...one.more.map(text => make('p', {class: 'small'}, text)),
  one.reach.length ? make('span', {class: 'ways'}, ...one.reach.map(link)) : null, ...more);
const folded = (list, items, most, summary) => {
  const rest = items.slice(most);
  list.replaceChildren(...items.slice(0, most));
  if (rest.length) list.append(make('li', {class: 'more'}, make('details', {}, make('summary', {}, fill(summary, {count: rest.length})), make('ul', {class: 'tasks'}, ...rest))));
};

// Duty, and how old this copy is: without the engine.
function duty() {
  const at = now();
  $('duty').replaceChildren(...data.duty.map(rota => {
    const on = rota.stints.filter(([start, end]) => start <= at && at < end);
    const next = rota.stints.find(([start]) => start > at);
    const then = next ? fill(say.then, {time: clock(next[0], true), name: data.people[next[2]].name}) : '';
    const known = at >= data.at && at < data.until;
    return make('li', {class: 'card'}, make('h3', {}, rota.called), make('ul', {class: 'plain'},
      ...(on.length ? on.map(([, end, who]) => reached({...data.people[who], others: []}, `${fill(say.until, {time: clock(end, true)})} ${then}`))
        : [make('li', {class: known ? null : 'warn'}, known ? say.closed : say.unplanned, ' ', make('span', {class: 'small'}, then))])));
  }));
}
function age() {
  const days = Math.floor((now() - data.at) / 86400);
  const old = days < 1 ? say.today : fill(days === 1 ? say.day_old : say.days_old, {days});
  $('policy').textContent = fill(data.revision ? say.policy : say.policy_without, {revision: data.revision.slice(0, 12), age: old});
  const warnings = [];
  if (days >= data.stale_after) warnings.push(fill(say.stale, {days}));
  if (now() >= data.until) warnings.push(say.ended);
  if (begun() && incident.revision !== data.revision) warnings.push(fill(say.other_policy, {revision: (incident.revision || '?').slice(0, 12)}));
  $('stale').hidden = !warnings.length;
  $('stale').textContent = warnings.join(' ');
}

// The interview.
let question = null, turn = 0;   // what is worked out for an earlier turn is not shown any more
const busy = text => { $('busy').textContent = text; };
async function go(showPlan) {
  save();
  age();
  $('first').open = !begun();
  $('said').hidden = !begun();
  busy(say.thinking);
  const mine = ++turn;
  const found = await ask('ask', stated(), data.language);
  if (mine !== turn) return;
  question = found.question;
  chips(found.facts);
  paintCall(found.call);
  paintQuestion();
  busy('');
  if (begun() && (showPlan || !question || !$('plan').hidden)) await plan();
  else {
    $('plan').hidden = true;
    if ($('busy').nextElementSibling !== $('ask')) $('busy').after($('ask'));
  }
  $('show').hidden = !begun() || !question || !$('plan').hidden;
}
function chips(facts) {
  $('chips').replaceChildren(...facts.map(one => make('li', {}, make('button', {type: 'button', class: 'plain', 'data-fact': one.fact, 'aria-label': fill(say.change, {fact: one.called, value: one.value})}, `${one.called}: ${one.value}`))));
}
function paintCall(found) {
  $('certain').hidden = !found || !begun();
  if (!found) return;
  $('certain').replaceChildren(make('p', {class: 'big'}, make('b', {}, found.severity)),
    make('p', {}, say.call_now), make('ul', {class: 'plain'}, ...found.people.map(one => reached(one))));
}
function paintQuestion() {
  $('ask').hidden = !question;
  $('ask-error').hidden = true;
  $('over').hidden = !!question || !begun();
  if (!question) return;
  $('number').textContent = fill(say.number, {number: question.number, most: question.most});
  $('ask-h').textContent = question.question;
  const form = $('answer'), button = (words, value, kind) => make('button', {type: 'button', class: kind || 'choice', 'data-value': value}, words);
  form.replaceChildren();
  const {type, choices} = question;
  if (type === 'boolean') form.append(button(say.yes, 'yes'), button(say.no, 'no'));
  else if (type === 'tags') {
    form.append(make('fieldset', {}, make('legend', {class: 'small'}, say.several),
      ...choices.map(one => make('label', {class: 'tick'}, make('input', {type: 'checkbox', name: 'tag', value: one.value}), one.called))),
    make('button', {type: 'submit', class: 'choice go'}, say.these));
  } else if (choices.length > 9) {
    form.append(make('label', {for: 'one'}, say.which), make('select', {id: 'one'}, ...choices.map(one => make('option', {value: one.value}, one.called))),
      make('button', {type: 'submit', class: 'choice go'}, say.this));
  } else if (choices.length) form.append(...choices.map(one => button(one.called, one.value)));
  else {
    form.append(make('label', {for: 'number-in'}, question.hint), make('input', {id: 'number-in', type: 'text', inputmode: 'decimal', autocomplete: 'off'}),
      make('button', {type: 'submit', class: 'choice go'}, say.answer));
  }
  form.append(make('button', {type: 'button', class: 'choice unknown', 'data-unknown': true}, say.unknown));
  if (incident.order.length) form.append(make('button', {type: 'button', class: 'plain', 'data-back': true}, say.back));
}
async function answer(said) {
  const name = question.fact;
  turn++;
  for (const one of $('answer').querySelectorAll('button')) one.disabled = true;
  busy(say.thinking);
  if (said === null) { forget(name); incident.skipped.push(name); } else {
    const found = await ask('answer', stated(), name, said, data.language);
    if (found.error) {
      paintQuestion();
      busy('');
      $('ask-error').textContent = found.error;
      $('ask-error').hidden = false;
      $('number-in')?.focus();
      return;
    }
    forget(name);
    incident.facts[name] = found.value;
  }
  if (!incident.order.length && !incident.ticks.length && !incident.id) incident.revision = data.revision;
  incident.order.push(name);
  await go(false);
  (question ? $('ask-h') : $('verdict')).focus();
}
function forget(name) {
  delete incident.facts[name];
  incident.skipped = incident.skipped.filter(one => one !== name);
  incident.order = incident.order.filter(one => one !== name);
}
$('answer').addEventListener('click', event => {
  const {value, unknown, back} = event.target.dataset || {};
  if (value !== undefined) answer(value);
  else if (unknown !== undefined) answer(null);
  else if (back !== undefined) { forget(incident.order.at(-1)); go(false).then(() => $('ask-h').focus()); }
});
$('answer').addEventListener('submit', event => {
  event.preventDefault();
  if (question.type === 'tags') answer([...document.querySelectorAll('[name=tag]:checked')].map(one => one.value).join(',') || '-');
  else answer(($('one') || $('number-in')).value);
});
$('chips').addEventListener('click', event => {
  const name = event.target.dataset?.fact;
  if (name) { forget(name); go(false).then(() => $('ask-h').focus()); }
});
$('show').addEventListener('click', () => go(true).then(() => $('verdict').focus()));

// The plan.
async function plan() {
  busy(say.thinking);
  const mine = turn;
  // First what to do, which is quick; then why, and what if somebody is missing.
  const sheet = await ask('plan', stated(), data.language, false);
  if (mine !== turn) return;
  $('plan').hidden = false;
  if ($('plan').nextElementSibling !== $('ask')) $('plan').after($('ask'));   // what to do comes first
  if (sheet.problems) { $('verdict').textContent = sheet.problems.join(' '); busy(''); return; }
  $('verdict').textContent = sheet.title;
  $('level').className = `card level level${sheet.level}`;
  why(sheet);
  $('call-h').textContent = `${sheet.call.heading} ${sheet.call.aside}`;
  folded($('call'), sheet.call.lines.map(one => line(one)), 4, say.more_calls);
  $('silent').replaceChildren(...sheet.answer.map(who => make('li', {}, tick({event: 'acknowledged', person: who.person}, fill(say.answered, {name: who.name})))));
  folded($('tasks'), sheet.tasks.map(task).concat(sheet.undated.map(one => line(one))), 4, say.more_tasks);
  $('never-part').hidden = !sheet.forbidden;
  if (sheet.forbidden) {
    $('never-h').textContent = sheet.forbidden.heading;
    $('never').replaceChildren(...sheet.forbidden.lines.flatMap(one => one.text.split(' / ')).map(text => make('li', {}, text)));
  }
  $('drafts').hidden = !sheet.drafts.length;
  $('drafts-in').replaceChildren(...sheet.drafts.map(one => make('details', {}, make('summary', {}, one.task), make('div', {class: 'draft'}, one.lines.join('\n')))));
  $('approvals-part').hidden = !sheet.approvals.length;
  $('approvals').replaceChildren(...sheet.approvals.map(approval));
  $('foot').textContent = sheet.foot;
  ticks();
  tickClock();
  const whole = await ask('plan', stated(), data.language, true);
  if (mine !== turn) return;
  why(whole);
  busy('');
}
function why(sheet) {
  $('head').replaceChildren(...sheet.head.map(one => make('p', {class: one.weight === 'alarm' ? 'warn' : 'small'}, one.text)));
  $('reasons').replaceChildren(...sheet.reasons.map(part => make('div', {}, make('h3', {}, part.heading), make('ul', {}, ...part.lines.map(one => line(one))))));
}
const task = one => make('li', {class: isTicked('done', one.id) ? 'done' : null},
  make('p', {class: 'due'}, make('span', {class: 'until', 'data-due': one.due}), ` ${fill(say.by, {time: one.when})}`),
  make('p', {class: one.weight === 'alarm' ? 'warn' : null}, one.text, one.publishes ? ' ' : '', one.publishes ? make('span', {class: 'tag'}, say.public) : ''),
  ...one.more.map(text => make('p', {class: 'warn'}, text)),
  one.reach.length ? make('span', {class: 'ways'}, ...one.reach.map(link)) : null,
  one.tick ? tick({event: 'done', action: one.id}, say.done) : null);
const approval = one => make('li', {class: 'card'}, make('p', {}, make('b', {}, one.requires)),
  make('p', {class: 'small'}, fill(say.needed_for, {task: one.task})),
  make('ul', {class: 'plain'}, ...one.can.map(who => reached(who, who.for ? fill(say.instead, {role: who.target, name: who.for}) : who.target))),
  ...one.cannot.map(who => make('p', {class: 'small'}, `${who.name}: ${who.why}`)),
  ...one.can.map(who => tick({event: 'approved', approval: one.id, person: who.person}, fill(say.agreed, {name: who.name}))));

// What was ticked: the lines of a log.
const same = (one, other) => ['event', 'action', 'approval', 'person'].every(key => (one[key] || '') === (other[key] || ''));
const isTicked = (event, action) => incident.ticks.some(one => one.event === event && one.action === action);
const tick = (entry, words) => make('label', {class: 'tick'}, make('input', {type: 'checkbox', 'data-entry': JSON.stringify(entry), checked: incident.ticks.some(one => same(one, entry))}), words);
document.addEventListener('change', event => {
  const text = event.target.dataset?.entry;
  if (text) {
    const entry = JSON.parse(text);
    if (event.target.checked) {
      const by = incident.by || (entry.event === 'acknowledged' || entry.event === 'approved' ? entry.person : 'tool:site');
      // Who answers or agrees writes the line themselves, as the log has it.
      const who = entry.event === 'acknowledged' || entry.event === 'approved' ? {...entry, by: entry.person} : {...entry, by};
      if (who.by === who.person) delete who.person;
      incident.ticks.push({at: now(), recorded_at: now(), ...who, ...entry});
    } else incident.ticks = incident.ticks.filter(one => !same(one, entry));
    const focus = event.target;
    go(true).then(() => document.querySelector(`[data-entry='${CSS.escape(text)}']`)?.focus() ?? focus.focus());
  }
  if (event.target.id === 'by') { incident.by = event.target.value; save(); }
  if (event.target.id === 'title') { incident.title = event.target.value.trim() || say.title; go(true); }
  if (event.target.id === 'noticed' && event.target.value) { incident.detected_at = Math.floor(new Date(event.target.value).getTime() / 1000); go(true); }
});
function ticks() {
  $('ticked').textContent = fill(say.ticked, {count: incident.ticks.length});
  $('by').value = incident.by;
  $('title').value = incident.title;
  const noticed = new Date(incident.detected_at * 1000);
  $('noticed').value = new Date(noticed - noticed.getTimezoneOffset() * 60000).toISOString().slice(0, 16);
}
function tickClock() {
  for (const one of document.querySelectorAll('.until')) {
    const rest = Number(one.dataset.due) - now(), done = one.closest('li').classList.contains('done');
    one.textContent = done ? say.is_done : left(rest);
    one.classList.toggle('late', !done && rest < 0);
  }
}
setInterval(tickClock, 1000);
setInterval(() => { duty(); age(); }, 60000);

// Handing over: a file, or a link whose fragment no server sees.
const give = (name, text, type) => {
  const here = make('a', {href: URL.createObjectURL(new Blob([text], {type})), download: name});
  document.body.append(here);
  here.click();
  here.remove();
};
const named = async () => JSON.parse(await call('incident', stated())).id;
$('save').addEventListener('click', async () => give(`${await named()}.yaml`, await call('incident', stated()), 'application/yaml'));
$('log').addEventListener('click', async () => give(`${await named()}.log.jsonl`, await call('log', stated(), JSON.stringify(incident.ticks)), 'application/x-ndjson'));
$('copy').addEventListener('click', async () => {
  const bytes = new TextEncoder().encode(await call('incident', stated()));
  const packed = btoa(String.fromCharCode(...bytes)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
  const address = `${location.href.split('#')[0]}#incident=${packed}`;
  try { await navigator.clipboard.writeText(address); $('handed').textContent = say.copied; } catch { $('handed').textContent = address; }
});
$('open').addEventListener('change', async event => { const [file] = event.target.files; if (file) await take(await file.text()); event.target.value = ''; });
async function take(text) {
  if (begun() && !confirm(say.replace)) return;
  const found = await ask('read', text);
  if (!found.incident) { $('handed').textContent = found.problems ? found.problems.join(' ') : say.unreadable; $('handover').open = true; return; }
  incident = {...fresh(), ...found.incident, order: Object.keys(found.incident.facts)};
  await go(true);
  $('verdict').focus();
}
$('again').addEventListener('click', () => {
  if (begun() && !confirm(say.sure)) return;
  incident = fresh();
  $('plan').hidden = true;
  go(false).then(() => { $('ask-h').focus(); offer(); });
});

// The first paint.
duty();
age();
for (const [id, person] of Object.entries(data.people)) $('by').append(make('option', {value: id}, person.name));
if (data.first && !begun()) { question = data.first; paintQuestion(); }
busy(say.starting);
const slow = setTimeout(() => busy(say.slow), 20000);
engine.then(async () => {
  clearTimeout(slow);
  busy('');
  $('main').dataset.ready = 'true';
  const packed = new URLSearchParams(location.hash.slice(1)).get('incident');
  if (packed) {
    history.replaceState(null, '', location.href.split('#')[0]);
    try {
      const raw = atob(packed.replaceAll('-', '+').replaceAll('_', '/'));
      await take(new TextDecoder().decode(Uint8Array.from(raw, one => one.charCodeAt(0))));
      return;
    } catch { $('handed').textContent = say.unreadable; }
  }
  if (begun()) await go(true);
  else if (!data.first) await go(false);
}).catch(error => {
  clearTimeout(slow);
  $('ask').hidden = true;
  $('broken').hidden = false;
  busy('');
  console.warn(String(error));
}).finally(offline);

// Offline, and newer policies: offered, and never in the middle of an incident.
let registration;
function offer() {
  const there = !!registration?.waiting && !!navigator.serviceWorker.controller;
  $('fresh').hidden = !there;
  $('switch').hidden = begun();
  $('later').hidden = !begun();
}
async function offline() {
  if (!('serviceWorker' in navigator) || !isSecureContext) return;
  try { registration = await navigator.serviceWorker.register(new URL('sw.js', base)); } catch { return; }
  const watch = () => registration.installing?.addEventListener('statechange', offer);
  offer();
  watch();
  registration.addEventListener('updatefound', watch);
  navigator.serviceWorker.ready.then(() => { $('offline').textContent = say.offline; });
  $('switch').addEventListener('click', () => {
    navigator.serviceWorker.addEventListener('controllerchange', () => location.reload());
    registration.waiting?.postMessage('switch');
  });
  navigator.storage?.persist?.();
}
