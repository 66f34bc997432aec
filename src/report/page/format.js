/* The page's data, its words, and numbers as src/phrase writes them. Texts of a result only ever become text nodes. */
'use strict';
const R = JSON.parse(document.getElementById('data').textContent);
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

function measure(number, unit) {
  if (number === null || number === undefined || Number.isNaN(number)) return '–';
  const size = Math.abs(number);
  if (unit === 'share') return num(100 * number, size < 0.1 ? 1 : 0) + (NB ? GAP : '') + '%';
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
/* An array, or null; what came as numbers of its distinct cells is written out once. */
function column(table, name) {
  if (!table || !Object.hasOwn(table.c, name)) return null;
  const cells = table.c[name];
  if (!Array.isArray(cells)) table.c[name] = cells.i.map(k => cells.t[k]);
  return table.c[name];
}
const title = row => (NB ? row.title_nb || row.title_en : row.title_en || row.title_nb) || row.id || row.name || row.sector || '';

const about = rows(R.tomt)[0] || {};
const day = text => {
  const m = /^(\d{4})-(\d\d)-(\d\d)/.exec(text || '');
  return m ? (NB ? `${+m[3]}.${+m[2]}.${m[1]}` : `${m[1]}-${m[2]}-${m[3]}`) : text || '–';
};

const WORDS = {
  strategy: {densify: 'densify', transform: 'transform', none: 'no strategy'},
  readiness: {buildable: 'may be built now', detailed_plan_needed: 'detailed plan needed', joint_plan_needed: 'joint planning needed'},
  reason: {no_zone: 'in no zone', use_not_permitted: 'use not permitted', excluded: 'excluded by a constraint', too_small: 'too small', too_narrow: 'too narrow', veto: 'veto of a criterion', not_assembled: 'joined with no neighbour', duplicate: 'same parcel twice'},
  why: {missing_input: 'the input says nothing here', outside: 'outside the layer', unreachable: 'none within reach', not_snapped: 'no street near enough', suppressed: 'too few to tell', not_applicable: 'does not apply here'},
  mode: {rail: 'rail', tram: 'tram', bus: 'bus', ferry: 'ferry', port: 'port', terminal: 'freight terminal', junction: 'motorway junction'},
  letter: {rail: '■', tram: '◆', bus: '●', ferry: '▲', port: '▼', terminal: '▦', junction: '✕'},
  method: {weighted_sum: 'weighted sum', weighted_product: 'weighted product', owa: 'ordered weights (OWA)', topsis: 'nearness to an ideal (TOPSIS)', vikor: 'compromise (VIKOR)', promethee_ii: 'pairwise preference (PROMETHEE II)', electre_iii: 'outranking (ELECTRE III)', minimum: 'worst value', satisficing: 'demands that are met'},
  kind: {campus: 'campus', hospital: 'hospital', incubator: 'incubator', venue: 'venue', centre: 'centre'},
  stability: {always: 'always among the first', depends: 'depends on the weights', never: 'never among the first'},
};
const said = (what, code) => (code && Object.hasOwn(WORDS[what], code) ? T(WORDS[what][code]) : code || '–');
const USES = Object.fromEntries(rows(R.uses).map(row => [row.use, row.use_title]));
const useOf = code => (code ? (USES[code] ? `${code} ${USES[code]}` : code) : '–');
const PLANS = Object.fromEntries(rows(R.plans).map(row => [row.plan_id, row]));

/* Five classes of score, as in the map of the GeoPackage: light to dark, so that no hue is needed to tell them. */
const CLASSES = [[0, '#f6f1dc'], [20, '#b5d3e2'], [40, '#5aa5c9'], [60, '#2466a8'], [80, '#0b2a5b']];
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

/* A chart of Chart.js with the same numbers as a table for those who do not see it; drawn when it comes into view. */
const charts = [];
Chart.defaults.font.family = 'system-ui, -apple-system, "Segoe UI", Roboto, "Liberation Sans", sans-serif';
Chart.defaults.font.size = 12;
Chart.defaults.color = '#333d49';
Chart.defaults.animation = false;
function chart(label, height, config, table) {
  const canvas = el('canvas', {role: 'img', 'aria-label': label});
  const box = el('div', {class: 'chart'}, canvas);
  box.style.height = height + 'px';
  const one = {draw() {
    if (one.chart) return;
    one.chart = new Chart(canvas, {...config, options: {responsive: true, maintainAspectRatio: false, devicePixelRatio: Math.max(2, window.devicePixelRatio), locale: NB ? 'nb-NO' : 'en-GB', ...config.options}});
  }};
  charts.push(one);
  new IntersectionObserver((seen, watch) => {
    if (seen.some(entry => entry.isIntersecting)) { watch.disconnect(); one.draw(); }
  }, {rootMargin: '400px'}).observe(box);
  return el('figure', {}, el('figcaption', {}, label), box, table ? el('details', {}, el('summary', {}, T('The numbers as a table')), table) : null);
}
function forgetCharts() {
  for (const one of charts) if (one.chart) one.chart.destroy();
  charts.length = 0;
}
