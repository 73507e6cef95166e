// Shows what the engine says, and passes on what people state. No rule of the policy stands here.
import {ask, call, engine, fetched, waiting} from './engine.js';
import {$, clock, data, few, fill, folded, left, line, link, make, now, reached, say} from './pieces.js';
import {offer, offline} from './release.js';

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

// Duty, and how old this copy is: without the engine.
const somebody = id => data.people[id] || {name: say.nobody, ways: []};   // where nobody is although somebody should be
function duty() {
  const at = now();
  const made = few(data.duty.map(rota => {
    const on = rota.stints.filter(([start, end]) => start <= at && at < end);
    const next = rota.stints.find(([start]) => start > at);
    const then = next ? fill(say.then, {time: clock(next[0], true), name: somebody(next[2]).name}) : '';
    const known = at >= data.at && at < data.until;
    return make('li', {class: 'card'}, make('h3', {}, rota.called), make('ul', {class: 'plain'},
      ...(on.length ? on.map(([, end, who]) => reached({...somebody(who), others: []}, [end < data.until ? fill(say.until, {time: clock(end, true)}) : '', then].filter(Boolean).join(', '), data.people[who] ? null : 'warn'))
        : [make('li', {class: known ? null : 'warn'}, known ? say.closed : say.unplanned, ' ', make('span', {class: 'small'}, then))])));
  }), 4, say.more_rotas);
  // What is the same stays, so that nobody loses what they have opened or reached by keyboard.
  if (made.map(one => one.textContent).join() === [...$('duty').children].map(one => one.textContent).join()) return;
  const open = !!$('duty').querySelector('details[open]');
  $('duty').replaceChildren(...made);
  for (const one of $('duty').querySelectorAll('details')) one.open = open;
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
const MOST = 7;   // things at once
let question = null, turn = 0;   // what is worked out for an earlier turn is not shown any more
const busy = text => { $('busy').textContent = text; };
async function go(showPlan) {
  save();
  age();
  offer();
  $('first').open = !begun();
  $('said').hidden = !begun();
  busy(say.thinking);
  const mine = ++turn;
  delete $('main').dataset.settled;
  // In pieces, what is quick and matters most first: whom to call, what to do, the next question, and why.
  const known = await ask('call', stated(), data.language);
  if (mine !== turn) return;
  chips(known.facts);
  paintCall(known.call);
  let shown = begun() && (showPlan || !$('plan').hidden);
  if (shown && !await plan(mine)) return;
  const found = await ask('ask', stated(), data.language);
  if (mine !== turn) return;
  question = found.question;
  paintQuestion();
  if (!shown && begun() && !question) {
    if (!await plan(mine)) return;
    shown = true;
  }
  $('plan').hidden = !shown;
  if (shown) $('certain').hidden = true;   // the plan says it, too
  const before = shown ? $('plan') : $('busy');
  if (before.nextElementSibling !== $('ask')) before.after($('ask'));   // what to do comes first
  $('show').hidden = !begun() || !question || shown;
  busy('');
  settle(mine, shown);
}
async function settle(mine, shown) {
  if (shown) {
    const asking = $('why').open;
    const found = await ask('why', stated(), data.language, asking);
    if (mine !== turn) return;
    why(found, asking);
  }
  $('main').dataset.settled = mine;
  await ahead(mine);
}
// While somebody reads, what they may say next is worked out, one after the other.
async function ahead(mine) {
  if (!question) return;
  const {fact, type, choices} = question;
  const values = type === 'boolean' ? [true, false] : type === 'tags' || choices.length > MOST ? [] : choices.map(one => one.value);
  const next = [{...incident, skipped: [...incident.skipped, fact]}, ...values.map(value => ({...incident, facts: {...incident.facts, [fact]: value}}))];
  for (const one of next) {
    await new Promise(done => setTimeout(done, 200));
    if (mine !== turn || waiting.size) return;
    await call('ask', JSON.stringify(one), data.language);
  }
}
function chips(facts) {
  folded($('chips'), facts.map(one => make('li', {}, make('button', {type: 'button', class: 'plain', 'data-fact': one.fact, 'aria-label': fill(say.change, {fact: one.called, value: one.value})}, `${one.called}: ${one.value}`))), MOST - 1, say.more_said);
}
function paintCall(found) {
  $('certain').hidden = !found || !begun();
  if (!found) return;
  $('certain').replaceChildren(make('p', {class: 'big'}, make('b', {}, found.severity)),
    make('p', {}, found.order), make('ul', {class: 'plain'}, ...found.people.map(one => reached(one))));
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
    const boxes = choices.map(one => make('label', {class: 'tick'}, make('input', {type: 'checkbox', name: 'tag', value: one.value}), one.called));
    const rest = choices.slice(MOST);
    form.append(make('fieldset', {}, make('legend', {class: 'small'}, say.several), ...boxes.slice(0, MOST),
      rest.length ? make('details', {}, make('summary', {}, fill(say.more_tags, {names: rest.map(one => one.called).join(', ')})), ...boxes.slice(MOST)) : null),
    make('button', {type: 'submit', class: 'choice go'}, say.these));
  } else if (choices.length > MOST) {
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
async function plan(mine) {
  const sheet = await ask('plan', stated(), data.language);
  if (mine !== turn) return false;
  $('plan').hidden = false;
  if (sheet.problems) { $('verdict').textContent = sheet.problems.join(' '); return true; }
  $('verdict').textContent = sheet.title;
  $('level').className = `card level level${sheet.level}`;
  why(sheet, false);
  $('call-h').textContent = `${sheet.call.heading} ${sheet.call.aside}`;
  folded($('call'), sheet.call.lines.map(one => line(one)), 4, say.more_calls);
  folded($('silent'), sheet.answer.map(who => make('li', {}, tick({event: 'acknowledged', person: who.person}, fill(say.answered, {name: who.name})))), MOST - 1, say.more_people);
  folded($('tasks'), sheet.tasks.map(task).concat(sheet.undated.map(one => line(one))), 4, say.more_tasks);
  $('never-part').hidden = !sheet.forbidden.length;
  $('never').replaceChildren(...sheet.forbidden.map(part => make('li', {}, make('b', {}, part.heading), ...part.lines.map(one => make('p', {}, one.text)))));
  $('drafts').hidden = !sheet.drafts.length;
  $('drafts-in').replaceChildren(...sheet.drafts.map(one => make('details', {}, make('summary', {}, one.task), make('div', {class: 'draft'}, one.lines.join('\n')))));
  $('approvals-part').hidden = !sheet.approvals.length;
  folded($('approvals'), sheet.approvals.map(approval), 2, say.more_approvals);
  $('foot').textContent = sheet.foot;
  ticks();
  tickClock();
  return true;
}
let asked = false;   // whether what further answers would change is among the reasons
function why(sheet, asking) {
  asked = asking;
  $('head').replaceChildren(...sheet.head.map(one => make('p', {class: one.weight === 'alarm' ? 'warn' : 'small'}, one.text)));
  $('reasons').replaceChildren(...sheet.reasons.map(part => make('div', {}, make('h3', {}, part.heading), make('ul', {}, ...part.lines.map(one => line(one))))));
}
$('why').addEventListener('toggle', async () => {
  if (!$('why').open || asked) return;
  const mine = turn, found = await ask('why', stated(), data.language, true);
  if (mine === turn) why(found, true);
});
const task = one => make('li', {class: isTicked('done', one.id) ? 'done' : null},
  make('p', {class: 'due'}, make('span', {class: 'until', 'data-due': one.due}), ` ${fill(say.by, {time: one.when})}`),
  make('p', {class: one.weight === 'alarm' ? 'warn' : null}, one.text, one.publishes ? ' ' : '', one.publishes ? make('span', {class: 'tag'}, say.public) : ''),
  ...one.more.map(text => make('p', {class: 'warn'}, text)),
  one.reach.length ? make('span', {class: 'ways'}, ...one.reach.map(link)) : null,
  one.tick ? tick({event: 'done', action: one.id}, say.done) : null);
const approval = one => make('li', {class: 'card'}, make('p', {}, make('b', {}, one.requires)),
  make('p', {class: 'small'}, fill(say.needed_for, {task: one.task})),
  make('ul', {class: 'plain'}, ...few([...one.can.map(who => {
    const item = reached(who, who.for ? fill(say.instead, {role: who.target, name: who.for}) : who.target);
    item.append(tick({event: 'approved', approval: one.id, person: who.person}, fill(say.agreed, {name: who.name})));
    return item;
  }), ...one.cannot.map(who => make('li', {class: 'small'}, `${who.name}: ${who.why}`))], 3, say.more_people)));

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
  if (begun()) { await go(true); return; }
  // What was painted is the first question of when the site was made; hours may be others by now.
  const mine = turn, found = await ask('ask', stated(), data.language);
  if (mine !== turn) return;
  if (found.question?.fact !== question?.fact) { question = found.question; paintQuestion(); }
  settle(mine, false);
}).catch(error => {
  clearTimeout(slow);
  $('ask').hidden = true;
  $('broken').hidden = false;
  busy('');
  console.warn(String(error));
}).finally(() => fetched.then(() => offline(begun)));
