// How old this copy is, and who is on duty at this moment; without it pages say as of when they are.
(() => {
  const copy = globalThis.govcheckCopy, say = copy.strings;
  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
  const old = document.getElementById('old'), age = document.getElementById('age');
  const shifts = [...document.querySelectorAll('[data-shifts]')];
  function look() {
    const now = Math.floor(Date.now() / 1000), days = Math.max(0, Math.floor((now - copy.at) / 86400));
    const aged = days < 1 ? say.today : fill(days === 1 ? say.day_old : say.days_old, {days});
    age.textContent = fill(copy.revision ? say.policy : say.policy_without, {revision: copy.revision.slice(0, 12), age: aged});
    age.dataset.printed = say.as_of;   // on paper nothing is of today
    const warnings = [];
    if (days >= copy.stale_after) warnings.push(fill(say.stale, {days}));
    if (now >= copy.until) warnings.push(say.ended);
    old.hidden = !warnings.length;
    if (old.textContent !== warnings.join(' ')) old.textContent = warnings.join(' ');
    // Who is on duty is only known as far as the page has it; before that day it stays as it was made.
    if (now < copy.at || now >= copy.shown_until) return;
    for (const list of shifts) {
      const rows = [...list.querySelectorAll('[data-from]')];
      const on = rows.filter(row => Number(row.dataset.from) <= now && now < Number(row.dataset.to));
      for (const row of rows) {
        row.classList.toggle('now', on.includes(row));
        if (list.dataset.shifts === '') row.hidden = !on.includes(row);
        else row.classList.toggle('over', Number(row.dataset.to) <= now);
      }
      const otherwise = list.querySelector('[data-otherwise]');
      if (otherwise) otherwise.hidden = on.length > 0;
    }
    const of = document.getElementById('as-of');
    if (of) of.textContent = say.now;
  }
  look();
  setInterval(look, 60000);
})();
