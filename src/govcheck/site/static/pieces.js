// How times, ways and people look; and what the page knows before its engine is up.
export const $ = id => document.getElementById(id);
export const make = (tag, attributes = {}, ...inner) => {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== false && value != null) element.setAttribute(name, value === true ? '' : value);
  }
  element.append(...inner.filter(one => one != null && one !== ''));
  return element;
};
export const base = new URL(document.body.dataset.root || './', location.href);
export const data = await fetch('respond.json').then(answer => answer.json());
export const say = data.strings;
export const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
export const now = () => Math.floor(Date.now() / 1000);

export const clock = (at, long) => new Intl.DateTimeFormat(data.locale, {timeZone: data.zone, hour: '2-digit', minute: '2-digit',
  ...(long ? {weekday: 'short', day: 'numeric', month: 'short'} : {})}).format(new Date(at * 1000));
export const left = seconds => {
  const rest = Math.abs(seconds), days = Math.floor(rest / 86400), hours = Math.floor(rest % 86400 / 3600);
  const minutes = Math.floor(rest % 3600 / 60), two = number => String(number).padStart(2, '0');
  const words = days ? `${days} ${say.days} ${hours} ${say.hours}` : hours ? `${hours}:${two(minutes)} ${say.hours}` : `${minutes}:${two(rest % 60)} ${say.minutes}`;
  return fill(seconds < 0 ? say.late : say.left, {time: words});
};
export const link = way => make('a', {href: way.href, class: way.href.startsWith('tel:') ? 'call' : 'mail'},
  fill(way.href.startsWith('tel:') ? say.call : say.write, {name: way.name}));
const nearest = ways => ways.some(one => one.href.startsWith('tel:')) ? ways.filter(one => one.href.startsWith('tel:')) : ways;
export const reached = (who, note, kind) => make('li', {class: kind ? `who ${kind}` : 'who'},
  make('b', {}, who.name), note ? make('span', {class: 'small'}, ` ${note}`) : null,
  who.clock ? make('span', {class: 'small'}, ` ${who.clock}`) : null,
  ...who.others.map(one => make('span', {class: 'small'}, ` ${one}`)),
  make('span', {class: 'ways'}, ...nearest(who.ways).map(way => link({...way, name: who.name}))));
export const line = (one, ...more) => make('li', {class: one.weight === 'alarm' ? 'warn' : null},
  one.when ? make('b', {class: 'due'}, `${one.when} `) : null, make('span', {}, one.text),
  ...one.more.map(text => make('p', {class: 'small'}, text)),
  one.reach.length ? make('span', {class: 'ways'}, ...one.reach.map(link)) : null, ...more);
// At most so many things of a sort at once; the others are a touch away.
export const few = (items, most, summary) => {
  const rest = items.slice(most);
  return items.slice(0, most).concat(rest.length ? [make('li', {class: 'more'}, make('details', {}, make('summary', {}, fill(summary, {count: rest.length})), make('ul', {class: 'tasks'}, ...rest)))] : []);
};
export const folded = (list, items, most, summary) => list.replaceChildren(...few(items, most, summary));

