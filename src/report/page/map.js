/* The map: only what is inside the page, no tiles, no glyphs: names are HTML. */
'use strict';

/* Rings as steps of millionths of a degree. */
function ringOf(steps) {
  const ring = new Array(steps.length / 2);
  for (let i = 0, x = 0, y = 0; i < ring.length; i++) {
    x += steps[2 * i];
    y += steps[2 * i + 1];
    ring[i] = [x / 1e6, y / 1e6];
  }
  return ring;
}
function geometryOf(g, lines) {
  if (!g || !g.length) return null;
  if (typeof g[0] === 'number') return {type: 'Point', coordinates: [g[0] / 1e6, g[1] / 1e6]};
  if (lines) return {type: 'MultiLineString', coordinates: g.flat().map(ringOf)};
  return {type: 'MultiPolygon', coordinates: g.map(part => part.map(ringOf).filter(ring => ring.length > 3)).filter(part => part.length)};
}
function boxOf(g, box) {
  const add = (x, y) => { if (x < box[0]) box[0] = x; if (y < box[1]) box[1] = y; if (x > box[2]) box[2] = x; if (y > box[3]) box[3] = y; };
  if (!g || !g.length) return box;
  if (typeof g[0] === 'number') add(g[0] / 1e6, g[1] / 1e6);
  else for (const part of g) for (const ring of part) for (let i = 0, x = 0, y = 0; i < ring.length; i += 2) add((x += ring[i]) / 1e6, (y += ring[i + 1]) / 1e6);
  return box;
}
const PAPER = '#fbfaf7';
const EMPTY = {type: 'FeatureCollection', features: []};
function featuresOf(layer, properties, lines) {
  if (!layer || !layer.g) return EMPTY;
  const features = [];
  for (let i = 0; i < layer.g.length; i++) {
    const geometry = geometryOf(layer.g[i], lines), own = geometry && properties(i);
    if (own) features.push({type: 'Feature', id: i, properties: own, geometry});
  }
  return {type: 'FeatureCollection', features};
}

const useClass = use => (/^6\d\d\d/.test(use || '') ? 'water' : /^3\d\d\d/.test(use || '') ? 'green' : /^5\d\d\d/.test(use || '') ? 'farm' : /^2\d\d\d/.test(use || '') ? 'traffic' : /^11[0-2]\d/.test(use || '') ? 'housing' : 'built');
const ROAD = {motorway: 3, motorway_link: 2, trunk: 3, primary: 2.4, secondary: 2, tertiary: 1.5};

/* What lies around, class by class: some hundreds of its features are one of the map's, since nobody chooses among them. */
function together(layer, classOfRow, lines) {
  const features = [], open = new Map();
  if (!layer || !layer.g) return EMPTY;
  for (let i = 0; i < layer.g.length; i++) {
    const geometry = geometryOf(layer.g[i], lines);
    if (!geometry || geometry.type === 'Point') continue;
    const k = classOfRow(i);
    let feature = open.get(k);
    if (!feature || feature.n >= 250) {
      feature = {n: 0, coordinates: []};
      open.set(k, feature);
      features.push({type: 'Feature', properties: {k}, geometry: {type: geometry.type, coordinates: feature.coordinates}});
    }
    feature.n++;
    for (const one of geometry.coordinates) feature.coordinates.push(one);
  }
  return {type: 'FeatureCollection', features};
}
/* Each source of the ground is made when its layers are to be seen. */
const GROUND_OF = {
  zone: g => { const uses = column(g.zone, 'use') || []; return together(g.zone, i => useClass(uses[i])); },
  street: g => { const classes = column(g.street, 'class') || []; return together(g.street, i => ROAD[classes[i]] || 0.8, true); },
  line: g => { const codes = column(g.constraint_line, 'layer') || []; return together(g.constraint_line, i => codes[i] || '', true); },
  strategy: g => { const strategies = column(g.strategy, 'strategy') || []; return together(g.strategy, i => strategies[i] || ''); },
  constraint: g => together(g.constraint, () => ''),
  cluster: g => together(g.cluster, () => ''),
};

/* A tile of lines or dots, drawn here: areas are told apart by more than a colour. */
function hatch(kind, colour) {
  const size = 16, canvas = document.createElement('canvas');
  canvas.width = canvas.height = size;
  const c = canvas.getContext('2d', {willReadFrequently: true}); /* else drawn by the GPU, and slow to read back */
  c.strokeStyle = c.fillStyle = colour;
  c.lineWidth = 1.6;
  if (kind === 'dots') for (const [x, y] of [[4, 4], [12, 12]]) { c.beginPath(); c.arc(x, y, 1.7, 0, 7); c.fill(); }
  else for (let k = -1; k <= 1; k++) { c.beginPath(); kind === 'up' ? (c.moveTo(k * size, size), c.lineTo((k + 1) * size, 0)) : (c.moveTo(k * size, 0), c.lineTo((k + 1) * size, size)); c.stroke(); }
  return c.getImageData(0, 0, size, size);
}

/* Of the whole city only what carries the picture: built-up zones are as pale as the paper, small streets come with the zoom. Round ends cost most without a GPU. */
const STREET_WIDTH = ['interpolate', ['exponential', 1.5], ['zoom'], 10, ['*', 0.4, ['get', 'k']], 17, ['*', 4, ['get', 'k']]];
const STREET_ENDS = {'line-cap': ['step', ['zoom'], 'butt', 15, 'round'], 'line-join': ['step', ['zoom'], 'miter', 15, 'round']};
const OPEN_LAND = ['in', ['get', 'k'], ['literal', ['water', 'green', 'farm']]];
const GROUND = [
  {id: 'zone', source: 'zone', type: 'fill', filter: OPEN_LAND, paint: {'fill-antialias': false, 'fill-color': ['match', ['get', 'k'], 'water', '#cfe3ee', 'green', '#e6efdd', '#f1f3e6']}},
  {id: 'zone-built', source: 'zone', type: 'fill', minzoom: 13, filter: ['!', OPEN_LAND], paint: {'fill-antialias': false, 'fill-color': ['match', ['get', 'k'], 'traffic', '#ecebe8', 'housing', '#f6f0e8', '#f1ece6']}},
  {id: 'street', source: 'street', type: 'line', filter: ['>=', ['get', 'k'], 2], layout: STREET_ENDS, paint: {'line-color': '#b9b4ab', 'line-width': STREET_WIDTH}},
  {id: 'street-small', source: 'street', type: 'line', minzoom: 12.5, filter: ['<', ['get', 'k'], 2], layout: STREET_ENDS, paint: {'line-color': '#b9b4ab', 'line-width': STREET_WIDTH}},
  {id: 'line', source: 'line', type: 'line', filter: ['==', ['get', 'k'], 'rail'], paint: {'line-color': '#5d5750', 'line-width': 1.6, 'line-dasharray': [4, 2]}},
  {id: 'densify', source: 'strategy', type: 'fill', filter: ['==', ['get', 'k'], 'densify'], paint: {'fill-pattern': 'dots'}, group: 'strategy'},
  {id: 'transform', source: 'strategy', type: 'fill', filter: ['==', ['get', 'k'], 'transform'], paint: {'fill-pattern': 'up'}, group: 'strategy'},
  {id: 'strategy-edge', source: 'strategy', type: 'line', paint: {'line-color': '#7a5c00', 'line-width': 1.2}, group: 'strategy'},
  {id: 'constraint', source: 'constraint', type: 'fill', layout: {visibility: 'none'}, paint: {'fill-pattern': 'down'}, group: 'constraint'},
  {id: 'constraint-edge', source: 'constraint', type: 'line', layout: {visibility: 'none'}, paint: {'line-color': '#9b2c5a', 'line-width': 0.8}, group: 'constraint'},
  {id: 'cluster', source: 'cluster', type: 'line', layout: {visibility: 'none'}, paint: {'line-color': '#006d5b', 'line-width': 2, 'line-dasharray': [2, 2]}, group: 'cluster'},
];

const LOCALE = () => ({
  'Map.Title': T('Map of the sites'), 'NavigationControl.ZoomIn': T('Zoom in'), 'NavigationControl.ZoomOut': T('Zoom out'),
  'NavigationControl.ResetBearing': T('North up'), 'FullscreenControl.Enter': T('Full screen'), 'FullscreenControl.Exit': T('Leave full screen'),
  'Popup.Close': T('Close'), 'Marker.Title': T('Place'),
  'CooperativeGesturesHandler.WindowsHelpText': T('Ctrl and the wheel zoom the map'), 'CooperativeGesturesHandler.MacHelpText': T('⌘ and the wheel zoom the map'), 'CooperativeGesturesHandler.MobileHelpText': T('Two fingers move the map'),
});

/* Names that would lie over another one are hidden, those that matter less first. */
class Labels {
  constructor(map) {
    this.map = map;
    this.items = [];
    this.asked = false;
    const later = () => { if (!this.asked) { this.asked = true; requestAnimationFrame(() => { this.asked = false; this.place(); }); } };
    map.on('move', later);
    map.on('resize', later);
    this.later = later;
  }
  add(lngLat, node, text, order, from) {
    const marker = new maplibregl.Marker({element: node, anchor: 'center'}).setLngLat(lngLat).addTo(this.map);
    node.removeAttribute('tabindex'); /* the table leads the keyboard to every site */
    node.removeAttribute('role');
    node.removeAttribute('aria-label');
    const item = {marker, node, text, order, from: from || 0, lngLat};
    this.items.push(item);
    this.items.sort((a, b) => a.order - b.order);
    this.later();
    return item;
  }
  remove(items) {
    for (const item of items) item.marker.remove();
    this.items = this.items.filter(item => !items.includes(item));
  }
  place() {
    const taken = [], zoom = this.map.getZoom(), meets = (a, b) => a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];
    for (const item of this.items) {
      const p = this.map.project(item.lngLat), badge = [p.x - 11, p.y - 11, p.x + 11, p.y + 11];
      const shown = zoom >= item.from && !taken.some(box => meets(box, badge));
      item.node.classList.toggle('away', !shown);
      if (!shown) continue;
      taken.push(badge);
      if (!item.text) continue;
      const name = [p.x + 12, p.y - 9, p.x + 18 + 6.6 * item.text.length, p.y + 9];
      const room = !taken.some(box => box !== badge && meets(box, name));
      item.node.classList.toggle('bare', !room);
      if (room) taken.push(name);
    }
  }
}

const HUB_ORDER = {rail: 100, port: 200, ferry: 210, terminal: 220, tram: 230, junction: 240, bus: 300};
function addHubs(labels) {
  const names = column(R.ground.hub, 'name') || [], modes = column(R.ground.hub, 'mode') || [], peaks = column(R.ground.hub, 'n_peak') || [];
  (R.ground.hub ? R.ground.hub.g : []).forEach((g, i) => {
    const text = (names[i] || '').slice(0, 40), mode = modes[i] || '';
    const node = el('div', {class: `hub hub-${Object.hasOwn(WORDS.mode, mode) ? mode : 'other'}`, title: `${text} (${said('mode', mode)})`}, el('b', {'aria-hidden': 'true'}, WORDS.letter[mode] || '•'), el('span', {}, text));
    labels.add([g[0] / 1e6, g[1] / 1e6], node, text, (HUB_ORDER[mode] || 400) - Math.min(99, peaks[i] || 0), mode === 'bus' ? 13.2 : mode === 'junction' ? 11 : 0);
  });
  for (const layer of [R.ground.anchor, R.ground.anchor_area]) (layer ? layer.g : []).forEach((g, i) => {
    const text = (column(layer, 'name')[i] || '').slice(0, 40);
    labels.add([g[0] / 1e6, g[1] / 1e6], el('div', {class: 'hub anchor', title: text}, el('b', {'aria-hidden': 'true'}, '★'), el('span', {}, text)), text, 260, 12.5);
  });
}

function patterns(map) {
  map.addImage('dots', hatch('dots', '#7a5c00'), {pixelRatio: 2});
  map.addImage('up', hatch('up', '#a07a00'), {pixelRatio: 2});
  map.addImage('down', hatch('down', '#b8336a'), {pixelRatio: 2});
}

/* Where a frame takes long (no GPU: the processor draws) the map moves at half its sharpness, and is sharp again when it stands.
   Map.setPixelRatio would end a drag, so this is what it does, without its events. */
function coarseWhileMoving(map) {
  let coarse = false, watching = false, slow = 0, fast = 0, moved = 0, was = 0;
  const sharpness = ratio => {
    const box = map.getContainer();
    map._overridePixelRatio = ratio;
    map._resizeCanvas(box.clientWidth, box.clientHeight, map.getPixelRatio());
    map.painter.resize(box.clientWidth, box.clientHeight, map.getPixelRatio());
  };
  const set = want => {
    if (coarse === want) return;
    coarse = want;
    sharpness(want ? devicePixelRatio / 2 : undefined);
    map.triggerRepaint();
  };
  map.sharp = () => set(false);
  const watch = at => {
    const took = at - was;
    was = at;
    if (performance.now() - moved > 250 && !map.isMoving()) { watching = false; set(false); return; }
    slow = took > 34 ? slow + 1 : 0;
    fast = took < 20 ? fast + 1 : 0;
    if (slow > 2) map.slow = true;
    if (fast > 60) map.slow = false;
    set(!!map.slow);
    requestAnimationFrame(watch);
  };
  map.on('move', () => {
    moved = performance.now();
    if (watching || !map.getLayer('paper')) return;
    watching = true;
    slow = fast = 0;
    was = moved;
    requestAnimationFrame(watch);
  });
}

/* Data of a source of the ground, once. */
function fillGround(map, name) {
  if (map.filled.has(name) || !GROUND_OF[name]) return;
  map.filled.add(name);
  map.getSource(name).setData(GROUND_OF[name](R.ground));
}
/* The map with its ground; `more`: sources and layers above it. They are drawn first, then the ground, source by source. null where there is no WebGL: the page works without. */
function makeMap(more, bounds) {
  const sources = {...Object.fromEntries(Object.keys(GROUND_OF).map(name => [name, EMPTY])), ...more.sources};
  const style = {version: 8, sources: {}, layers: [{id: 'paper', type: 'background', paint: {'background-color': PAPER}}]};
  for (const [name, data] of Object.entries(sources)) style.sources[name] = {type: 'geojson', data, tolerance: 0.3, attribution: ''};
  for (const {group, ...layer} of [...GROUND, ...more.layers]) style.layers.push(layer);
  let map;
  try {
    map = new maplibregl.Map({container: 'map', style, bounds, fitBoundsOptions: {padding: 30, maxZoom: 16}, attributionControl: false, cooperativeGestures: true, dragRotate: false, pitchWithRotate: false, maxZoom: 19, renderWorldCopies: false, locale: LOCALE(), fadeDuration: 0, validateStyle: false, refreshExpiredTiles: false});
  } catch (problem) {
    fill($('map'), note(T('This browser shows no map (no WebGL). The table has all sites.')));
    $('legend').hidden = true;
    return null;
  }
  map.on('styleimagemissing', () => { if (!map.hasImage('dots')) patterns(map); });
  map.filled = new Set();
  map.once('idle', () => inTurn(['zone', 'street', 'line', 'strategy'].map(name => () => fillGround(map, name))).then(() => {
    map.fire('ground');
    map.once('idle', () => { $('map').dataset.ready = 'yes'; });
    map.triggerRepaint();
  }));
  map.addControl(new maplibregl.NavigationControl({showCompass: false}), 'top-right');
  map.addControl(new maplibregl.FullscreenControl(), 'top-right');
  map.addControl(new maplibregl.ScaleControl({unit: 'metric'}), 'bottom-right');
  map.touchZoomRotate.disableRotation();
  coarseWhileMoving(map);
  map.labels = new Labels(map);
  addHubs(map.labels);
  return map;
}

/* What the signs mean; boxes switch layers. */
function legend(map, parts) {
  const box = $('legend'), rowsOf = [];
  for (const part of parts) {
    if (part.heading) { rowsOf.push(el('p', {class: 'legend-head'}, part.heading)); continue; }
    const sign = el('i', {class: 'sign ' + (part.sign || ''), 'aria-hidden': 'true'}, part.letter || null);
    if (part.colour) sign.style.background = part.colour;
    if (!part.layers) { rowsOf.push(el('span', {class: 'legend-row'}, sign, part.text)); continue; }
    const input = el('input', {type: 'checkbox', checked: part.on});
    input.checked = !!part.on;
    input.addEventListener('change', () => { if (part.ask) part.ask(); for (const id of part.layers) fillGround(map, map.getLayer(id).source);
      for (const id of part.layers) map.setLayoutProperty(id, 'visibility', input.checked ? 'visible' : 'none'); });
    rowsOf.push(el('label', {class: 'legend-row'}, input, sign, part.text));
  }
  const details = el('details', {}, el('summary', {}, T('Legend and layers')), el('div', {class: 'legend-in'}, rowsOf));
  details.open = true;
  fill(box, details);
}
function groundLegend() {
  const there = layer => layer && layer.n > 0;
  const modes = [...new Set(column(R.ground.hub, 'mode') || [])].filter(mode => Object.hasOwn(WORDS.mode, mode)).sort((a, b) => HUB_ORDER[a] - HUB_ORDER[b]);
  return [
    there(R.ground.strategy) && {text: T('Densify (dots) and transform (lines)'), sign: 'hatch-up', layers: ['densify', 'transform', 'strategy-edge'], on: true},
    there(R.ground.constraint) && {text: T('Constraints'), sign: 'hatch-down', layers: ['constraint', 'constraint-edge'], on: false},
    there(R.ground.cluster) && {text: T('Clusters of business'), sign: 'dashed', layers: ['cluster'], on: false},
    there(R.ground.zone) && {text: T('Zones of the plan, water'), sign: 'zones', layers: ['zone', 'zone-built'], on: true},
    there(R.ground.street) && {text: T('Streets and railway'), sign: 'line', layers: ['street', 'street-small', 'line'], on: true},
    ...modes.map(mode => ({text: said('mode', mode), sign: 'hub-sign hub-' + mode, letter: WORDS.letter[mode]})),
    there(R.ground.anchor) || there(R.ground.anchor_area) ? {text: T('Campus, hospital and other anchors'), sign: 'hub-sign anchor', letter: '★'} : null,
  ].filter(Boolean);
}

/* For paper: a picture of what the map shows, names included. */
function printMap(map) {
  if (!map) return;
  map.sharp();
  map.redraw();
  const canvas = map.getCanvas(), picture = document.createElement('canvas');
  picture.width = canvas.width;
  picture.height = canvas.height;
  const c = picture.getContext('2d'), scale = canvas.width / canvas.clientWidth;
  c.drawImage(canvas, 0, 0);
  c.scale(scale, scale);
  for (const item of map.labels.items) {
    if (item.node.classList.contains('away')) continue;
    const p = map.project(item.lngLat), badge = item.node.querySelector('b') || item.node, look = getComputedStyle(badge);
    c.fillStyle = look.backgroundColor;
    c.beginPath();
    c.arc(p.x, p.y, 9, 0, 7);
    c.fill();
    c.strokeStyle = '#fff';
    c.lineWidth = 1.5;
    c.stroke();
    c.fillStyle = look.color;
    c.font = 'bold 11px sans-serif';
    c.textAlign = 'center';
    c.textBaseline = 'middle';
    c.fillText(badge.textContent, p.x, p.y + 0.5);
    if (!item.text || item.node.classList.contains('bare')) continue;
    c.textAlign = 'left';
    c.font = '12px sans-serif';
    c.lineWidth = 3;
    c.strokeText(item.text, p.x + 13, p.y);
    c.fillStyle = '#1f2d3d';
    c.fillText(item.text, p.x + 13, p.y);
  }
  $('map-print').src = picture.toDataURL('image/png');
}
function whenPrinting(map, before, after) {
  window.addEventListener('beforeprint', () => {
    for (const one of charts) one.draw();
    try { printMap(map); } catch (problem) { /* a tainted or lost canvas: paper without a map */ }
    if (before) before();
  });
  window.addEventListener('afterprint', () => { if (after) after(); });
  $('print').addEventListener('click', () => window.print());
}
