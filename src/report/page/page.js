/* The report: one profile at a time. */
'use strict';
const S = R.site, FID = new Map((column(S, 'fid') || []).map((fid, i) => [fid, i]));

/* A profile with its sites by rank: i is a row of its score table, s(i) the row of the site. */
function profileOf(row) {
  const told = R.ranked[row.name] || {}, table = told.sites, fids = column(table, 'site_fid') || [], criteria = rows(told.criteria);
  const site = fids.map(fid => (FID.has(fid) ? FID.get(fid) : -1));
  const of = name => column(S, name) || [];
  const cells = Object.fromEntries(['site_id', 'property', 'use', 'strategy', 'readiness', 'area_m2', 'developable_m2', 'plan_id', 'transit_class', 'hub_walk_m', 'existing_bra_m2'].map(name => [name, of(name)]));
  const p = {row, told, criteria, name: row.name, n: table ? table.n : 0, site, column: name => column(table, name)};
  p.value = (name, i) => { const column_ = p.column(name); return column_ ? column_[i] : null; };
  p.at = (name, i) => cells[name][site[i]] ?? null;
  p.id = i => p.at('site_id', i) || String(fids[i]);
  p.rank = i => p.value('rank', i);
  p.score = i => p.value('score', i);
  p.points = (c, i) => p.value('c_' + c.id, i);
  /* What a criterion weighs at this site: the weights of those without data are spread over the others. */
  p.weightHere = (c, i) => {
    if (p.column('c_' + c.id) === null) return c.share;
    if (p.points(c, i) === null) return null;
    return c.share / criteria.reduce((sum, one) => sum + (p.points(one, i) === null ? 0 : one.share), 0);
  };
  p.partly = i => partly(p.value('coverage', i));
  const by = new Map();
  for (const [fid, kind, text] of told.findings || []) { if (!by.has(fid)) by.set(fid, []); by.get(fid).push([kind, text]); }
  p.findings = i => by.get(fids[i]) || [];
  let constrained = null;
  p.constraints = id => {
    if (!constrained) { constrained = new Map(); for (const one of rows(told.constraints)) constrained.set(one.site_id, [...(constrained.get(one.site_id) || []), one]); }
    return constrained.get(id) || [];
  };
  return p;
}
const PROFILES = rows(R.profile), READY = new Map();
function profileNamed(name) {
  if (!READY.has(name)) READY.set(name, profileOf(PROFILES.find(row => row.name === name)));
  return READY.get(name);
}
let now = null, grid = null, map = null, badges = [], popup = null;

function bar(score, index) {
  const length = el('i', {});
  length.style.width = Math.max(0, Math.min(100, score || 0)) + '%';
  length.style.background = CLASSES[Math.max(0, classOf(score))][1];
  return el('span', {class: 'bar'}, el('span', {class: 'track'}, length), el('b', {}, tenth(score)));
}

function columnsOf(p) {
  const all = [
    {id: 'rank', title: T('Rank'), right: true, value: i => p.rank(i), text: i => num(p.rank(i))},
    {id: 'site', title: T('Site'), value: i => p.id(i), text: i => p.id(i)},
    {id: 'score', title: T('Score'), down: true, wide: true, value: i => p.score(i), node: i => bar(p.score(i), i)},
    p.column('coverage') && {id: 'coverage', title: T('Coverage'), right: true, value: i => p.value('coverage', i), node: i => (p.partly(i) ? el('b', {class: 'gap', title: p.partly(i)}, share(p.value('coverage', i))) : share(p.value('coverage', i)))},
    p.column('rank_low') && {id: 'interval', title: T('Rank interval'), right: true, value: i => p.value('rank_low', i), text: i => (p.value('rank_low', i) === null ? '–' : `${num(p.value('rank_low', i))}–${num(p.value('rank_high', i))}`)},
    p.column('top_share') && {id: 'top', title: T('Among the first {1}', (parsed(p.row.robustness) || {}).top || 10), right: true, down: true, value: i => p.value('top_share', i), text: i => share(p.value('top_share', i))},
    p.column('unused_bra_m2') && {id: 'room', title: T('Unused floor area, m² BRA'), right: true, down: true, value: i => p.value('unused_bra_m2', i), text: i => num(p.value('unused_bra_m2', i))},
    p.column('jobs') && {id: 'jobs', title: T('Room for jobs'), right: true, down: true, value: i => p.value('jobs', i), text: i => (p.value('jobs', i) === null ? '–' : `${num(p.value('jobs_low', i))}–${num(p.value('jobs_high', i))}`)},
    column(S, 'readiness') && {id: 'readiness', title: T('Readiness'), value: i => said('readiness', p.at('readiness', i)), text: i => said('readiness', p.at('readiness', i))},
    {id: 'area', title: T('Area, m²'), right: true, down: true, value: i => p.at('area_m2', i), text: i => num(p.at('area_m2', i))},
    {id: 'strategy', title: T('Strategy'), value: i => said('strategy', p.at('strategy', i)), text: i => said('strategy', p.at('strategy', i))},
    {id: 'use', title: T('Use'), value: i => useOf(p.at('use', i)), text: i => useOf(p.at('use', i))},
  ];
  return all.filter(Boolean);
}

/* What the right-hand side tells of the chosen site. */
function showSite(i) {
  const p = now, fact = (name, value) => (value && value !== '–' ? [el('dt', {}, name), el('dd', {}, value)] : []);
  const plan = PLANS[p.at('plan_id', i)], of = (kind, head) => { const said_ = p.findings(i).filter(one => one[0] === kind); return said_.length ? [el('h4', {}, head), list(said_.map(one => one[1]), kind)] : []; };
  const body = p.criteria.map((c, k) => [`${k + 1} ${title(c)}`, p.value('y_' + c.id, i) ? said('why', p.value('y_' + c.id, i)) : measure(p.value('x_' + c.id, i), unitOf(c)), tenth(p.points(c, i)), p.weightHere(c, i) === null ? '–' : num(100 * p.weightHere(c, i), 1)]);
  const jobs = p.value('jobs', i), low = p.value('rank_low', i), id = p.id(i);
  const bad = p.constraints(id);
  const bought = rows(p.told.purchase).find(row => row.site_id === id);
  fill($('detail'),
    el('h3', {}, id), el('p', {class: 'lead'}, p.rank(i) === null ? T('no rank') : T('Rank {1} of {2}, score {3}', num(p.rank(i)), num(p.n), num(p.score(i), 1)), low === null ? '' : ' · ' + (low === p.value('rank_high', i) ? T('always {1} when the weights are drawn anew', num(low)) : T('between {1} and {2} when the weights are drawn anew', num(low), num(p.value('rank_high', i))))),
    p.partly(i) ? note(T('Numbers are known for {1}; those of the others are spread over them, so that they can give more points.', p.partly(i))) : null,
    el('dl', {class: 'facts'}, fact(T('Use'), useOf(p.at('use', i))), fact(T('Plan'), plan ? `${plan.plan_name || ''} (${plan.plan_id}${plan.adopted ? ', ' + day(plan.adopted) : ''})` : p.at('plan_id', i)), fact(T('Strategy'), said('strategy', p.at('strategy', i))), fact(T('Readiness'), said('readiness', p.at('readiness', i))), fact(T('Ground'), m2(p.at('area_m2', i))), fact(T('Unused floor area'), p.value('unused_bra_m2', i) === null ? (p.value('capacity_why', i) ? T('not known') : null) : measure(p.value('unused_bra_m2', i), 'm2 BRA')), fact(T('Room for jobs'), jobs === null ? null : `${num(p.value('jobs_low', i))}–${num(p.value('jobs_high', i))}`), fact(T('Constraints'), bad.map(row => `${row.buffer_m > 0 ? T('{1} within {2}', layerOf(row.layer), measure(row.buffer_m, 'm')) : layerOf(row.layer)}${row.codes ? ' ' + row.codes : ''}${row.safety_class ? ' (' + row.safety_class + ')' : ''} ${share(row.share)}`).join(', ')),
      bought ? [fact(T('Purchase index (internal)'), num(bought.purchase_index, 1)), fact(T('Owners (internal)'), bought.owners)] : null),
    plain([T('Criterion'), T('Number'), T('Points'), T('At most')], body, {right: [1, 2, 3], caption: T('Points by criterion')}),
    of('strength', T('Strengths')), of('weakness', T('Weaknesses')), of('lift', T('What separates it from full points')), of('gap', T('What is not known')), el('p', {class: 'never'}, NEVER));
  $('detail').scrollTop = 0;
}

/* Beyond so many sites the city as a whole shows each as a dot, large ones as areas; zoomed in, all are areas. */
const MANY_SITES = 3000, LARGE_M2 = 20000, AREAS_FROM = 13;
const manySites = () => now.n > MANY_SITES;
const ownOf = i => ({i, k: classOf(now.score(i))});
function dotFeatures(order) {
  const features = [], many = manySites();
  for (let at = order.length - 1; at >= 0; at--) { /* high scores last, on top */
    const i = order[at], s = now.site[i], g = S && s >= 0 ? S.g[s] : null, dot = g && typeof g[0] === 'number';
    if (!g || !g.length || (!dot && !many)) continue;
    const geometry = dot || now.at('area_m2', i) >= LARGE_M2 ? geometryOf(g) : {type: 'Point', coordinates: middle(s)};
    features.push({type: 'Feature', properties: {...ownOf(i), only: dot ? 1 : 0}, geometry});
  }
  return {type: 'FeatureCollection', features};
}
const areaFeatures = order => featuresOfSites(order.filter(i => now.site[i] >= 0 && S.g[now.site[i]] && typeof S.g[now.site[i]][0] !== 'number').map(i => [now.site[i], i]), ownOf);
/* What is seen first is drawn first. */
let drawn = null; /* the order whose dots the map has */
function drawSites(order) {
  for (const id of ['sites', 'sites-edge']) map.setLayerZoomRange(id, manySites() || id === 'sites-edge' ? AREAS_FROM : 0, 24);
  if (drawn !== order) map.getSource('dots').setData(dotFeatures(order));
  drawn = order;
  const areas = () => { if (grid.order === order) map.getSource('sites').setData(areaFeatures(order)); };
  if (!manySites()) areas();
  else setTimeout(areas, 400);
}
function featuresOfSites(pairs, properties) {
  const features = [];
  for (const [s, i] of pairs) {
    const geometry = S && s >= 0 ? geometryOf(S.g[s]) : null;
    if (geometry) features.push({type: 'Feature', properties: properties(i), geometry});
  }
  return {type: 'FeatureCollection', features};
}
/* Read, and drawn, when they are to be seen. */
let fellShown = '', below = false;
function showFell() {
  if (!map || fellShown === now.name) return;
  need('rejected');
  fellShown = now.name;
  map.getSource('rejected').setData(rejectedFeatures());
}
function rejectedFeatures() {
  const profiles = column(R.rejected, 'profiles') || [], here = ofProfile(now.name);
  return featuresOf(R.rejected, i => (here(profiles[i]) ? {r: i} : null));
}
const POINTS = ['==', ['geometry-type'], 'Point'], AREAS = ['!=', ['geometry-type'], 'Point'];
const COLOUR = ['match', ['get', 'k'], 0, CLASSES[0][1], 1, CLASSES[1][1], 2, CLASSES[2][1], 3, CLASSES[3][1], 4, CLASSES[4][1], '#dddddd'];
const SEEN = manyFell() ? {minzoom: 13, layout: {visibility: 'none'}} : {};
const DOTS = [[10, 1.4], [13, 3], [16, 5]]; /* radius at a zoom, by steps between them */
const DOT = ['interpolate', ['linear'], ['zoom'], ...DOTS.flat()];
const SHOWN = ['site-dots', 'site-points', 'sites-large', 'sites'];
const LAYERS = [
  {id: 'rejected', source: 'rejected', type: 'fill', filter: AREAS, ...SEEN, paint: {'fill-color': '#9a9a9a', 'fill-opacity': 0.25}},
  {id: 'rejected-edge', source: 'rejected', type: 'line', filter: AREAS, minzoom: 13, layout: SEEN.layout || {}, paint: {'line-color': '#8b8b8b', 'line-width': 0.5}},
  {id: 'rejected-points', source: 'rejected', type: 'circle', filter: POINTS, ...SEEN, paint: {'circle-color': '#9a9a9a', 'circle-radius': ['interpolate', ['linear'], ['zoom'], 13, 2, 17, 5], 'circle-opacity': 0.6}},
  {id: 'sites-large', source: 'dots', type: 'fill', maxzoom: AREAS_FROM, filter: AREAS, paint: {'fill-color': COLOUR, 'fill-outline-color': '#1f2d3d80'}},
  {id: 'site-dots', source: 'dots', type: 'circle', maxzoom: AREAS_FROM, filter: ['all', POINTS, ['!=', ['get', 'only'], 1]], paint: {'circle-color': COLOUR, 'circle-radius': DOT, 'circle-stroke-color': '#1f2d3d', 'circle-stroke-width': 0.25}},
  {id: 'sites', source: 'sites', type: 'fill', paint: {'fill-color': COLOUR, 'fill-outline-color': '#1f2d3d80'}},
  {id: 'sites-edge', source: 'sites', type: 'line', minzoom: AREAS_FROM, paint: {'line-color': '#1f2d3d', 'line-width': ['interpolate', ['linear'], ['zoom'], 13, 0.6, 15, 1.2]}},
  {id: 'site-points', source: 'dots', type: 'circle', filter: ['all', POINTS, ['==', ['get', 'only'], 1]], paint: {'circle-color': COLOUR, 'circle-radius': DOT, 'circle-stroke-color': '#1f2d3d', 'circle-stroke-width': 0.25}},
  {id: 'chosen-halo', source: 'chosen', type: 'line', paint: {'line-color': '#ffffff', 'line-width': 8}},
  {id: 'chosen', source: 'chosen', type: 'line', paint: {'line-color': '#c2185b', 'line-width': 4}},
  {id: 'chosen-point', source: 'chosen', type: 'circle', filter: POINTS, paint: {'circle-radius': 10, 'circle-color': 'transparent', 'circle-stroke-color': '#c2185b', 'circle-stroke-width': 4}},
];

/* Until the map has its first picture, one by the page's own hand: the same sites, places and colours. It follows the map when that moves. */
const WORLD = 512, worldX = x => WORLD * (x / 3.6e8 + 0.5), worldY = y => WORLD * (0.5 - Math.log(Math.tan(Math.PI / 4 + (y * Math.PI) / 3.6e8)) / (2 * Math.PI));
function viewOf([[west, south], [east, north]], width, height) { /* as MapLibre fits bounds: 30 pixels around */
  const x = [west, east].map(x => worldX(1e6 * x)), y = [north, south].map(y => worldY(1e6 * y));
  return {x: (x[0] + x[1]) / 2, y: (y[0] + y[1]) / 2, zoom: Math.min(16, Math.log2(Math.min((width - 60) / (x[1] - x[0]), (height - 60) / (y[1] - y[0]))))};
}
class Picture {
  constructor(order) {
    this.order = order.filter(i => now.site[i] >= 0 && S.g[now.site[i]] && S.g[now.site[i]].length).reverse(); /* high scores last, on top */
    this.points = this.order.map(i => { const [x, y] = middle(now.site[i]); return [worldX(1e6 * x), worldY(1e6 * y)]; });
    this.canvas = document.createElement('canvas');
    this.canvas.setAttribute('aria-hidden', 'true');
    this.canvas.style.cssText = 'position:absolute;pointer-events:none';
    this.canvas.id = 'map-first';
  }
  draw({x, y, zoom}) {
    const box = $('map'), width = box.clientWidth, height = box.clientHeight, sharp = devicePixelRatio, scale = 2 ** zoom, c = this.canvas.getContext('2d', {willReadFrequently: true});
    this.canvas.width = Math.round(width * sharp);
    this.canvas.height = Math.round(height * sharp);
    this.canvas.style.width = width + 'px';
    this.canvas.style.height = height + 'px';
    c.scale(sharp, sharp);
    c.fillStyle = PAPER;
    c.fillRect(0, 0, width, height);
    const left = width / 2 - x * scale, top = height / 2 - y * scale, dots = manySites() && zoom < AREAS_FROM, near = 400;
    const seen = this.order.map((i, at) => [i, this.points[at][0] * scale + left, this.points[at][1] * scale + top]).filter(([, px, py]) => px > -near && py > -near && px < width + near && py < height + near);
    const isPoint = i => typeof S.g[now.site[i]][0] === 'number', isArea = i => !isPoint(i) && (!dots || now.at('area_m2', i) >= LARGE_M2), colour = i => (CLASSES[classOf(now.score(i))] || [0, '#dddddd'])[1];
    c.strokeStyle = '#1f2d3d80';
    c.lineWidth = 1;
    for (const [i] of seen.filter(([i]) => isArea(i))) {
      c.fillStyle = colour(i);
      c.beginPath();
      for (const ring of S.g[now.site[i]].flat()) for (let k = 0, at = [0, 0]; k < ring.length; k += 2) { at = [at[0] + ring[k], at[1] + ring[k + 1]]; c[k ? 'lineTo' : 'moveTo'](worldX(at[0]) * scale + left, worldY(at[1]) * scale + top); }
      c.fill('evenodd');
      c.stroke();
    }
    const upper = Math.max(1, DOTS.findIndex(([z]) => z >= zoom)), [from, to] = zoom >= 16 ? [DOTS[2], DOTS[2]] : [DOTS[upper - 1], DOTS[upper]];
    const radius = from === to ? to[1] : from[1] + (to[1] - from[1]) * Math.max(0, (zoom - from[0]) / (to[0] - from[0]));
    c.strokeStyle = '#1f2d3d';
    c.lineWidth = 0.25;
    for (const [i, px, py] of seen.filter(([i]) => !isArea(i)).sort(([a], [b]) => isPoint(a) - isPoint(b))) {
      c.fillStyle = colour(i);
      c.beginPath();
      c.arc(px, py, radius, 0, 7);
      c.fill();
      c.stroke();
    }
  }
  /* In place of the map, then over its canvas and under its names, until it has drawn all. */
  before() {
    const box = $('map');
    if (box.clientWidth <= 60 || box.clientHeight <= 60) return;
    this.canvas.style.left = box.offsetLeft + box.clientLeft + 'px';
    this.canvas.style.top = box.offsetTop + box.clientTop + 'px';
    this.draw(viewOf(bounds(), box.clientWidth, box.clientHeight));
    box.after(this.canvas);
  }
  over(map) {
    const follow = () => { const at = map.getCenter(); this.draw({x: worldX(1e6 * at.lng), y: worldY(1e6 * at.lat), zoom: map.getZoom()}); };
    this.canvas.style.left = this.canvas.style.top = '0';
    map.getCanvas().after(this.canvas);
    map.on('move', follow);
    map.once('idle', () => { map.off('move', follow); this.canvas.remove(); });
  }
}

const middles = [];
function middle(s) {
  if (!middles[s]) { const box = boxOf(S.g[s], [181, 91, -181, -91]); middles[s] = [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2]; }
  return middles[s];
}
function popUp(lngLat, ...inside) {
  if (popup) popup.remove();
  popup = new maplibregl.Popup({maxWidth: '320px', focusAfterOpen: false}).setLngLat(lngLat).setDOMContent(el('div', {}, inside)).addTo(map);
}
function sitePopup(i, lngLat) {
  const p = now;
  popUp(lngLat, el('p', {}, el('b', {}, p.id(i))), el('p', {}, p.rank(i) === null ? T('no rank') : T('Rank {1} of {2}, score {3}', num(p.rank(i)), num(p.n), num(p.score(i), 1))), el('p', {}, useOf(p.at('use', i))));
}
function rejectedPopup(r, lngLat) {
  const row = name => (column(R.rejected, name) || [])[r], reason = row('reason'), unit = reason === 'too_small' ? 'm2' : reason === 'too_narrow' ? 'm' : null;
  popUp(lngLat, el('p', {}, el('b', {}, row('site_id') || '–')), el('p', {}, `${T('fell out')}: ${said('reason', reason)}`), unit && row('measured') !== null ? el('p', {}, T('{1} against {2}', measure(row('measured'), unit), measure(row('limit_value'), unit))) : null, row('layer') ? el('p', {}, `${T('Layer')}: ${layerOf(row('layer'))}`) : null);
}

/* Chosen in the table or in the map: the other follows. */
function choose(i, {zoom = true, lngLat} = {}) {
  grid.choose(i, true);
  showSite(i);
  const s = now.site[i];
  if (!map || s < 0) return;
  map.getSource('chosen').setData(featuresOfSites([[s, i]], () => ({})));
  sitePopup(i, lngLat || middle(s));
  if (zoom && S.g[s]) map.fitBounds(boxOf(S.g[s], [181, 91, -181, -91]), {padding: 90, maxZoom: 15.5, animate: !matchMedia('(prefers-reduced-motion: reduce)').matches, duration: 500});
}

function bounds() {
  const box = [181, 91, -181, -91];
  (now.n ? now.site.slice(0, 200) : (S ? S.g.slice(0, 500).map((_, s) => s) : [])).forEach(s => { if (s >= 0) boxOf(S.g[s], box); });
  if (box[0] > box[2]) for (const layer of [R.ground.zone, R.rejected, R.ground.street]) (layer ? layer.g : []).forEach(g => boxOf(g, box));
  return box[0] <= box[2] ? [[box[0], box[1]], [box[2], box[3]]] : [[5, 58], [31, 71]];
}

function startMap(picture) {
  if (!R.ground.hub) $('notes').append(el('li', {}, T('This result has no hubs.')));
  drawn = grid.order;
  map = makeMap({sources: {rejected: EMPTY, sites: EMPTY, dots: dotFeatures(grid.order), chosen: EMPTY}, layers: LAYERS}, bounds());
  if (!map) return picture.canvas.remove();
  picture.over(map);
  const under = point => map.queryRenderedFeatures(point, {layers: [...SHOWN, 'rejected', 'rejected-points']})[0];
  /* The hand over what can be chosen: looked up some times a second, and not while the map moves. */
  let looking = 0, pointer = null;
  map.on('mousemove', event => {
    pointer = event.point;
    if (!looking && !map.isMoving()) looking = setTimeout(() => { looking = 0; if (!map.isMoving()) map.getCanvas().style.cursor = under(pointer) ? 'pointer' : ''; }, 60);
  });
  map.on('click', event => {
    const there = under(event.point);
    if (!there) return;
    if (there.properties.i !== undefined) choose(there.properties.i, {zoom: false, lngLat: event.lngLat});
    else rejectedPopup(there.properties.r, event.lngLat);
  });
  legend(map, [{heading: T('Score')}, ...CLASSES.map(([from, colour]) => ({text: classWords(from), colour, sign: 'area'})),
    {text: manyFell() ? T('fell out: {1} in all, drawn when zoomed in (choose one to see why)', num(rows(R.reasons).reduce((n, row) => n + row.n, 0))) : T('fell out (choose one to see why)'), colour: '#c9c9c9', sign: 'area', layers: ['rejected', 'rejected-edge', 'rejected-points'], on: !manyFell(), ask: showFell}, ...groundLegend()]);
  placeBadges();
  if (manySites()) map.once('ground', () => drawSites(grid.order));
  else map.once('load', () => drawSites(grid.order));
  if (!manyFell()) map.once('idle', showFell);
}
function placeBadges() {
  if (!map) return;
  map.labels.remove(badges);
  badges = [];
  for (let i = 0; i < Math.min(10, now.n); i++) {
    const s = now.site[i];
    if (s < 0 || !S.g[s] || now.rank(i) === null || !grid.keep(i)) continue;
    const node = el('div', {class: 'rank-badge', title: now.id(i)}, el('b', {}, num(now.rank(i))));
    node.addEventListener('click', event => { event.stopPropagation(); choose(i, {zoom: false}); });
    badges.push(map.labels.add(middle(s), node, '', now.rank(i)));
  }
}

let waiting = 0;
function filtered(order) {
  $('count').textContent = T('{1} of {2} shown', num(order.length), measure(now.n, 'sites'));
  if (!map) return;
  clearTimeout(waiting);
  waiting = setTimeout(() => { if (map.getSource('dots')) { drawSites(order); placeBadges(); } }, 120);
}
function filterNow() {
  const p = now, text = $('f-text').value.trim().toLocaleLowerCase(), use = $('f-use').value, strategy = $('f-strategy').value, readiness = $('f-readiness').value, least = $('f-score').value === '' ? null : Number($('f-score').value);
  const number = /^(?:\d{4}[\s-]+)?(?:gnr\.?\s*)?(\d+)[\s,]*(?:\/|bnr\.?)\s*(\d+)$/.exec(text), property = number && new RegExp(`(^|\\D)${+number[1]}/${+number[2]}(\\D|$)`);
  const found = i => !text || (property && property.test(p.at('property', i) || p.id(i))) || `${p.id(i)} ${p.at('property', i) || ''} ${useOf(p.at('use', i))} ${(PLANS[p.at('plan_id', i)] || {}).plan_name || ''}`.toLocaleLowerCase().includes(text);
  grid.filter(i => found(i) && (!use || p.at('use', i) === use) && (!strategy || p.at('strategy', i) === strategy) && (!readiness || p.at('readiness', i) === readiness) && (least === null || (p.score(i) !== null && p.score(i) >= least)));
}
function choices(id, values, words) {
  const known = [...new Set(values)].filter(Boolean).sort();
  fill($(id), el('option', {value: ''}, T('all')), known.map(value => el('option', {value}, words(value))));
  $(id).closest('label').hidden = known.length < 2;
}

function overview() {
  const p = now, room = (p.column('unused_bra_m2') || []).filter(one => one !== null), jobs = p.column('jobs');
  const sum = name => (p.column(name) || []).reduce((a, b) => a + (b || 0), 0);
  const figures = [[T('ranked sites'), num((p.column('rank') || []).filter(one => one !== null).length)], [T('highest score'), p.n ? num(p.score(0), 0) : '–']];
  if (room.length) figures.push([T('unused floor area by the plan, gross'), measure(room.reduce((a, b) => a + b, 0), 'm2 BRA')]);
  if (jobs) figures.push([T('room for jobs, low to high, gross'), `${num(sum('jobs_low'))}–${num(sum('jobs_high'))}`]);
  const ready = p.site.filter((_, i) => p.at('readiness', i) === 'buildable').length;
  if (column(S, 'readiness')) {
    const risky = new Set(rows(p.told.constraints).filter(row => row.safety_class && row.share > 0).map(row => row.site_id));
    const n = risky.size ? p.site.filter((_, i) => p.at('readiness', i) === 'buildable' && risky.has(p.id(i))).length : 0;
    figures.push([n ? T('may be built now by the plan; {1} of them touch a flood or slide zone', num(n)) : T('may be built now'), num(ready)]);
  }
  fill($('figures'), figures.map(([name, value]) => el('li', {}, el('b', {}, value), el('span', {}, name))));
  const notes = [], left = R.left_out;
  if (!PROFILES.length || !p.n) notes.push(T('This profile has no sites.'));
  if (S && S.n > left.outlines) notes.push(T('Sites beyond rank {1} are drawn as points, so that the page is small enough.', num(left.outlines)));
  if (manySites()) notes.push(T('So many sites are dots in the map until it is zoomed in; then they are areas. Large ones always are.'));
  if (manyFell()) notes.push(T('What fell out is drawn in the map only when asked for in its legend, and zoomed in.'));
  if (left.rejected_as_points) notes.push(T('What fell out is drawn as points, so that the page is small enough.'));
  if (left.zones) notes.push(T('Zones are left out, so that the page is small enough.'));
  if (left.raw) notes.push(T('Raw numbers are left out, so that the page is small enough.'));
  fill($('notes'), notes.map(text => el('li', {}, text)));
  $('goal').textContent = [title(p.row), NB ? p.row.goal_nb || p.row.goal_en : p.row.goal_en || p.row.goal_nb].filter(Boolean).join(': ');
  $('sites-lead').textContent = p.n ? T('Rank 1 scores highest with these weights. Choose a row to see it in the map; choose a site in the map to find its row.') : '';
}

/* Another profile: the map goes where its first sites are, unless it shows them. */
function lookAtFirst() {
  const first = now.site.slice(0, 10).filter(s => s >= 0 && S.g[s]), view = map.getBounds();
  if (!first.length || first.slice(0, 3).every(s => view.contains(middle(s)))) return;
  const box = [181, 91, -181, -91];
  for (const s of first) boxOf(S.g[s], box);
  map.fitBounds([[box[0], box[1]], [box[2], box[3]]], {padding: 60, maxZoom: 15, animate: false});
}

function show(p) {
  const moved = now && now !== p;
  now = p;
  p.pick = i => { choose(i); };
  forgetCharts();
  overview();
  choices('f-use', p.site.map((_, i) => p.at('use', i)), useOf);
  choices('f-strategy', p.site.map((_, i) => p.at('strategy', i)), value => said('strategy', value));
  choices('f-readiness', p.site.map((_, i) => p.at('readiness', i)), value => said('readiness', value));
  if (popup) popup.remove();
  grid = new Grid(columnsOf(p), p.n, i => choose(i), filtered);
  if (p.n) { grid.choose(0, true); showSite(0); } else fill($('detail'), note(T('This profile has no sites.')));
  if (below) lowerSections(p);
  if (map) {
    if (fellShown) showFell();
    map.getSource('chosen').setData(EMPTY);
    placeBadges();
    if (moved) lookAtFirst();
  }
}

/* What lies below comes after what is seen first. */
function lowerSections(p) {
  return inTurn([scoreSection, robustnessSection, capacitySection, rejectionSection, economySection, methodSection, qualitySection].map(section => () => { if (p === now) section(p); })).then(() => { if (p === now) document.body.dataset.sections = p.name; });
}

/* A part of the page, when the parser is past it. Meanwhile the map's worker begins as soon as there is MapLibre. */
function arrived(id) {
  return new Promise(done => {
    let warm = false;
    const look = () => {
      if (!warm && window.maplibregl) { warm = true; maplibregl.prewarm(); }
      if (document.readyState !== 'loading' || ($(id) && $(id).nextElementSibling)) done();
      else setTimeout(look, 10);
    };
    look();
  });
}
function start() {
  kicker();
  creditSection();
  const none = {row: {name: ''}, told: {}, criteria: [], n: 0, site: [], name: '', column: () => null, value: () => null, at: () => null};
  fill($('profile'), PROFILES.map(row => el('option', {value: row.name}, title(row))));
  $('profile').closest('.controls').querySelector('label').hidden = $('profile').hidden = PROFILES.length < 2;
  $('profile').addEventListener('change', () => { $('filters').reset(); whole.then(() => { need('ranked'); show(profileNamed($('profile').value)); }); });
  for (const id of ['f-text', 'f-use', 'f-strategy', 'f-readiness', 'f-score']) $(id).addEventListener('input', filterNow);
  $('filters').addEventListener('reset', () => setTimeout(filterNow, 0));
  $('filters').addEventListener('submit', event => event.preventDefault());
  show(PROFILES.length ? profileNamed(PROFILES[0].name) : none);
  const most = 30;
  const printing = () => { grid.draw(most); $('print-note').textContent = grid.order.length > most ? T('The first {1} of {2}; the file has them all.', num(most), measure(grid.order.length, 'sites')) : ''; };
  /* The table can be used now; the rest of the file is still being read. */
  const painted = () => new Promise(done => requestAnimationFrame(() => setTimeout(done, 0)));
  let picture = null;
  arrived('data-places').then(() => { need('places'); picture = new Picture(grid.order); picture.before(); return painted(); }).then(() => whole).then(() => inTurn([() => need('ground'), () => startMap(picture), () => whenPrinting(map, printing, () => grid.draw()), () => { below = true; lowerSections(now); document.body.dataset.ready = 'yes'; }]));
}
start();
