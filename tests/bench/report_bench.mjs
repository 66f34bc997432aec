// How long a report takes in Chromium until it can be used, and how smoothly its map moves.
// usage: node report_bench.mjs REPORT.html...     -> lines "size;figure;value;unit" (size: sites of the first profile)
// playwright-core: in $TOMT_MODULES, else where report_browser.test puts it (BUILD/browser/node_modules); Chromium: $CHROMIUM, else on the path.
//   file          bytes of the page
//   table         from the start of navigation until a key pressed in the table has moved the row in it, and that is painted
//   picture       from the start of navigation until the sites are to be seen: the page's own picture of them, and a frame more
//   picture_same  share of the dots and areas in that picture whose middle has the colour it has in the map, once that is drawn
//   map           from the start of navigation until the map is idle for the first time with sites painted
//   longest       longest task of the page's thread on the way there (it answers nobody meanwhile)
//   SCALE_frame, SCALE_frame_95, SCALE_long_tasks   while the map is moved a step in each frame for 4 s, all the sites in view (city) and at
//                 zoom 15.5 (street): median and 95th percentile between two frames; tasks over 50 ms. Then SCALE_settle: until all is drawn.
//   SCALE_processor   processor time a frame of all Chromium's processes, which says more than frames on a machine that others use
// Without a GPU everything is drawn by the processor (SwiftShader): frames say more about that machine than about the page.
import {execFileSync} from 'node:child_process';
import {existsSync, readdirSync, statSync} from 'node:fs';
import {createRequire} from 'node:module';
import {dirname, resolve} from 'node:path';
import {fileURLToPath} from 'node:url';

const top = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const builds = existsSync(top + '/build') ? readdirSync(top + '/build').map(name => `${top}/build/${name}`) : [];
const modules = [process.env.TOMT_MODULES, ...[...builds, ...readdirSync(top).filter(name => name.startsWith('build')).map(name => `${top}/${name}`)].map(folder => folder + '/browser/node_modules')].find(folder => folder && existsSync(folder + '/playwright-core'));
const files = process.argv.slice(2);
if (!files.length || !modules) {
  console.error(files.length ? 'report_bench: playwright-core is not here: scripts/vendor --tests BUILD/browser, or TOMT_MODULES=FOLDER' : 'usage: node report_bench.mjs REPORT.html...');
  process.exit(2);
}
const executablePath = process.env.CHROMIUM || execFileSync('sh', ['-c', 'command -v chromium || command -v chromium-browser'], {encoding: 'utf8'}).trim();
const {chromium} = createRequire(modules + '/')('playwright-core');
const middle = (numbers, part) => numbers.sort((a, b) => a - b)[Math.min(numbers.length - 1, Math.floor(part * numbers.length))];

/* In the page, before its own scripts: tries a key in every frame until the table answers. */
function watch() {
  const seen = window.bench = {tasks: []};
  new PerformanceObserver(list => { for (const task of list.getEntries()) seen.tasks.push([task.startTime, task.duration]); }).observe({type: 'longtask', buffered: true});
  const look = () => {
    const row = document.querySelector('#grid-body tr[data-i][tabindex="0"]');
    if (!row) return requestAnimationFrame(look);
    row.focus({preventScroll: true});
    const from = row.getAttribute('aria-rowindex');
    row.dispatchEvent(new KeyboardEvent('keydown', {key: 'ArrowDown', bubbles: true, cancelable: true}));
    if (+document.activeElement.getAttribute('aria-rowindex') !== +from + 1) return requestAnimationFrame(look);
    requestAnimationFrame(() => { seen.table = performance.now(); });
  };
  requestAnimationFrame(look);
  const painted = () => {
    if (map.queryRenderedFeatures({layers: ['sites', 'site-points', 'site-dots'].filter(id => map.getLayer(id))}).length) seen.map = performance.now();
    else map.once('idle', painted);
  };
  const first = () => {
    const canvas = document.getElementById('map-first');
    if (!canvas) return requestAnimationFrame(first);
    seen.pixels = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
    requestAnimationFrame(() => { seen.picture = performance.now(); });
  };
  requestAnimationFrame(first);
  const hook = () => {
    let there = null;
    try { there = map; } catch (problem) { /* its script has not begun */ }
    if (there && there.once) there.once('idle', painted); /* not yet the element of that name */
    else requestAnimationFrame(hook);
  };
  requestAnimationFrame(hook);
}

/* In the page: the first picture against what the map has drawn since, without the ground. */
function same() {
  const ground = GROUND.map(layer => layer.id).filter(id => map.getLayoutProperty(id, 'visibility') !== 'none');
  for (const id of [...ground, 'chosen', 'chosen-halo']) map.setLayoutProperty(id, 'visibility', 'none');
  map.redraw();
  const {width, height, data} = bench.pixels, canvas = Object.assign(document.createElement('canvas'), {width, height}), c = canvas.getContext('2d');
  c.drawImage(map.getCanvas(), 0, 0, width, height);
  const drawn = c.getImageData(0, 0, width, height).data, far = at => Math.max(...[0, 1, 2].map(k => Math.abs(data[at + k] - drawn[at + k])));
  let n = 0, alike = 0;
  for (const s of now.site) {
    if (s < 0) continue;
    const p = map.project(middle(s)), x = Math.floor(p.x * devicePixelRatio), y = Math.floor(p.y * devicePixelRatio), at = 4 * (y * width + x);
    if (x < 0 || y < 0 || x >= width || y >= height) continue;
    n++;
    alike += far(at) < 40;
  }
  for (const id of [...ground, 'chosen', 'chosen-halo']) map.setLayoutProperty(id, 'visibility', 'visible');
  return n ? alike / n : 0;
}

/* In the page: one step of the map a frame. */
async function move(zoom) {
  const from = performance.now(), frames = [], start = map.getCenter(), n = bench.tasks.length;
  if (zoom) map.jumpTo({center: middle(now.site.find(s => s >= 0)), zoom});
  const home = map.getCenter(), level = map.getZoom(), size = 360 / 2 ** level;
  await new Promise(done => {
    let last = 0;
    const step = at => {
      if (last) frames.push(at - last);
      last = at;
      const t = (at - from) / 1000;
      if (t > 4) return done();
      map.jumpTo({center: [home.lng + size * Math.sin(t * 1.3), home.lat + 0.4 * size * Math.sin(t * 2.1)], zoom: level + 0.7 * Math.sin(t * 0.9)});
      requestAnimationFrame(step);
    };
    requestAnimationFrame(step);
  });
  const stopped = performance.now();
  await new Promise(done => { map.once('idle', done); map.triggerRepaint(); });
  const settle = performance.now() - stopped;
  map.jumpTo({center: start});
  await new Promise(done => setTimeout(done, 100));
  return {frames, settle, long: bench.tasks.slice(n).filter(([at]) => at < stopped).length};
}

for (const file of files) {
  const browser = await chromium.launch({executablePath, args: ['--no-sandbox', '--use-angle=swiftshader', '--enable-unsafe-swiftshader', '--ignore-gpu-blocklist']});
  const system = await browser.newBrowserCDPSession();
  const processor = async () => (await system.send('SystemInfo.getProcessInfo')).processInfo.reduce((sum, one) => sum + one.cpuTime, 0);
  const page = await browser.newPage({viewport: {width: 1280, height: 900}});
  await page.addInitScript(watch);
  await page.goto('file://' + resolve(file), {timeout: 180000});
  await page.waitForFunction(() => window.bench.table && window.bench.map, null, {timeout: 100000, polling: 100});
  const got = await page.evaluate(() => ({n: now.n, table: bench.table, picture: bench.picture, map: bench.map, longest: Math.max(0, ...bench.tasks.map(task => task[1]))}));
  const say = (figure, value, unit) => console.log(`${got.n};${figure};${value};${unit}`);
  say('file', (statSync(file).size / 1e6).toFixed(1), 'MB');
  say('table', (got.table / 1000).toFixed(2), 's');
  if (got.picture) say('picture', (got.picture / 1000).toFixed(2), 's');
  say('map', (got.map / 1000).toFixed(2), 's');
  say('longest', got.longest.toFixed(0), 'ms');
  await page.waitForSelector('#map[data-ready]', {timeout: 100000});
  if (got.picture) say('picture_same', (100 * await page.evaluate(same)).toFixed(1), '%');
  await page.evaluate(() => new Promise(done => { map.once('idle', done); map.triggerRepaint(); }));
  for (const [scale, zoom] of [['city', 0], ['street', 15.5]]) {
    const before = await processor(), moved = await page.evaluate(move, zoom), used = await processor() - before;
    say(scale + '_frame', middle(moved.frames, 0.5).toFixed(1), 'ms');
    say(scale + '_frame_95', middle(moved.frames, 0.95).toFixed(1), 'ms');
    say(scale + '_processor', (1000 * used / moved.frames.length).toFixed(0), 'ms');
    say(scale + '_long_tasks', moved.long, '');
    say(scale + '_settle', (moved.settle / 1000).toFixed(2), 's');
  }
  await browser.close();
}
