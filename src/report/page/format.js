/* The page's data, its words, and numbers as src/phrase writes them. Texts of a result only ever become text nodes. */
'use strict';
const R = JSON.parse(document.getElementById('data').textContent);
/* What is not needed at once comes in parts of its own behind the scripts: read when asked for, and then forgotten as text. */
function need(name) {
  const node = document.getElementById('data-' + name);
  if (!node) return;
  const read = JSON.parse(node.textContent);
  node.remove();
  if (name === 'places') { if (R.site) R.site.g = read.site || []; }
  else Object.assign(name === 'ranked' ? R.ranked : R, read);
  if (read.rejected && read.rejected.d) read.rejected.g = unfoldedPoints(read.rejected.d);
}
const whole = new Promise(done => { if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', done); else done(); });
/* One after the other, each a task of its own, so that the page answers in between. */
function inTurn(tasks) {
  return tasks.reduce((before, task) => before.then(() => new Promise(done => setTimeout(() => { task(); done(); }, 0))), Promise.resolve());
}
const NB = R.lang === 'nb', GAP = '\u00a0';

/* T('{1} of {2} sites', 3, 9) */
function T(english, ...parts) {
  const text = Object.hasOwn(R.words, english) ? R.words[english] : english;
  return text.replace(/\{(\d)\}/g, (all, n) => (parts[n - 1] === undefined ? all : String(parts[n - 1])));
}

function num(number, decimals = 0) {
  if (number === null || number === undefined || Number.isNaN(number)) return '–';
  const scale = 10 ** decimals;
  let [whole, part = ''] = (Math.round(Math.abs(number) * scale) / scale).toFixed(decimals).split('.');
  part = part.replace(/0+$/, '');
  if (whole.length > 4) whole = whole.replace(/\B(?=(\d{3})+$)/g, NB ? GAP : ',');
  const sign = number < 0 && /[1-9]/.test(whole + part) ? '\u2212' : '';
  return sign + whole + (part ? (NB ? ',' : '.') + part : '');
}

/* A tenth in a column, so that its marks stand below each other: 90,0. */
const tenth = number => { const text = num(number, 1); return /^[^.,]*\d$/.test(text) && !/[.,]\d$/.test(text) ? text + (NB ? ',0' : '.0') : text; };

function measure(number, unit) {
  if (number === null || number === undefined || Number.isNaN(number)) return '–';
  const size = Math.abs(number);
  if (unit === 'share') {
    /* What is not all is never told as 100 %, what is not nothing never as 0 %. */
    const hair = 1e-6, all = number >= 0.995 && number < 1 - hair, none = number > hair && number < 0.0005;
    return (all ? '>99' : none ? '<' + num(0.1, 1) : num(100 * number, size < 0.1 ? 1 : 0)) + (NB ? GAP : '') + '%';
  }
  if (unit === 'm' && size >= 10000) return measure(number / 1000, 'km');
  const row = R.units[unit || ''] || {d: [2, 1, 0], one: ' ' + unit, many: ' ' + unit, before: ''};
  const decimals = row.d[size < 10 ? 0 : size < 1000 ? 1 : 2];
  const text = num(number, decimals);
  return row.before + text + (text === '1' ? row.one : row.many);
}
const share = number => measure(number, 'share');
const m2 = number => measure(number, 'm2');

/* el('p', {class: 'x', onclick: f}, 'text', node...): attributes are set by name, texts as text. */
function el(name, attributes, ...inside) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes || {})) {
    if (value === null || value === undefined || value === false) continue;
    if (key.startsWith('on')) node.addEventListener(key.slice(2), value);
    else node.setAttribute(key, value === true ? '' : value);
  }
  for (const one of inside.flat()) if (one !== null && one !== undefined) node.append(one);
  return node;
}
const $ = id => document.getElementById(id);
function fill(node, ...inside) {
  node.replaceChildren(...inside.flat().filter(one => one !== null && one !== undefined));
  return node;
}

/* A table of the result: rows as objects. null: the result has none. */
function rows(table) {
  if (!table) return [];
  const names = Object.keys(table.c), columns = names.map(name => column(table, name));
  return Array.from({length: table.n}, (_, i) => Object.fromEntries(names.map((name, k) => [name, columns[k][i]])));
}
/* Texts without what they begin with as the one before does: a letter says how much that is; 0: the same text. */
const HOW_MUCH = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
function unfolded(cells) {
  let was = '';
  return cells.map(cell => (cell === null ? null : cell === 0 ? was : (was = was.slice(0, HOW_MUCH.indexOf(cell[0])) + cell.slice(1))));
}
/* Points as steps from the one before. */
function unfoldedPoints(steps) {
  const g = new Array(steps.length / 2);
  for (let i = 0, x = 0, y = 0; i < g.length; i++) g[i] = steps[2 * i] === null ? null : [x += steps[2 * i], y += steps[2 * i + 1]];
  return g;
}
/* An array, or null; what came as numbers of its distinct cells is written out once. */
function column(table, name) {
  if (!table || !Object.hasOwn(table.c, name)) return null;
  const cells = table.c[name];
  if (!Array.isArray(cells)) table.c[name] = cells.f ? unfolded(cells.f) : Array.isArray(cells.i) ? cells.i.map(k => cells.t[k]) : new Array(cells.i).fill(cells.t[0]);
  return table.c[name];
}
const title = row => (NB ? row.title_nb || row.title_en : row.title_en || row.title_nb) || row.id || row.name || row.sector || '';

const about = rows(R.tomt)[0] || {};
const day = text => {
  const m = /^(\d{4})-(\d\d)-(\d\d)/.exec(text || '');
  return m ? (NB ? `${+m[3]}.${+m[2]}.${m[1]}` : `${m[1]}-${m[2]}-${m[3]}`) : text || '–';
};

/* Inputs by what people call them, else by their key. */
const INPUTS = Object.create(null);
for (const row of rows(R.provenance)) if (row.section === 'input') (INPUTS[row.name] = INPUTS[row.name] || {id: row.name})[row.key] = row.value;
/* What tomt never knows, of any site. */
const NEVER = T('No data tell the price, whether the owner sells, ground and contamination, pipes and cables, noise that is not mapped, or road traffic: ask about these at every site.');
/* Dates as the page's language writes them, and never broken over two lines. */
const dated = text => text.replace(/(?<![\w-])\d{4}-\d\d-\d\d(?![\w-])/g, date => day(date).replaceAll('-', '\u2011'));
/* A note, where it is a site's, that some of its numbers are missing. */
const partly = coverage => (coverage !== null && coverage !== undefined && coverage < 0.9999999 ? T('{1} of the weights', share(coverage)) : '');
const layerOf = key => (key && key in INPUTS ? title(INPUTS[key]) : key || '–');
/* "Kartverket, extracted 2026-10-01": each once, what was taken out on one day together. */
function credits() {
  const by = new Map(), inputs = Object.values(INPUTS), told = new Set(inputs.map(one => one.credit));
  for (const one of inputs) {
    const name = one.credit || (one.extracted ? title(one) : null);
    if (name) by.set(one.extracted || '', (by.get(one.extracted || '') || new Set()).add(name));
  }
  const dated = [...by].sort().map(([date, names]) => (date ? T('{1}, extracted {2}', [...names].join(', '), day(date)) : [...names].join(' · ')));
  return [...dated, ...(about.credits || '').split('\n').filter(text => text && !told.has(text))];
}

const WORDS = {
  strategy: {densify: 'densify', transform: 'transform', none: 'no strategy'},
  readiness: {buildable: 'may be built now', detailed_plan_needed: 'detailed plan needed', joint_plan_needed: 'joint planning needed'},
  reason: {no_zone: 'in no zone', use_not_permitted: 'use not permitted', excluded: 'excluded by a constraint', too_small: 'too small', too_narrow: 'too narrow', veto: 'veto of a criterion', not_assembled: 'joined with no neighbour', duplicate: 'same parcel twice'},
  why: {missing_input: 'the input says nothing here', outside: 'outside the layer', unreachable: 'none within reach', not_snapped: 'no street near enough', suppressed: 'too few to tell', not_applicable: 'does not apply here'},
  mode: {rail: 'rail', tram: 'tram', bus: 'bus', ferry: 'ferry', port: 'port', terminal: 'freight terminal', junction: 'motorway junction'},
  letter: {rail: '■', tram: '◆', bus: '●', ferry: '▲', port: '▼', terminal: '▦', junction: '✕'},
  method: {weighted_sum: 'weighted sum', weighted_product: 'weighted product', owa: 'ordered weights (OWA)', topsis: 'nearness to an ideal (TOPSIS)', vikor: 'compromise (VIKOR)', promethee_ii: 'pairwise preference (PROMETHEE II)', electre_iii: 'outranking (ELECTRE III)', minimum: 'worst value', satisficing: 'demands that are met'},
  kind: {campus: 'campus', hospital: 'hospital', incubator: 'incubator', venue: 'venue', centre: 'centre'},
  role: {area: 'areas', zone: 'plan zones', strategy: 'strategy areas', constraint: 'constraints', constraint_line: 'constraints', plan: 'plans', parcel: 'parcels', building: 'buildings', establishment: 'establishments', establishment_before: 'establishments of an earlier year', employment: 'employment statistics', address: 'addresses', hub: 'hubs', anchor: 'anchors', population: 'population', street: 'streets', timetable: 'timetable'},
  trouble: {outside: 'outside the area, left out', no_geometry: 'no geometry', empty: 'empty geometry, left out', other_kind: 'another kind of geometry, left out', not_finite: 'a coordinate that is no number, left out', too_far: 'coordinates beyond the CRS, left out', broken: 'geometry that cannot be read, left out', collapsed: 'nothing remained after repair, left out', repaired: 'invalid geometry, repaired', bad_number: 'text where a number is wanted', unmapped: 'a value without a mapping', duplicate: 'the same key twice, the first kept', bad_text: 'text that is not UTF-8, read as Latin-1', foreign: 'an address abroad', po_box: 'a post office box', no_address: 'no address', no_street: 'no such street', no_number: 'no such number'},
  counted: {other_level: 'zones of another level than the ground, left out', plan_overlaps: 'overlaps of plans: the newest counts', kept_older: 'areas where the older plan goes on', overlaps_in_plan: 'overlaps within a plan', wholly_covered: 'zones wholly under others', slivers: 'parts under 1 m², left out', sources: 'parcels, zones or cells looked at', outside_study_area: 'outside the study area', kept: 'sites that are in a ranking', rejected: 'reasons why candidates fell out', duplicate_ids: 'parcels with the id of another: one is kept'},
  stability: {always: 'always among the first', depends: 'depends on the weights', never: 'never among the first'},
};
const said = (what, code) => (code && Object.hasOwn(WORDS[what], code) ? T(WORDS[what][code]) : code || '–');
const USES = Object.assign(Object.create(null), Object.fromEntries(rows(R.uses).map(row => [row.use, row.use_title])));
const useOf = code => (code ? (USES[code] ? `${code} ${USES[code]}` : code) : '–');
const PLANS = Object.assign(Object.create(null), Object.fromEntries(rows(R.plans).map(row => [row.plan_id, row])));

/* Five classes of score, as in the map of the GeoPackage: light to dark, so that no hue is needed to tell them. */
const CLASSES = [[0, '#f6f1dc'], [20, '#b5d3e2'], [40, '#5aa5c9'], [60, '#2466a8'], [80, '#1c1a5e']];
const classWords = from => (from ? (from < 80 ? T('{1} to under {2}', from, from + 20) : T('{1} to {2}', from, from + 20)) : T('under {1}', 20));
const classOf = score => (score === null ? -1 : Math.min(4, Math.floor(score / 20)));
/* Criteria: Okabe and Ito's colours and their shades, each with a number beside it. */
const SERIES = ['#0072b2', '#e69f00', '#009e73', '#cc79a7', '#56b4e9', '#d55e00', '#b8a900', '#5b5b5b', '#8c6bb1', '#a6761d', '#66c2a5', '#fb9a99', '#1b4f72', '#7f7f7f'];

/* A table for reading: heads, and rows of texts or nodes; right: columns of numbers. */
function plain(heads, body, {right = [], caption, className = ''} = {}) {
  return el('div', {class: 'scroll', tabindex: '0', role: 'region', 'aria-label': caption || heads.filter(Boolean).join(', ')}, el('table', {class: 'plain ' + className},
    caption ? el('caption', {}, caption) : null,
    el('thead', {}, el('tr', {}, heads.map((head, i) => el('th', {scope: 'col', class: right.includes(i) ? 'right' : null}, head)))),
    el('tbody', {}, body.map(cells => el('tr', {}, cells.map((cell, i) => el(i ? 'td' : 'th', {scope: i ? null : 'row', class: right.includes(i) ? 'right' : null}, cell)))))));
}
const list = (items, className) => el('ul', {class: className}, items.map(item => el('li', {}, item)));
const note = text => el('p', {class: 'note'}, text);

/* Those of charts.js that are on the page. */
const charts = [];
function forgetCharts() {
  for (const one of charts) if (one.chart) one.chart.destroy();
  charts.length = 0;
}
