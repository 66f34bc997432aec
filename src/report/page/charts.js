/* Charts: each with its numbers as a table. */
'use strict';
/* A chart of Chart.js with the same numbers as a table for those who do not see it; drawn when it comes into view. */
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
