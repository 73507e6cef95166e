// Finds documents, words and pages by the words in them, from an index that comes with the site.
(() => {
  const form = document.getElementById('form'), query = document.getElementById('query');
  const list = document.getElementById('results'), found = document.getElementById('found');
  const rows = [...list.children];
  const fold = text => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replaceAll('ß', 'ss');
  const texts = globalThis.govcheckWords.map(entry => fold(entry.join(' ')));
  const names = rows.map(row => fold(row.textContent));
  function look() {
    const words = fold(query.value).split(/\s+/).filter(Boolean);
    const scored = rows.map((row, place) => {
      const all = words.every(word => texts[place].includes(word));
      const named = words.filter(word => names[place].includes(word)).length;
      return {row, place, score: all ? 1 + named : 0};
    });
    scored.sort((a, b) => b.score - a.score || a.place - b.place);
    for (const {row, score} of scored) { row.hidden = words.length > 0 && !score; list.append(row); }
    const number = scored.filter(one => one.score).length;
    const {none, one, many} = found.dataset;
    found.textContent = !words.length ? '' : !number ? none : number === 1 ? one : many.replace('#', number);
  }
  form.hidden = false;
  query.value = new URLSearchParams(location.hash.slice(1)).get('q') || query.value;
  look();
  form.addEventListener('submit', event => event.preventDefault());
  query.addEventListener('input', look);
})();
