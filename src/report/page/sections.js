/* The sections below the table: charts and tables of one profile, or of the whole place. What the result lacks is said. */
'use strict';
const MOST_BARS = 15;

const parsed = text => { try { return text ? JSON.parse(text) : null; } catch (problem) { return null; } };
const shortId = id => (id.length > 22 ? id.slice(0, 21) + '…' : id);

function scoreSection(p) {
  if (!p.n) return fill($('scores-in'), note(T('This profile has no sites.')));
  const sums = p.criteria.some(c => p.points(c, 0) !== null);
  if (!sums) return fill($('scores-in'), note(T('The method of this profile has no points that add up; see the table of weights.')));
  const first = Array.from({length: Math.min(MOST_BARS, p.n)}, (_, i) => i);
  const marked = first.some(i => p.partly(i));
  const data = {labels: first.map(i => `${p.rank(i) ?? '–'}  ${shortId(p.id(i))}${p.partly(i) ? ' *' : ''}`), datasets: p.criteria.map((c, k) => ({label: `${k + 1} ${title(c)}`, data: first.map(i => p.points(c, i) || 0), backgroundColor: SERIES[k % SERIES.length], borderColor: '#fff', borderWidth: {right: 1}}))};
  const shown = chart(T('Points by criterion of the {1} sites that score highest', first.length), 60 + 26 * first.length + 22 * Math.ceil(p.criteria.length / 3), {type: 'bar', data,
    options: {indexAxis: 'y', scales: {x: {stacked: true, min: 0, max: 100, title: {display: true, text: T('points')}}, y: {stacked: true, ticks: {autoSkip: false}}},
      plugins: {legend: {position: 'bottom', labels: {boxWidth: 14}}, tooltip: {callbacks: {label: item => `${item.dataset.label}: ${num(item.raw, 1)}`}}},
      onClick: (event, bars) => { if (bars.length) p.pick(first[bars[0].index]); }}},
  plain([T('Rank'), T('Site'), ...p.criteria.map(title), T('Score')], first.map(i => [num(p.rank(i)), p.id(i), ...p.criteria.map(c => num(p.points(c, i), 1)), num(p.score(i), 1)]), {right: [0, ...p.criteria.map((_, k) => k + 2), p.criteria.length + 2], caption: T('Points by criterion')}));
  fill($('scores-in'), el('p', {}, T('Each bar is a score: the points of the criteria, one after the other. The weights say how many points a criterion can give at most.') + (marked ? ' ' + T('*: numbers are missing, and the other criteria count more.') : '')), shown);
}

function robustnessSection(p) {
  const asked = parsed(p.row.robustness), low = p.column('rank_low'), high = p.column('rank_high');
  if (!low || !high || !p.n) return fill($('robustness-in'), note(T('How firm the ranks are is not in this result: it was made by an older version, or without robustness.')));
  const first = Array.from({length: Math.min(MOST_BARS, p.n)}, (_, i) => i).filter(i => low[i] !== null);
  const interval = share((asked && asked.interval) || 0.9), top = (asked && asked.top) || 10;
  const parts = [el('p', {}, T('The weights are a judgement. They were drawn anew {1} times, around those that are stated; the interval holds a site’s rank in {2} of the draws.', num((asked && asked.draws) || 0), interval))];
  parts.push(chart(T('Rank intervals of the {1} sites that score highest', first.length), 70 + 26 * first.length, {type: 'bar',
    data: {labels: first.map(i => `${p.rank(i)}  ${shortId(p.id(i))}`), datasets: [{order: 2, label: T('rank in {1} of the draws', interval), data: first.map(i => [low[i] - 0.4, high[i] + 0.4]), backgroundColor: '#5aa5c9', barPercentage: 0.6}, {type: 'scatter', order: 1, label: T('rank with the stated weights'), data: first.map(i => ({x: p.rank(i), y: `${p.rank(i)}  ${shortId(p.id(i))}`})), backgroundColor: '#0b2a5b', pointRadius: 5, pointStyle: 'rectRot'}]},
    options: {indexAxis: 'y', scales: {x: {min: 0, title: {display: true, text: T('rank')}, ticks: {precision: 0, callback: value => (value >= 1 ? num(value) : '')}}, y: {ticks: {autoSkip: false}}}, plugins: {legend: {position: 'bottom', labels: {usePointStyle: true}}, tooltip: {callbacks: {label: item => (Array.isArray(item.raw) ? `${num(low[first[item.dataIndex]])}–${num(high[first[item.dataIndex]])}` : num(item.raw.x))}}}}},
  plain([T('Rank'), T('Site'), T('Lowest'), T('Highest'), T('First'), T('Among the first {1}', top)], first.map(i => [num(p.rank(i)), p.id(i), num(low[i]), num(high[i]), share(p.value('first_share', i)), share(p.value('top_share', i))]), {right: [0, 2, 3, 4, 5], caption: T('Rank intervals')})));
  const stability = p.column('stability');
  if (stability) {
    const count = code => stability.filter(one => one === code).length;
    parts.push(list(['always', 'depends', 'never'].map(code => `${said('stability', code)} (${num(top)}): ${measure(count(code), 'sites')}`)));
  }
  if (p.told.sensitivity && p.told.sensitivity.length) {
    const bySite = Map.groupBy ? Map.groupBy(p.told.sensitivity, one => one[1]) : p.told.sensitivity.reduce((map, one) => map.set(one[1], [...(map.get(one[1]) || []), one]), new Map());
    parts.push(el('h3', {}, T('If one weight were another')), [...bySite].slice(0, 3).map(([id, said_]) => el('div', {class: 'if'}, el('h4', {}, id), list(said_.map(one => one[2])))));
  }
  const far = p.n ? otherwise(p) : '';
  const agreement = rows(p.told.agreement).filter(row => row.method_a === p.row.method);
  if (agreement.length) parts.push(el('h3', {}, T('Do other methods say the same?')), plain([T('Method'), T('Agreement with this ranking (Kendall’s tau; 1: the same order)')], agreement.filter(row => row.method_b !== row.method_a).map(row => [said('method', row.method_b), num(row.tau, 2)]), {right: [1], className: 'narrow'}));
  if (far) parts.push(el('p', {}, far));
  fill($('robustness-in'), parts.flat());
}
/* Where the first site is far down by another method, and why that can be. */
function otherwise(p) {
  const by = rows(p.told.first_by)[0], top = (parsed(p.row.robustness) || {}).top || 10;
  if (!by) return '';
  const down = Object.keys(WORDS.method).map(method => [method, by['rank_' + method]]).filter(([method, rank]) => method !== p.row.method && rank > top);
  if (!down.length) return '';
  const nothing = p.criteria.filter(c => p.points(c, 0) === 0).map(title);
  return T('The site of rank 1 is further down by other methods: {1}.', down.map(([method, rank]) => `${said('method', method)} ${num(rank)}`).join(', ')) + (nothing.length ? ' ' + T('It gets nothing for {1}: a 0 makes a product 0, and a worst value cannot be worse.', nothing.join(', ')) : '');
}

function capacitySection(p) {
  const parts = [], all = (R.targets || []).filter(row => row[0] === p.name);
  const jobs = p.column('jobs'), whole = all.find(row => row[1] === 'study_area' && row[3] === 'all');
  const room = p.column('unused_bra_m2');
  if (!room && !jobs) return fill($('capacity-in'), note(T('This result has no capacity: it was made by an older version, or without plans.')));
  const known = (room || []).filter(one => one !== null);
  parts.push(el('p', {}, T('Gross and theoretical: what the plan allows, less what stands there. {1} on {2}; not known for {3}.', measure(known.reduce((a, b) => a + b, 0), 'm2 BRA'), measure(known.length, 'sites'), measure(p.n - known.length, 'sites'))));
  if (whole) parts.push(el('p', {class: 'lead'}, whole[13][0].toUpperCase() + whole[13].slice(1) + '.'));
  if (jobs && p.n) {
    const low = p.column('jobs_low') || jobs, high = p.column('jobs_high') || jobs, sums = [[], [], []];
    let most = Math.min(p.n, 60);
    if (whole && whole[11]) most = Math.min(p.n, Math.max(20, Math.ceil(1.4 * (whole[11] || 20))));
    for (let i = 0, at = [0, 0, 0]; i < most; i++) { [low, jobs, high].forEach((column_, k) => { at[k] += column_[i] || 0; sums[k].push(at[k]); }); }
    const line = (label, data, colour, dash, fill_) => ({label, data, borderColor: colour, backgroundColor: '#5aa5c944', pointRadius: 0, borderWidth: dash ? 1 : 2.5, borderDash: dash || [], fill: fill_ || false, stepped: false});
    const sets = [line(T('low estimate'), sums[0], '#5aa5c9', [3, 3]), line(T('high estimate'), sums[2], '#5aa5c9', [3, 3], '-1'), line(T('room for jobs, central estimate'), sums[1], '#0b2a5b')];
    if (whole && whole[7] !== null) sets.push({...line(T('more jobs that the target asks for'), sums[0].map(() => whole[7]), '#b3400f', [8, 4]), borderWidth: 2.5});
    parts.push(chart(T('Room for jobs on the sites, by rank, one after the other'), 320, {type: 'line', data: {labels: sums[0].map((_, i) => i + 1), datasets: sets}, options: {interaction: {mode: 'index', intersect: false}, scales: {x: {title: {display: true, text: T('number of sites, highest score first')}}, y: {min: 0, title: {display: true, text: T('jobs')}}}, plugins: {legend: {position: 'bottom'}, tooltip: {callbacks: {label: item => `${item.dataset.label}: ${num(item.raw)}`}}}}}));
  }
  if (all.length) parts.push(plain([T('Area'), T('Year'), T('Jobs today'), T('Target'), T('More jobs'), T('Room: low'), T('central'), T('high'), T('Sites it takes'), T('What that says')],
    all.filter(row => row[3] === 'all').slice(0, 40).map(row => [row[2] || row[1], row[4] === null ? '–' : String(row[4]), num(row[5]), num(row[6]), num(row[7]), num(row[8]), num(row[9]), num(row[10]), num(row[11]), row[13]]), {right: [1, 2, 3, 4, 5, 6, 7, 8], caption: T('Room against the target, by area')}));
  else parts.push(note(T('The project has no target of jobs, or the result was made by an older version.')));
  for (const row of rows(R.reconciliation).slice(0, 1)) parts.push(el('p', {}, T('{1}: {2} today by the statistics, which targets go from; {3} in the register ({4} to {5}), which sectors and sites go from.', row.name || '–', measure(row.jobs_statistics, 'jobs'), num(row.jobs), num(row.jobs_low), num(row.jobs_high))));
  fill($('capacity-in'), parts);
}

/* Whether a row's list of profiles has this one; the same list comes again and again. */
function ofProfile(name) {
  const known = new Map();
  return list_ => {
    if (!list_) return true;
    if (!known.has(list_)) known.set(list_, list_.split(',').includes(name));
    return known.get(list_);
  };
}
/* So many that the map draws them only when asked to. */
const MANY_FELL = 20000;
const manyFell = () => rows(R.reasons).reduce((n, row) => n + row.n, 0) > MANY_FELL;
function rejectionSection(p) {
  const all = rows(R.reasons), here = ofProfile(p.name), count = new Map();
  if (!R.reasons) return fill($('rejections-in'), note(T('This result does not tell what fell out.')));
  let n = 0;
  for (const row of all) {
    if (!here(row.profiles)) continue;
    n += row.n;
    const key = JSON.stringify([row.reason, row.layer]);
    count.set(key, (count.get(key) || 0) + row.n);
  }
  if (!n) return fill($('rejections-in'), note(T('Nothing fell out.')));
  const body = [...count].sort((a, b) => b[1] - a[1]).map(([key, k]) => { const [why, of] = JSON.parse(key); return [said('reason', why), layerOf(of), num(k), share(k / n)]; });
  fill($('rejections-in'), el('p', {}, manyFell() ? T('{1} of this profile fell out. Ask for them in the legend of the map, zoom in, and choose one to see why.', measure(n, 'candidates')) : T('{1} of this profile fell out. They are grey in the map; choose one there to see why.', measure(n, 'candidates'))), plain([T('Reason'), T('Layer'), T('How many'), T('Share')], body, {right: [2, 3], className: 'narrow'}),
    untested(p).map(([c, n]) => note(T('{1}: {2} stand in the ranking without having been tested for this veto, because their number is not known.', title(c), measure(n, 'sites')))));
}

function economySection() {
  const area = rows(R.area)[0], sectors = rows(R.area_sector), names = Object.fromEntries(rows(R.sector).map(row => [row.sector, title(row)]));
  if (!area || !sectors.length) return fill($('economy-in'), note(T('This result has no economy: no establishments were read, or it was made by an older version.')));
  const change = Object.fromEntries(rows(R.change).filter(row => row.kind === 'sector').map(row => [row.name, row]));
  const figures = el('ul', {class: 'figures'}, [[T('jobs'), num(area.jobs)], [T('establishments'), num(area.establishments)], [T('knowledge-intensive services, share of jobs'), share(area.knowledge_share)], [T('jobs per employed resident'), num(area.jobs_per_resident, 2)], [T('related variety, bits'), num(area.related_variety, 2)]].map(([name, value]) => el('li', {}, el('b', {}, value), el('span', {}, name))));
  const shown = sectors.filter(row => row.quotient !== null).sort((a, b) => b.quotient - a.quotient);
  const bars = chart(T('Strong sectors: share of jobs here against the reference (1: as there)'), 60 + 26 * shown.length, {type: 'bar', data: {labels: shown.map(row => shortName(names[row.sector] || row.sector)), datasets: [{label: T('location quotient'), data: shown.map(row => row.quotient), backgroundColor: shown.map(row => (row.quotient >= 1 ? '#2466a8' : '#c9c4ba')), base: 1}]}, options: {indexAxis: 'y', scales: {x: {min: 0, title: {display: true, text: T('location quotient')}}, y: {ticks: {autoSkip: false}}}, plugins: {legend: {display: false}, tooltip: {callbacks: {label: item => num(item.raw, 2)}}}}},
    null);
  const table = plain([T('Sector'), T('Jobs'), T('Share'), T('Location quotient'), T('Change of jobs')], sectors.map(row => [names[row.sector] || row.sector, num(row.jobs), share(row.share), row.suppressed ? T('too few to tell') : num(row.quotient, 2), change[row.sector] && !change[row.sector].suppressed ? share(change[row.sector].growth) : '–']), {right: [1, 2, 3, 4], caption: T('Sectors')});
  const industries = rows(R.area_industry);
  const clusters = rows(R.ground.cluster).sort((a, b) => b.jobs - a.jobs).slice(0, 8);
  fill($('economy-in'), figures, el('p', {class: 'note'}, T('Jobs are a central estimate: a register withholds one to four employees.')), bars, table,
    industries.length ? plain([T('Strong industries'), T('Jobs'), T('Share'), T('Location quotient')], industries.map(row => [`${row.code} ${row.title || ''}`, num(row.jobs), share(row.share), num(row.quotient, 2)]), {right: [1, 2, 3]}) : null,
    clusters.length ? plain([T('Clusters of business'), T('Establishments'), T('Jobs'), T('What leads there')], clusters.map(row => [row.title, num(row.establishments), num(row.jobs), row.leading || '–']), {right: [1, 2]}) : null);
}
const shortName = text => (text.length > 44 ? text.slice(0, 43) + '…' : text);

/* {"function":"linear","full_at":400,"zero_at":1200} as people say it. */
function valueWords(c) {
  const f = parsed(c.value_function);
  if (!f) return '–';
  if (f.full_at !== undefined && f.zero_at !== undefined) return T('full at {1}, none at {2}', measure(f.full_at, unitOf(c)), measure(f.zero_at, unitOf(c)));
  return Object.entries(f).map(([key, value]) => `${key} ${typeof value === 'object' ? JSON.stringify(value) : typeof value === 'number' ? num(value, 3) : value}`).join(', ');
}
const unitOf = c => (c.criterion === 'unused_capacity' && c.unit === 'm2' ? 'm2 BRA' : c.unit);

/* Vetoes that could not be tried: [[criterion, how many sites]...]. */
function untested(p) {
  return [...new Set((parsed(p.row.vetoes) || []).map(v => v.criterion))].map(id => p.criteria.find(c => c.id === id)).filter(Boolean).map(c => [c, (p.column('y_' + c.id) || []).filter(Boolean).length]).filter(([, n]) => n);
}

function methodSection(p) {
  const asked = parsed(p.row.robustness), parts = [];
  parts.push(el('p', {}, T('A site’s number in each criterion becomes a value from 0 to 1; values times weights are points. The first sites score highest with these weights: the weights are a judgement, not a finding.')));
  parts.push(el('p', {}, T('Ranked by: {1}.', said('method', p.row.method || 'weighted_sum')) + ' ' + (asked && asked.draws ? T('{1} of weights for the rank intervals, seed {2}.', measure(asked.draws, 'draws'), asked.seed) : '')));
  parts.push(plain([T('Criterion'), T('Weight'), T('Value'), T('Missing numbers'), T('Why it counts'), T('Source')], p.criteria.map((c, k) => [`${k + 1} ${title(c)}`, share(c.share), valueWords(c), {drop: T('left out, the others count more'), worst: T('taken as the worst'), neutral: T('taken as the middle')}[c.null_policy] || c.null_policy || '–', (NB ? c.why_nb || c.why_en : c.why_en || c.why_nb) || c.why || '–', c.source ? T(c.source) : '–']), {right: [1], caption: T('Weights, values and sources'), className: 'method'}));
  const vetoes = parsed(p.row.vetoes) || [];
  if (vetoes.length) parts.push(el('p', {}, T('Vetoes:') + ' ' + vetoes.map(v => { const c = p.criteria.find(one => one.id === v.criterion) || {id: v.criterion}; return `${title(c)}: ${v.below !== undefined ? T('out below {1}', measure(v.below, unitOf(c))) : v.above !== undefined ? T('out above {1}', measure(v.above, unitOf(c))) : ''}`; }).join('; ')));
  for (const [c, n] of untested(p)) parts.push(note(T('{1}: {2} stand in the ranking without having been tested for this veto, because their number is not known.', title(c), measure(n, 'sites'))));
  const groups = rows(p.told.groups).filter(row => row.name);
  if (groups.length) parts.push(plain([T('Group of criteria'), T('Weight'), T('Weighed by')], groups.map(row => [title(row), share(row.share), row.method || '–']), {right: [1], className: 'narrow'}));
  fill($('method-in'), parts);
}

function qualitySection(p) {
  const all = rows(R.provenance), inputs = new Map(), parts = [];
  for (const row of all) if (row.section === 'input') { if (!inputs.has(row.name)) inputs.set(row.name, {}); inputs.get(row.name)[row.key] = row; }
  const value = (input, key) => (input[key] ? input[key].value ?? num(input[key].n) : '–');
  if (!all.length) parts.push(note(T('This result does not tell what was read.')));
  else parts.push(plain([T('Input'), T('Source'), T('Kind'), T('Read'), T('Kept'), T('Extracted'), T('CRS'), T('SHA-256')], [...inputs].map(([name, input]) => [layerOf(name), value(input, 'source'), said('role', value(input, 'role')), value(input, 'features_read'), value(input, 'features_kept'), input.extracted ? day(input.extracted.value) : T('not told'), input.crs ? T(input.crs.detail || input.crs.value || '–') : '–', (value(input, 'sha256') || '').slice(0, 12)]), {right: [3, 4, 6, 7], caption: T('What was read'), className: 'small'}));
  const tell = row => `${layerOf(row.name)}: ${row.value && !/^[\d.e+-]+$/.test(row.value) ? row.value : row.key.replaceAll('_', ' ')}${row.n !== null && row.n !== undefined ? ': ' + num(row.n) : ''}${row.detail ? ' (' + row.detail + ')' : ''}`;
  const told = (row, kind) => {
    if (!Object.hasOwn(WORDS[kind], row.key)) return tell(row);
    const first = /first features: ([\d, ]+)/.exec(row.detail || '');
    return `${kind === 'counted' ? '' : layerOf(row.name) + ': '}${said(kind, row.key)}: ${num(row.n)}${first ? ' (' + T('the first: {1}', first[1].trim()) + ')' : ''}`;
  };
  const trouble = all.filter(row => row.section === 'trouble' || row.section === 'unplaced'), warnings = all.filter(row => row.section === 'warning' || (row.section === 'input' && row.key === 'note')), counts = all.filter(row => (row.section === 'sites' || row.section === 'zones') && row.n > 0 && Object.hasOwn(WORDS.counted, row.key));
  if (trouble.length) parts.push(el('h3', {}, T('Repaired, dropped or without a place')), list(trouble.map(row => told(row, 'trouble'))));
  if (warnings.length) parts.push(el('h3', {}, T('Warnings of the run')), NB ? note(T('As the run wrote them, in English.')) : null, list(warnings.map(row => (row.section === 'input' ? `${layerOf(row.name)}: ${row.value}` : row.value || tell(row)))));
  if (counts.length) parts.push(el('h3', {}, T('Zones and candidates')), list(counts.map(row => told(row, 'counted'))));
  const missing = p.criteria.map(c => { const why = p.column('y_' + c.id), count = new Map(); for (const one of why || []) if (one) count.set(one, (count.get(one) || 0) + 1); return [c, count]; }).filter(([, count]) => count.size);
  const coverage = (p.column('coverage') || []).filter(one => one !== null);
  if (coverage.length) parts.push(el('h3', {}, T('Coverage')), el('p', {}, T('All criteria have a number on {1} of {2}.', num(coverage.filter(one => one > 0.9999999).length), measure(p.n, 'sites'))));
  if (missing.length) parts.push(plain([T('Criterion'), T('Sites without a number'), T('Why')], missing.map(([c, count]) => [title(c), num([...count.values()].reduce((a, b) => a + b, 0)), [...count].map(([why, k]) => `${said('why', why)}: ${num(k)}`).join('; ')]), {right: [1], className: 'narrow'}));
  if (R.cut) parts.push(note(T('{1} long texts were cut in this page; the result has them whole.', num(R.cut))));
  fill($('quality-in'), parts);
}

/* Credits of the inputs and the facts of the run. */
function creditSection() {
  const fact = (name, value) => (value ? [el('dt', {}, name), el('dd', {}, value)] : []);
  fill($('credits-in'), list(credits(), 'credits'),
    el('dl', {class: 'facts'}, fact(T('Case'), about.case_number), fact(T('Newest file dated'), day(about.data_date)), fact(T('Taken out'), Object.values(INPUTS).some(one => one.extracted) ? T('by source, as stated above; where nothing stands, the project does not tell') : T('the project does not tell')), fact(T('Coordinates of the result'), R.epsg ? `EPSG:${R.epsg} ${R.crs_name || ''}` : R.crs_name), fact(T('Coordinates of the map'), 'EPSG:4326'), fact(T('Run'), about.run_id), fact(T('Made with'), `tomt ${about.tomt_version || ''}, ${T('this page with {1}', 'tomt ' + R.made_with)}`), fact(T('Geometry'), T('sites within {1} of the result, other layers within {2}', measure(R.within_m, 'm'), measure(R.ground_within_m, 'm')))));
}
function kicker() {
  $('kicker').textContent = [about.case_number ? `${T('Case')} ${about.case_number}` : null, about.data_date ? T('files dated {1}', day(about.data_date)) : null, R.epsg ? `EPSG:${R.epsg}` : null, R.internal ? T('INTERNAL: not for publication') : null].filter(Boolean).join(' · ');
  if (R.internal) $('kicker').classList.add('internal');
}
