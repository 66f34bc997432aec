/* The brief of one site: what `tomt explain` says of it, and the map around it. */
'use strict';
const E = R.explanation;
/* Profiles rank different numbers of sites: the share that stands above is what can be compared. */
const above = one => (one.rank === null || one.rank === undefined ? 2 : (one.rank - 1) / Math.max(1, one.n_ranked));
const ranked = [...(E.profiles || [])].sort((a, b) => above(a) - above(b));
const P = ranked[0] || null, SITE = P ? P.site || {} : {};
const sentences = (...sections) => (P ? P.sentences.filter(one => sections.includes(one.section)).map(one => dated(one.text)) : []);
/* The rank that a change would give goes with the change. */
function lifts(section) {
  const items = [];
  for (const one of P ? P.sentences : []) {
    if (one.section !== section) continue;
    if (one.message === 'explain_lift_rank' && items.length) items[items.length - 1] += '. ' + one.text;
    else items.push(one.text);
  }
  return items.slice(0, 4);
}
const standing = one => `${one.title} (${one.rank === null ? T('no rank') : T('{1} of {2}', num(one.rank), num(one.n_ranked))})`;
const titleOf = name => title(rows(R.profile).find(row => row.name === name) || {name});
/* Profiles that rank a site that fell out of the one that was asked for. */
const keptBy = () => ((column(R.site, 'profiles') || [])[0] || '').split(',').filter(Boolean).map(titleOf);
const sentenceList = (items, empty) => (items.length ? list(items) : note(empty));

function heading() {
  $('name').textContent = E.site_id;
  $('kicker').textContent = [T('Site brief'), title(about) || about.project_name, about.case_number ? `${T('Case')} ${about.case_number}` : null, about.data_date ? T('files dated {1}', day(about.data_date)) : null, R.internal ? T('INTERNAL: not for publication') : null].filter(Boolean).join(' · ');
  if (R.internal) $('kicker').classList.add('internal');
  $('goal').textContent = P ? [P.title, P.goal].filter(Boolean).join(': ') : keptBy().length ? T('It fell out of the profile that was asked for. It is ranked in: {1}.', keptBy().join(', ')) : T('This site is in no ranking: it fell out.');
  if (ranked.length > 1) $('goal').after(el('p', {class: 'goal chosen'}, T('No profile was asked for: this is the one in which the fewest of the ranked sites score higher. Elsewhere: {1}.', ranked.slice(1).map(standing).join(', '))));
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
  if (!figures.length) $('figures').hidden = true;
  if (P && partly(P.coverage)) $('figures').after(note(T('Numbers are known for {1}; those of the others are spread over them, so that they can give more points.', partly(P.coverage))));
}

function nearestHub([left, low, right, high]) {
  const hubs = R.ground.hub, long = Math.cos((low + high) / 2 * Math.PI / 180);
  let found = null;
  for (let i = 0; hubs && left <= right && i < hubs.n; i++) {
    const g = hubs.g[i], m = g ? 111320 * Math.hypot((g[0] / 1e6 - (left + right) / 2) * long, g[1] / 1e6 - (low + high) / 2) : Infinity;
    if (m < (found ? found.m : Infinity)) found = {m, name: column(hubs, 'name')[i]};
  }
  return found && found.name ? `${dated(found.name).slice(0, 80)}, ${measure(found.m, 'm')}` : null;
}
/* Far ones are there to tell the nearest; the map and its legend have those around. */
function keepNearHubs([left, low, right, high]) {
  const hubs = R.ground.hub;
  if (!hubs || left > right) return;
  const far = 3000 / 111320, wide = far / Math.cos((low + high) / 2 * Math.PI / 180), near = hubs.g.map(g => !!g && g[0] / 1e6 > left - wide && g[0] / 1e6 < right + wide && g[1] / 1e6 > low - far && g[1] / 1e6 < high + far);
  for (const name of Object.keys(hubs.c)) hubs.c[name] = column(hubs, name).filter((_, i) => near[i]);
  hubs.g = hubs.g.filter((_, i) => near[i]);
  hubs.n = hubs.g.length;
}
function where() {
  const fact = (name, value) => (value && value !== '–' ? [el('dt', {}, name), el('dd', {}, value)] : []);
  const parcels = P ? [...new Set(P.parcels.map(one => one.property || one.parcel).filter(Boolean))] : [];
  const box = boxOf(firstShape(), [181, 91, -181, -91]);
  fill($('where'), el('dl', {class: 'facts'}, fact(T('Property'), parcels.join(', ') || SITE.property), fact(T('Walk to the nearest hub of any kind'), SITE.hub_walk_m === undefined || SITE.hub_walk_m === null ? null : measure(SITE.hub_walk_m, 'm')), fact(T('Transit class'), SITE.transit_class), fact(T('Nearest hub, straight line'), P ? null : nearestHub(box)), fact(T('Middle of the site'), box[0] <= box[2] ? `${num((box[1] + box[3]) / 2, 5)}° ${T('N')}, ${num((box[0] + box[2]) / 2, 5)}° ${T('E')}` : null)));
}

/* Points inside a shape, evenly: its parts' outer rings, without holes. */
const within = (g, at) => g.some(part => part.reduce((odd, ring) => { for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) if ((ring[i][1] > at[1]) !== (ring[j][1] > at[1]) && at[0] < (ring[j][0] - ring[i][0]) * (at[1] - ring[i][1]) / (ring[j][1] - ring[i][1]) + ring[i][0]) odd = !odd; return odd; }, false));
const polygons = g => { const shape = geometryOf(g); return !shape ? [] : shape.type === 'MultiPolygon' ? shape.coordinates : shape.type === 'Polygon' ? [shape.coordinates] : []; };
function pointsIn(shape) {
  const box = boxOf(shape, [181, 91, -181, -91]), inside = polygons(shape), points = [];
  for (let i = 0; i < 40; i++) for (let k = 0; k < 40; k++) {
    const at = [box[0] + (i + 0.5) / 40 * (box[2] - box[0]), box[1] + (k + 0.5) / 40 * (box[3] - box[1])];
    if (within(inside, at)) points.push(at);
  }
  return points;
}
/* What of a layer lies over these points: [[key, part of the points]...], the most first. */
function covering(layer, points, keyOf) {
  const count = new Map();
  featuresShapes(layer).forEach(([shape, i]) => {
    const n = points.filter(at => within(shape, at)).length;
    if (n) count.set(keyOf(i), (count.get(keyOf(i)) || 0) + n);
  });
  return [...count].sort((a, b) => b[1] - a[1]).map(([key, n]) => [key, Math.min(1, n / points.length)]);
}
const featuresShapes = layer => (layer ? layer.g.map((g, i) => [g ? polygons(g) : [], i]).filter(([shape]) => shape.length) : []);
/* Of a site that fell out: what lies there, and each reason once with the profiles it holds for. */
function fallen() {
  const shape = firstShape(), points = shape ? pointsIn(shape) : [], ground = R.ground || {};
  const cell = (layer, name, i) => (column(layer, name) || [])[i];
  const tell = ([name, part]) => `${name}, ${T('about {1}', share(Math.round(100 * part) / 100))}`;
  const zones = covering(ground.zone, points, i => { const plan = PLANS[cell(ground.zone, 'plan_id', i)], id = cell(ground.zone, 'plan_id', i); return useOf(cell(ground.zone, 'use', i)) + (plan || id ? ` (${[plan && plan.plan_name, id, plan && plan.adopted ? dated(plan.adopted) : null].filter(Boolean).join(', ')})` : ''); });
  const bound = covering(ground.constraint, points, i => [layerOf(cell(ground.constraint, 'layer', i)), cell(ground.constraint, 'code', i), cell(ground.constraint, 'name', i)].filter(Boolean).join(' '));
  const by = new Map(), rejected = E.rejected || {};
  (rejected.sentences || []).forEach((one, i) => {
    const name = rejected.rows && rejected.rows[i] ? titleOf(rejected.rows[i].profile) : '', begins = name + ': ';
    const text = name && one.text.startsWith(begins) ? one.text.slice(begins.length) : one.text;
    by.set(text, [...(by.get(text) || []), ...(text === one.text ? [] : [name])]);
  });
  const few = items => items.filter(([, part]) => part >= 0.005).slice(0, 6).map(tell);
  return [el('h4', {}, T('Why it fell out')), list([...by].map(([text, names]) => text[0].toLocaleUpperCase() + text.slice(1) + (names.length ? ` (${names.join(', ')})` : ''))),
    points.length ? [el('h4', {}, T('What the plans say there')), few(zones).length ? list(few(zones)) : note(T('In no zone of the plans that were read.')),
      el('h4', {}, T('Constraints there')), few(bound).length ? list(few(bound)) : note(T('None in the layers that were read.'))] : [],
    note(T('Shares are read off the map of this page. Not legally binding: the plan and its provisions decide.'))].flat();
}

function built() {
  if (!P) return fill($('built'), fallen());
  fill($('built'), list(sentences('ground', 'room')), note(T('Theoretical and gross, from the plan as it was read; not legally binding. The plan and its provisions decide.')));
}

/* Each place once, however many criteria it speaks for. */
function near() {
  if (!P) return;
  const body = P.criteria.filter(c => c.evidence && c.evidence.some(one => one.name)).map(c => {
    const names = new Set(), items = [];
    for (const one of c.evidence) {
      if (!one.name || names.has(one.name)) continue;
      names.add(one.name);
      items.push(`${one.name.length > 80 ? one.name.slice(0, 79) + '…' : one.name}${one.flag_in_words ? ` (${one.flag_in_words})` : ''}${one.distance_m ? ' ' + measure(one.distance_m, 'm') : ''}${one.jobs ? ', ' + measure(one.jobs, 'jobs') : ''}`);
    }
    return [c.title, c.beyond_reach ? T('none within reach') : measure(c.raw, unitOf(c)), measure(c.median_raw, unitOf(c)), items.slice(0, 3).join('; ')];
  });
  fill($('near'), body.length ? plain([T('Criterion'), T('Here'), T('Median site'), T('What is behind the number')], body, {right: [1, 2], className: 'small'}) : note(T('This result does not hold what is behind its numbers.')));
}

function points() {
  if (!P || !P.criteria.length) return;
  const labels = P.criteria.map(c => c.title);
  const shown = chart(T('Points here, at the median site, and at most'), 50 + 26 * labels.length, {type: 'bar', data: {labels, datasets: [{label: T('here'), data: P.criteria.map(c => c.points_shown ?? c.points), backgroundColor: '#0b2a5b'}, {label: T('median site'), data: P.criteria.map(c => c.median_points), backgroundColor: '#8fb8d3'}, {label: T('at most'), data: P.criteria.map(c => 100 * (c.weight_here ?? 0)), backgroundColor: '#e4e0d8'}]},
    options: {indexAxis: 'y', scales: {x: {min: 0, title: {display: true, text: T('points')}}, y: {ticks: {autoSkip: false}}}, plugins: {legend: {position: 'bottom'}, tooltip: {callbacks: {label: item => `${item.dataset.label}: ${num(item.raw, 1)}`}}}}},
  plain([T('Criterion'), T('Number'), T('Points'), T('Median site'), T('At most')], P.criteria.map(c => [c.title, c.no_data ? c.no_data_in_words : measure(c.raw, unitOf(c)), num(c.points_shown ?? c.points, 1), num(c.median_points, 1), c.weight_here === null ? '–' : num(100 * c.weight_here, 1)]), {right: [1, 2, 3, 4]}));
  const others = ranked.slice(1);
  fill($('points'), el('p', {}, sentences('standing').map(text => text + '. ').join('')), shown, others.length ? plain([T('Also looked at for'), T('Rank'), T('Score')], others.map(one => [one.title, one.rank === null ? '–' : T('{1} of {2}', num(one.rank), num(one.n_ranked)), num(one.score, 0)]), {right: [1, 2], className: 'narrow small'}) : null);
}

/* What is missing, asked for first, or could change. */
function open() {
  const asked = sentences('open'), items = [...asked, ...sentences('gap')];
  if (P) {
    if (SITE.readiness && SITE.readiness !== 'buildable') items.push(T('Readiness: {1}. When, and who draws the plan?', said('readiness', SITE.readiness)));
    if (SITE.sequence) items.push(T('Sequence requirements ({1}): what must be built first, and who pays?', SITE.sequence));
    if (SITE.joint) items.push(T('Joint planning ({1}): with which neighbours?', SITE.joint));
    if (SITE.plan_years >= 10) items.push(T('The plan is {1} years old: does it still stand?', num(SITE.plan_years, 0)));
    if (P.capacity && P.capacity.why) items.push(T('Floor area is not known from the plan: what does the municipality allow?'));
    if (P.parcels.length > 1) items.push(T('{1}: do the owners act together?', measure(P.parcels.length, 'parcels')));
    for (const one of P.constraints || []) if (one.share > 0 && /^H/.test(one.codes || '') && !asked.some(text => text.includes(one.codes))) items.push(T('{1} covers {2} of the site: what does it ask for?', `${layerOf(one.layer)} ${one.codes}${one.main_name ? ' ' + one.main_name : ''}`, share(one.share)));
  }
  fill($('open'), items.length ? list(items) : null, el('p', {class: 'never'}, NEVER));
}

const firstShape = () => (R.site && R.site.g[0]) || (R.rejected && R.rejected.g[0]) || null;
function startMap() {
  const shape = firstShape();
  if (!shape) { fill($('map'), note(T('This site has no shape in the result.'))); $('legend').hidden = true; return null; }
  const all = layer => featuresOf(layer, () => ({}));
  const around = boxOf(shape, [181, 91, -181, -91]), middle = [(around[0] + around[2]) / 2, (around[1] + around[3]) / 2];
  /* So far around that there is a name to know the place by. */
  const long = Math.cos(middle[1] * Math.PI / 180), named = ['hub', 'anchor', 'anchor_area'].flatMap(name => (R.ground[name] ? R.ground[name].g : []).filter(Boolean).map(g => boxOf(g, [181, 91, -181, -91])));
  const half = Math.max(500 / 111320, 0.6 * (around[3] - around[1]), 0.6 * long * (around[2] - around[0]));
  const sees = size => named.some(([x, y]) => Math.abs(y - middle[1]) < 0.8 * size && Math.abs(x - middle[0]) * long < 0.8 * size);
  const step = [1, 1.5, 2.2, 3.2, 4.5].map(by => by * half).find(sees) || 1.5 * half, wide = step / long;
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
keepNearHubs(boxOf(firstShape(), [181, 91, -181, -91]));
built();
const none = T('None by half a point or more against the median site.');
if (!P) { /* what is told of ranks alone has nothing to tell */
  document.body.classList.add('fallen');
  for (const id of ['strengths', 'points', 'near', 'firm']) $(id).closest('section').hidden = true;
  document.querySelector('.second').hidden = true;
}
fill($('strengths'), [sentenceList(sentences('strength'), none)], lifts('lift').length ? [el('h4', {}, T('What a plan or a project could lift')), list(lifts('lift'))] : []);
fill($('weaknesses'), [sentenceList(sentences('weakness'), none)], lifts('apart').length ? [el('h4', {}, T('What separates it from full points, and is given by the place')), list(lifts('apart'))] : []);
points();
near();
open();
fill($('firm'), sentenceList([...sentences('firm'), ...sentences('weights').slice(0, 3), ...sentences('judged').slice(0, 2)], T('How firm the ranks are is not in this result: it was made by an older version, or without robustness.')));
footer();
whole.then(() => setTimeout(() => { const map = startMap(); whenPrinting(map, fitPages, unfitPages); document.body.dataset.ready = 'yes'; }, 0));
