/* The brief of one site: what `tomt explain` says of it, and the map around it. */
'use strict';
const E = R.explanation;
const ranked = [...(E.profiles || [])].sort((a, b) => (a.rank ?? 1e9) - (b.rank ?? 1e9));
const P = ranked[0] || null, SITE = P ? P.site || {} : {};
const sentences = (...sections) => (P ? P.sentences.filter(one => sections.includes(one.section)).map(one => one.text) : []);
const sentenceList = (items, empty) => (items.length ? list(items) : note(empty));

function heading() {
  $('name').textContent = E.site_id;
  $('kicker').textContent = [T('Site brief'), title(about) || about.project_name, about.case_number ? `${T('Case')} ${about.case_number}` : null, day(about.data_date), R.internal ? T('INTERNAL: not for publication') : null].filter(Boolean).join(' · ');
  if (R.internal) $('kicker').classList.add('internal');
  $('goal').textContent = P ? [P.title, P.goal].filter(Boolean).join(': ') : T('This site is in no ranking: it fell out.');
  const figures = [];
  if (P) {
    figures.push([T('rank of {1} with these weights', num(P.n_ranked)), num(P.rank)], [T('score of 100'), num(P.score, 0)]);
    figures.push([T('ground to build on'), measure(SITE.developable_m2 ?? SITE.area_m2, 'm2').replace(/ \(.*/, '')]);
    const c = P.capacity;
    if (c && c.unused_bra_m2 !== null) figures.push([T('unused floor area by the plan, gross'), measure(c.unused_bra_m2, 'm2 BRA')]);
    if (c && c.jobs !== null) figures.push([T('room for jobs, low to high, gross'), `${num(c.jobs_low)}–${num(c.jobs_high)}`]);
    if (SITE.readiness) figures.push([T('Readiness'), said('readiness', SITE.readiness)]);
  }
  fill($('figures'), figures.map(([name, value]) => el('li', {}, el('b', {class: value.length > 12 ? 'words' : null}, value), el('span', {}, name))));
}

function where() {
  const fact = (name, value) => (value && value !== '–' ? [el('dt', {}, name), el('dd', {}, value)] : []);
  const parcels = P ? [...new Set(P.parcels.map(one => one.property || one.parcel).filter(Boolean))] : [];
  const box = boxOf(firstShape(), [181, 91, -181, -91]);
  fill($('where'), el('dl', {class: 'facts'}, fact(T('Property'), parcels.join(', ') || SITE.property), fact(T('Walk to a hub'), SITE.hub_walk_m === undefined || SITE.hub_walk_m === null ? null : measure(SITE.hub_walk_m, 'm')), fact(T('Transit class'), SITE.transit_class), fact(T('Middle of the site'), box[0] <= box[2] ? `${num((box[1] + box[3]) / 2, 5)}° ${T('N')}, ${num((box[0] + box[2]) / 2, 5)}° ${T('E')}` : null)));
}

function built() {
  if (!P) return fill($('built'), list((E.rejected.sentences || []).map(one => one.text)));
  fill($('built'), list(sentences('ground', 'room')), note(T('Theoretical and gross, from the plan as it was read; not legally binding. The plan and its provisions decide.')));
}

/* Each place once, however many criteria it speaks for. */
function near() {
  if (!P) return fill($('near'), note(T('This site is in no ranking: it fell out.')));
  const body = P.criteria.filter(c => c.evidence && c.evidence.some(one => one.name)).map(c => {
    const names = new Set(), items = [];
    for (const one of c.evidence) {
      if (!one.name || names.has(one.name)) continue;
      names.add(one.name);
      items.push(`${one.name.length > 80 ? one.name.slice(0, 79) + '…' : one.name}${one.distance_m ? ' ' + measure(one.distance_m, 'm') : ''}${one.jobs ? ', ' + measure(one.jobs, 'jobs') : ''}`);
    }
    return [c.title, c.beyond_reach ? T('none within reach') : measure(c.raw, unitOf(c)), measure(c.median_raw, unitOf(c)), items.slice(0, 3).join('; ')];
  });
  fill($('near'), body.length ? plain([T('Criterion'), T('Here'), T('Median site'), T('What is behind the number')], body, {right: [1, 2], className: 'small'}) : note(T('This result does not hold what is behind its numbers.')));
}

function points() {
  if (!P || !P.criteria.length) return fill($('points'), note(T('This site is in no ranking: it fell out.')));
  const labels = P.criteria.map(c => c.title);
  const shown = chart(T('Points here, at the median site, and at most'), 50 + 26 * labels.length, {type: 'bar', data: {labels, datasets: [{label: T('here'), data: P.criteria.map(c => c.points_shown ?? c.points), backgroundColor: '#0b2a5b'}, {label: T('median site'), data: P.criteria.map(c => c.median_points), backgroundColor: '#8fb8d3'}, {label: T('at most'), data: P.criteria.map(c => 100 * c.share), backgroundColor: '#e4e0d8'}]},
    options: {indexAxis: 'y', scales: {x: {min: 0, title: {display: true, text: T('points')}}, y: {ticks: {autoSkip: false}}}, plugins: {legend: {position: 'bottom'}, tooltip: {callbacks: {label: item => `${item.dataset.label}: ${num(item.raw, 1)}`}}}}},
  plain([T('Criterion'), T('Number'), T('Points'), T('Median site'), T('At most')], P.criteria.map(c => [c.title, c.no_data ? c.no_data_in_words : measure(c.raw, unitOf(c)), num(c.points_shown ?? c.points, 1), num(c.median_points, 1), num(100 * c.share, 1)]), {right: [1, 2, 3, 4]}));
  const others = ranked.slice(1);
  fill($('points'), el('p', {}, sentences('standing').map(text => text + '. ').join('')), shown, others.length ? plain([T('Also looked at for'), T('Rank'), T('Score')], others.map(one => [one.title, one.rank === null ? '–' : T('{1} of {2}', num(one.rank), num(one.n_ranked)), num(one.score, 0)]), {right: [1, 2], className: 'narrow small'}) : null);
}

/* What is missing, asked for first, or could change. */
function open() {
  const items = [...sentences('open'), ...sentences('gap')];
  if (P) {
    if (SITE.readiness && SITE.readiness !== 'buildable') items.push(T('Readiness: {1}. When, and who draws the plan?', said('readiness', SITE.readiness)));
    if (SITE.sequence) items.push(T('Sequence requirements ({1}): what must be built first, and who pays?', SITE.sequence));
    if (SITE.joint) items.push(T('Joint planning ({1}): with which neighbours?', SITE.joint));
    if (SITE.plan_years >= 10) items.push(T('The plan is {1} years old: does it still stand?', num(SITE.plan_years, 0)));
    if (P.capacity && P.capacity.why) items.push(T('Floor area is not known from the plan: what does the municipality allow?'));
    if (P.parcels.length > 1) items.push(T('{1}: do the owners act together?', measure(P.parcels.length, 'parcels')));
    for (const one of P.constraints || []) if (one.share > 0 && /^H/.test(one.codes || '')) items.push(T('{1} covers {2} of the site: what does it ask for?', `${one.codes}${one.main_name ? ' ' + one.main_name : ''}`, share(one.share)));
  }
  fill($('open'), sentenceList(items, T('The result names none.')));
}

const firstShape = () => (R.site && R.site.g[0]) || (R.rejected && R.rejected.g[0]) || null;
function startMap() {
  const shape = firstShape();
  if (!shape) { fill($('map'), note(T('This site has no shape in the result.'))); $('legend').hidden = true; return null; }
  const all = layer => featuresOf(layer, () => ({}));
  const around = boxOf(shape, [181, 91, -181, -91]), middle = [(around[0] + around[2]) / 2, (around[1] + around[3]) / 2];
  const step = 500 / 111320, wide = step / Math.cos(middle[1] * Math.PI / 180);
  const map = makeMap({sources: {site: all(R.site && R.site.n ? R.site : R.rejected)}, layers: [{id: 'site', source: 'site', type: 'fill', paint: {'fill-color': '#c2185b', 'fill-opacity': 0.55}}, {id: 'site-edge', source: 'site', type: 'line', paint: {'line-color': '#7a0f39', 'line-width': 2.5}}]}, [[middle[0] - wide, middle[1] - step], [middle[0] + wide, middle[1] + step]]);
  if (map) legend(map, [{text: T('The site'), colour: '#d05c8b', sign: 'area'}, ...groundLegend()]);
  return map;
}
function footer() {
  fill($('credits-in'), el('p', {}, [credits().join(' · '), `${T('Run')} ${about.run_id} · ${R.epsg ? 'EPSG:' + R.epsg : ''} · tomt ${R.made_with}`].filter(Boolean).join(' — ')), el('p', {}, T('Scores and ranks hold with the weights that the profile states; the weights are a judgement.')), R.cut ? note(T('{1} long texts were cut in this page; the result has them whole.', num(R.cut))) : null);
}

/* Each half fits its page of A4: what is on paper is laid out once for measuring, and made smaller by steps until it does. */
const PAGE_MM = {width: 186, height: 262}, SMALLEST = 0.62;
function fitPages() {
  const print = [...document.styleSheets].flatMap(sheet => [...sheet.cssRules]).filter(rule => rule.media && rule.media.mediaText === 'print');
  const mm = 96 / 25.4;
  for (const rule of print) rule.media.mediaText = 'all';
  document.body.style.width = PAGE_MM.width * mm + 'px';
  const above = document.querySelector('.top').getBoundingClientRect().height;
  for (const [id, used] of [['sheet-1', above], ['sheet-2', 0]]) {
    const sheet = $(id), room = PAGE_MM.height * mm - used;
    sheet.style.zoom = 1;
    for (let size = 1; size >= SMALLEST && sheet.getBoundingClientRect().height > room; size -= 0.03) sheet.style.zoom = size;
  }
  document.body.style.width = '';
  for (const rule of print) rule.media.mediaText = 'print';
}
function unfitPages() { for (const id of ['sheet-1', 'sheet-2']) $(id).style.zoom = ''; }

heading();
where();
built();
const none = P ? T('None stands out.') : T('This site is in no ranking: it fell out.');
fill($('strengths'), sentenceList(sentences('strength'), none));
fill($('weaknesses'), [sentenceList(sentences('weakness'), none)], sentences('lift').length ? [el('h4', {}, T('What a plan or a project could lift')), list(sentences('lift').slice(0, 4))] : [], sentences('apart').length ? [el('h4', {}, T('What separates it from full points, and is given by the place')), list(sentences('apart').slice(0, 4))] : []);
points();
near();
open();
fill($('firm'), sentenceList([...sentences('firm'), ...sentences('weights').slice(0, 3), ...sentences('judged').slice(0, 2)], !P ? none : T('How firm the ranks are is not in this result: it was made by an older version, or without robustness.')));
footer();
whole.then(() => setTimeout(() => { const map = startMap(); whenPrinting(map, fitPages, unfitPages); document.body.dataset.ready = 'yes'; }, 0));
