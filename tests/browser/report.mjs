// Reports and briefs in Chromium: what people do with them. report.mjs MODULES CHROMIUM OUT REPORT_NB REPORT_EN PAGE...
// PAGE: more pages, that must open without an error; of a brief paper has two sheets.
import {createRequire} from 'node:module';
import {pathToFileURL} from 'node:url';
import {readFileSync, statSync} from 'node:fs';
import assert from 'node:assert/strict';

const [, , modules, executablePath, out, nb, en, ...more] = process.argv;
const {chromium} = createRequire(modules + '/')('playwright-core');
const axe = readFileSync(modules + '/axe-core/axe.min.js', 'utf8');
const browser = await chromium.launch({executablePath, args: ['--no-sandbox', '--use-angle=swiftshader', '--enable-unsafe-swiftshader', '--ignore-gpu-blocklist']});
const wrong = [];

async function open(file, size = {width: 1280, height: 900}) {
  const page = await browser.newPage({viewport: size});
  page.on('console', message => { if (['error', 'warning'].includes(message.type()) && !/GL Driver Message|WebGL/.test(message.text())) wrong.push(`${file}: ${message.text()}`); });
  page.on('pageerror', problem => wrong.push(`${file}: ${problem.message}`));
  page.on('dialog', dialog => { wrong.push(`${file}: a script of a name has run: ${dialog.message()}`); dialog.dismiss(); });
  page.on('request', request => { if (!/^(file|blob|data):/.test(request.url())) wrong.push(`${file} asks for ${request.url()}`); });
  await page.goto(pathToFileURL(file).href);
  await page.waitForFunction(() => document.querySelector('#map[data-ready]') || (document.body.dataset.ready && !document.querySelector('#map canvas')), null, {timeout: 120000, polling: 100});
  return page;
}
const column = (page, id) => page.$$eval('#grid-body tr[data-i]', (rows, at) => rows.map(row => row.children[at].textContent), id);
const selected = page => page.$eval('#grid-body tr[aria-selected=true]', row => row.children[1].textContent);

/* axe: nothing serious. The policy lets no script in from outside, so it comes by the debugger, as a person's tools would. */
async function accessible(page, name) {
  await page.evaluate(axe);
  const [passed, found] = await page.evaluate(async () => {
    const all = await axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa']});
    return [all.passes.length, all.violations.filter(one => ['serious', 'critical'].includes(one.impact)).map(one => `${one.id}: ${one.help} (${one.nodes.slice(0, 3).map(node => node.target + ' ' + (node.any[0] ? node.any[0].message : '')).join('; ')})`)];
  });
  assert.ok(passed > 10, `axe looked at ${passed} rules`);
  for (const one of found) wrong.push(`${name}: ${one}`);
}

// The ranked table: sorted by the heading, by mouse and by keyboard; filtered; the count says so.
const page = await open(nb);
await page.waitForSelector('body[data-sections]');
assert.equal(await page.getAttribute('html', 'lang'), 'nb');
assert.equal(await page.textContent('#h-sites'), 'Rangerte tomter');
const n = await page.evaluate(() => now.n);
assert.deepEqual((await column(page, 0)).slice(0, 3), ['1', '2', '3']);
const shown = await page.$$eval('#grid-body tr[data-i]', rows => rows.length);
assert.ok(n <= 60 || shown < 60, `${shown} rows are in the page`);
assert.equal(await page.getAttribute('#grid', 'aria-rowcount'), String(n + 1));
await page.click('#grid-head th[data-column=score] button');
assert.equal(await page.getAttribute('#grid-head th[data-column=score]', 'aria-sort'), 'descending');
await page.focus('#grid-head th[data-column=rank] button');
await page.keyboard.press('Enter');
await page.keyboard.press('Enter');
assert.equal(await page.getAttribute('#grid-head th[data-column=rank]', 'aria-sort'), 'descending');
assert.equal((await column(page, 0))[0], await page.evaluate(() => num(now.n)));
await page.keyboard.press('Enter');
const third = (await column(page, 1))[2];
await page.fill('#f-text', third);
assert.deepEqual(await column(page, 1), [third]);
assert.match(await page.textContent('#count'), /^1 av /);
await page.click('#filters button[type=reset]');
await page.waitForFunction(() => grid.order.length === now.n);
await page.fill('#f-score', '80');
assert.ok((await page.evaluate(() => grid.order.every(i => now.score(i) >= 80))), 'a score under 80 is left');
await page.click('#filters button[type=reset]');
await page.waitForFunction(() => grid.order.length === now.n);

// The keyboard chooses a row: the map and the panel follow.
await page.focus('#grid-body tr[tabindex="0"]');
await page.keyboard.press('Home');
await page.keyboard.press('ArrowDown');
await page.keyboard.press('ArrowDown');
await page.keyboard.press('Enter');
assert.equal(await selected(page), third);
assert.equal(await page.textContent('#detail h3'), third);
assert.match(await page.textContent('.maplibregl-popup-content'), new RegExp(third.replace(/[/.]/g, '\\$&')));
await page.keyboard.press('End');
assert.equal(await page.evaluate(() => document.activeElement.getAttribute('aria-rowindex')), String(n + 1));

// The map chooses: the row follows. The second site, in the middle of the map.
const second = await page.evaluate(() => now.id(1));
await page.evaluate(() => { popup.remove(); map.jumpTo({center: middle(now.site[1]), zoom: 17}); map.labels.remove(badges); });
await page.evaluate(() => new Promise(done => { map.once('idle', done); map.triggerRepaint(); }));
await page.$eval('#map', node => node.scrollIntoView({block: 'center', behavior: 'instant'}));
const at = await page.evaluate(() => { const p = map.project(middle(now.site[1])), box = map.getCanvas().getBoundingClientRect(); return [box.left + p.x, box.top + p.y]; });
await page.mouse.click(at[0], at[1]);
await page.waitForFunction(id => document.querySelector('#detail h3').textContent === id, second, {timeout: 10000});
assert.equal(await selected(page), second);

// Numbers that are missing: no points over the maximum as it counts there, maxima make 100, a mark in the table, and the veto that could not be tried is told with how many.
const gap = await page.evaluate(() => { for (let i = 0; i < now.n; i++) if (now.partly(i)) return i; return -1; });
if (gap >= 0) {
  assert.ok(await page.evaluate(() => { for (let i = 0; i < now.n; i++) { let sum = 0; for (const c of now.criteria) { const most = now.weightHere(c, i); sum += most || 0; if (most !== null && now.points(c, i) > 100 * most + 1e-3) return false; } if (Math.abs(sum - 1) > 1e-9) return false; } return true; }), 'points over the maximum');
  await page.evaluate(i => choose(i), gap);
  assert.match(await page.textContent('#grid-body tr[aria-selected=true] .gap'), /^\d+\u00a0%$/);
  assert.match(await page.textContent('#detail .note'), /av vektene/);
  const untold = await page.evaluate(() => untested(now).map(one => one[1]));
  for (const n_ of untold) assert.match(await page.textContent('#method-in'), new RegExp(`: ${n_} tomter er rangert uten å være prøvd`));
}
// A property as people write it; badges of sites that are filtered away are away.
const property = await page.evaluate(() => now.at('property', 0) || now.id(0)), [, gnr, bnr] = /(\d+)\/(\d+)/.exec(property);
for (const text of [`gnr ${gnr} bnr ${bnr}`, `${gnr}/${bnr}`, `Gnr. ${gnr}, bnr. ${bnr}`]) {
  await page.fill('#f-text', text);
  assert.ok(await page.evaluate(number => grid.order.length > 0 && grid.order.every(i => (now.at('property', i) || now.id(i)).endsWith(number) || now.id(i).includes(number)), `${gnr}/${bnr}`), `${text} is not found`);
}
await page.waitForFunction(() => badges.length <= grid.order.length);
await page.click('#filters button[type=reset]');
await page.waitForFunction(() => grid.order.length === now.n && badges.length > 0);

// Before MapLibre is up the page draws the sites itself: at the same places, in the same colours as the map does then.
const early = await browser.newPage({viewport: {width: 1280, height: 900}});
await early.addInitScript(() => {
  const look = () => {
    const canvas = document.getElementById('map-first');
    if (!canvas) return requestAnimationFrame(look);
    window.first = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
  };
  requestAnimationFrame(look);
});
await early.goto(pathToFileURL(nb).href);
await early.waitForSelector('#map[data-ready]', {state: 'attached', timeout: 120000});
assert.equal(await early.$('#map-first'), null, 'the first picture still lies over the map');
const [sites, alike, coloured] = await early.evaluate(() => {
  for (const id of [...GROUND.map(layer => layer.id), 'rejected', 'rejected-edge', 'rejected-points', 'chosen', 'chosen-halo']) map.setLayoutProperty(id, 'visibility', 'none');
  map.redraw();
  const canvas = Object.assign(document.createElement('canvas'), {width: first.width, height: first.height}), c = canvas.getContext('2d');
  c.drawImage(map.getCanvas(), 0, 0, first.width, first.height);
  const drawn = c.getImageData(0, 0, first.width, first.height).data, seen = [0, 0, 0];
  for (const s of now.site.filter(s => s >= 0)) {
    const p = map.project(middle(s)), at = 4 * (Math.floor(p.y) * first.width + Math.floor(p.x));
    if (p.x < 0 || p.y < 0 || p.x >= first.width || p.y >= first.height) continue;
    seen[0]++;
    seen[1] += [0, 1, 2].every(k => Math.abs(first.data[at + k] - drawn[at + k]) < 40);
    seen[2] += [251, 250, 247].some((paper, k) => Math.abs(first.data[at + k] - paper) > 20);
  }
  return seen;
});
assert.ok(sites > 20 && alike >= 0.95 * sites && coloured > 0.5 * sites, `of ${sites} sites ${alike} look the same in the first picture and in the map, ${coloured} are coloured`);

// Where frames are slow the map is coarser while it is dragged, the drag goes on, and it is sharp again when it stands.
await early.$eval('#map', node => node.scrollIntoView({block: 'center', behavior: 'instant'}));
const box = await early.$eval('#map canvas.maplibregl-canvas', node => { const at = node.getBoundingClientRect(); return [at.left + 60, at.top + 60]; });
const sharp = await early.evaluate(() => { map.slow = true; window.from = map.project(map.getCenter()); window.at = map.getCenter(); return map.getCanvas().width; });
await early.mouse.move(...box);
await early.mouse.down();
for (let k = 1; k <= 10; k++) { await early.mouse.move(box[0] + 12 * k, box[1] + 8 * k); await early.waitForTimeout(30); }
await early.waitForFunction(was => map.getCanvas().width < 0.6 * was, sharp, {timeout: 10000});
await early.mouse.move(box[0] + 150, box[1] + 100);
await early.waitForFunction(() => { const p = map.project(at); return Math.abs(p.x - from.x - 150) < 8 && Math.abs(p.y - from.y - 100) < 8; }, null, {timeout: 10000});
await early.mouse.up();
await early.waitForFunction(was => map.getCanvas().width === was, sharp, {timeout: 10000});
await early.close();

// Another profile; one that fell out is told with its reason.
if (await page.isVisible('#profile')) {
  const names = await page.$$eval('#profile option', options => options.map(one => one.value));
  await page.selectOption('#profile', names[1]);
  await page.waitForFunction(name => document.body.dataset.sections === name, names[1]);
  assert.equal(await page.evaluate(() => now.name), names[1]);
  for (const name of names) {
    await page.selectOption('#profile', name);
    await page.waitForFunction(name_ => document.body.dataset.sections === name_, name);
    assert.ok(await page.evaluate(() => now.site.slice(0, 3).every(s => s < 0 || map.getBounds().contains(middle(s)))), `the first sites of ${name} are out of view`);
  }
  await page.selectOption('#profile', names[0]);
  await page.waitForFunction(name => document.body.dataset.sections === name, names[0]);
}
await page.evaluate(() => { showFell(); rejectedPopup(0, map.getCenter()); });
assert.match(await page.textContent('.maplibregl-popup-content'), /falt ut i siling: /);

// All charts are drawn, none is empty; the page is accessible.
for (const box of await page.$$('.chart')) await box.scrollIntoViewIfNeeded();
await page.waitForFunction(() => charts.every(one => one.chart));
assert.ok(await page.evaluate(() => charts.length >= 3 || now.n < 3));
await accessible(page, 'report');

// Paper: A4, a picture of the map, and no more rows than people read.
await page.pdf({path: out + '/report.pdf', preferCSSPageSize: true, printBackground: true});
assert.ok(statSync(out + '/report.pdf').size > 50000);
assert.match(await page.getAttribute('#map-print', 'src'), /^data:image\/png/);
await page.close();

// English: the table sorts, and rejections are told by the layer's title, where it has one.
const english = await open(en);
await english.waitForSelector('body[data-sections]');
await english.click('#grid-head th[data-column=area] button');
assert.deepEqual(await english.evaluate(() => grid.order.slice(0, 50).map(i => now.at('area_m2', i))), await english.evaluate(() => now.site.map(s => column(S, 'area_m2')[s]).sort((a, b) => b - a).slice(0, 50)));
assert.ok(await english.evaluate(() => rows(R.reasons).filter(row => row.layer).every(row => !INPUTS[row.layer] || !INPUTS[row.layer].title_en || layerOf(row.layer) === INPUTS[row.layer].title_en)));
await accessible(english, 'English report');
await english.close();

// A narrow screen: nothing is wider than it.
const narrow = await open(en, {width: 400, height: 844});
await narrow.waitForSelector('body[data-sections]');
assert.equal(await narrow.getAttribute('html', 'lang'), 'en');
assert.equal(await narrow.textContent('#h-sites'), 'Ranked sites');
assert.ok(await narrow.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth + 1), 'the page is wider than a narrow screen');
await accessible(narrow, 'narrow report');
await narrow.close();

// Briefs of every kind of site: two sheets of A4 each, in the page's language; hostile reports just open.
for (const file of more) {
  const one = await open(file);
  if (await one.$('body.brief')) {
    assert.ok((await one.$$eval('#built li', items => items.length)) > 0, `${file} does not say what may be built, or why not`);
    if (/first|fell/.test(file)) await accessible(one, file);
    const paper = await one.pdf({path: file.replace(/html$/, 'pdf'), preferCSSPageSize: true, printBackground: true});
    const pages = (paper.toString('latin1').match(/\/Type\s*\/Page\b/g) || []).length;
    const fell = await one.$('body.fallen');
    assert.equal(!!fell, /fell/.test(file));
    assert.equal(pages, fell ? 1 : 2, `${file} has ${pages} pages`);
    /* The profile is the one in which the smallest share of sites scores higher; what never is known is said; a rank stands with the change that gives it. */
    assert.ok(await one.evaluate(() => (E.profiles || []).every(other => (P.rank - 1) / P.n_ranked <= (other.rank - 1) / other.n_ranked)), `${file}: another profile ranks it higher`);
    assert.ok(await one.evaluate(() => document.querySelector('#open .never').textContent.length > 40 && ![...document.querySelectorAll('#strengths li, #weaknesses li')].some(item => (P ? P.sentences : []).some(said_ => said_.message === 'explain_lift_rank' && said_.text === item.textContent))));
    if (fell) assert.ok(await one.evaluate(() => new Set([...document.querySelectorAll('#built ul:first-of-type li')].map(item => item.textContent)).size === document.querySelectorAll('#built ul:first-of-type li').length && document.querySelectorAll('#built ul').length > 1), `${file} does not tell the plan, or a reason twice`);
  } else await one.waitForSelector('body[data-sections]');
  await one.close();
}
await browser.close();
assert.deepEqual(wrong, []);
console.log('report, brief, keyboard, map, paper: as they should be');
