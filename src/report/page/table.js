/* The ranked table: only the rows in view are in the page, whatever the number of sites. Arrow keys move, Enter chooses. */
'use strict';
const ROW_PX = 40;

class Grid {
  /* columns: {id, title, value(i), text(i) or node(i), right, wide}; pick(i) when a row is chosen, changed(order) when filtered. */
  constructor(columns, n, pick, changed) {
    Object.assign(this, {columns, n, pick, changed, sorted: columns[0].id, up: true, chosen: -1, at: 0, keep: () => true});
    this.box = $('grid-box');
    this.body = $('grid-body');
    fill($('grid-head'), el('tr', {'aria-rowindex': 1}, columns.map(column => el('th', {scope: 'col', class: column.right ? 'right' : null, 'aria-sort': 'none', 'data-column': column.id},
      el('button', {type: 'button', onclick: () => this.sort(column.id)}, column.title, el('span', {class: 'arrow', 'aria-hidden': 'true'})), el('span', {class: 'print-only', 'aria-hidden': 'true'}, column.title)))));
    if (!this.box.dataset.live) {
      this.box.dataset.live = 'yes';
      this.box.addEventListener('scroll', () => Grid.now.draw());
      this.body.addEventListener('click', event => { const row = event.target.closest('tr[data-i]'); if (row) Grid.now.choose(+row.dataset.i); });
      this.body.addEventListener('keydown', event => Grid.now.key(event));
      new ResizeObserver(() => Grid.now.draw()).observe(this.box);
    }
    Grid.now = this;
    this.refresh();
  }
  sort(id) {
    this.up = this.sorted === id ? !this.up : !this.columns.find(column => column.id === id).down;
    this.sorted = id;
    this.refresh();
  }
  filter(keep) {
    this.keep = keep;
    this.refresh();
  }
  refresh() {
    const column = this.columns.find(one => one.id === this.sorted), sign = this.up ? 1 : -1, order = [];
    const value = new Array(this.n);
    for (let i = 0; i < this.n; i++) if (this.keep(i)) { order.push(i); value[i] = column.value(i); }
    const collator = new Intl.Collator(NB ? 'nb' : 'en', {numeric: true});
    const none = v => v === null || v === undefined || v === '';
    order.sort((a, b) => {
      const x = value[a], y = value[b];
      if (none(x) || none(y)) return none(x) - none(y) || a - b; /* what is not known is last, either way */
      return sign * (typeof x === 'number' ? x - y : collator.compare(x, y)) || a - b;
    });
    this.order = order;
    this.at = Math.max(0, order.indexOf(this.chosen));
    for (const head of $('grid-head').querySelectorAll('th')) head.setAttribute('aria-sort', head.dataset.column !== this.sorted ? 'none' : this.up ? 'ascending' : 'descending');
    $('grid').setAttribute('aria-rowcount', order.length + 1);
    this.box.scrollTop = 0;
    this.draw();
    this.changed(order);
  }
  row(place) {
    const i = this.order[place];
    const row = el('tr', {'data-i': i, 'aria-rowindex': place + 2, 'aria-selected': i === this.chosen ? 'true' : 'false', tabindex: place === this.at ? '0' : '-1'},
      this.columns.map((column, k) => el(k === 1 ? 'th' : 'td', {scope: k === 1 ? 'row' : null, class: (column.right ? 'right ' : '') + (column.wide ? 'wide' : '')}, column.node ? column.node(i) : column.text(i))));
    return row;
  }
  draw(all) {
    const n = this.order.length, height = this.box.clientHeight || 520;
    const from = all ? 0 : Math.max(0, Math.floor(this.box.scrollTop / ROW_PX) - 6), to = all || Math.min(n, from + Math.ceil(height / ROW_PX) + 12);
    const focused = document.activeElement && document.activeElement.closest && document.activeElement.closest('#grid-body tr');
    const space = rows_ => { const row = el('tr', {class: 'space', 'aria-hidden': 'true'}, el('td', {colspan: this.columns.length})); row.firstChild.style.height = rows_ * ROW_PX + 'px'; return row; };
    const shown = [];
    if (from > 0) shown.push(space(from));
    for (let place = from; place < Math.min(n, to); place++) shown.push(this.row(place));
    if (!all && to < n) shown.push(space(n - to));
    if (!n) shown.push(el('tr', {}, el('td', {colspan: this.columns.length}, T('No site is like that.'))));
    fill(this.body, shown);
    /* Somewhere in it the keyboard must find its way in. */
    if (!all && n && !this.body.querySelector('tr[tabindex="0"]')) this.body.querySelector('tr[data-i]').tabIndex = 0;
    if (focused) this.focus(false);
  }
  focus(move) {
    if (move) {
      const top = this.at * ROW_PX, head = $('grid-head').offsetHeight;
      if (top < this.box.scrollTop) this.box.scrollTop = top;
      else if (top + ROW_PX + head > this.box.scrollTop + this.box.clientHeight) this.box.scrollTop = top + ROW_PX + head - this.box.clientHeight;
      this.draw();
    }
    const row = this.body.querySelector(`tr[aria-rowindex="${this.at + 2}"]`);
    if (row) row.focus({preventScroll: true});
  }
  key(event) {
    const page = Math.max(1, Math.floor(this.box.clientHeight / ROW_PX) - 2);
    const step = {ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page, Home: -this.n, End: this.n}[event.key];
    const row = event.target.closest('tr[data-i]');
    if (!row) return;
    this.at = +row.getAttribute('aria-rowindex') - 2;
    if (step) this.at = Math.max(0, Math.min(this.order.length - 1, this.at + step));
    else if (event.key === 'Enter' || event.key === ' ') this.choose(this.order[this.at]);
    else return;
    event.preventDefault();
    this.focus(true);
  }
  /* From the table or from the map. */
  choose(i, quiet) {
    this.chosen = i;
    const place = this.order.indexOf(i);
    if (place >= 0) {
      this.at = place;
      const top = place * ROW_PX;
      if (top < this.box.scrollTop || top + 2 * ROW_PX > this.box.scrollTop + this.box.clientHeight) this.box.scrollTop = Math.max(0, top - this.box.clientHeight / 2);
    }
    this.draw();
    if (!quiet) this.pick(i);
  }
}
