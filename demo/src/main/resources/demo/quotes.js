// Live prices: one SUB socket, a topic for each symbol, one plot, one table.
import { showFiles } from './lib/code.js';
import { byId, count, el, millis, svg } from './lib/dom.js';
import { Plot } from './lib/plot.js';
import { site } from './lib/site.js';

const SYMBOLS = ['NOVA', 'TIDE', 'ORBIT', 'EMBER'];
const DASHES = [[], [8, 4], [2, 3], [12, 4, 2, 4]];
const SECONDS = 60;
const FIRST_SECONDS = 12;
const STEP_MILLIS = 250;
const STALE_MILLIS = 1000;
const POINTS = (SECONDS * 1000) / STEP_MILLIS;

const { ctx } = site({ services: ['quotes'] });
const latest = new Map(SYMBOLS.map((symbol) => [symbol, { price: null, heard: 0, quotes: 0, change: 0 }]));
const data = SYMBOLS.map(() => []);
let arrived = 0;
let delay = null;
let heard = 0;
let held = false;

const followed = new Set(SYMBOLS);
const quotes = ctx.sub('quotes', { topics: SYMBOLS, last: true });

/** Until the socket is refused; a lost connection comes back by itself. */
async function listen() {
  for await (const [symbol, body] of quotes) {
    const { price, change, at } = JSON.parse(body);
    const known = latest.get(symbol);
    Object.assign(known, { price, change, heard: performance.now(), quotes: known.quotes + 1 });
    arrived += 1;
    delay = Date.now() - at;
    heard = performance.now();
  }
}

function follow(symbol, isFollowed) {
  if (isFollowed) {
    followed.add(symbol);
    quotes.subscribe(symbol);
  } else {
    followed.delete(symbol);
    quotes.unsubscribe(symbol);
  }
  heard = performance.now();
}

/** The tokens are light-dark(…) pairs, which a canvas does not know: a probe element resolves them. */
function resolved(token) {
  const probe = el('i', { class: token });
  document.body.append(probe);
  const value = getComputedStyle(probe).color;
  probe.remove();
  return value;
}

/** The plot of the last seconds, in the colours of the theme. */
function plot() {
  const made = new Plot(byId('plot'));
  const draw = () =>
    made.draw({
      seconds: Math.min(SECONDS, Math.max(FIRST_SECONDS, (data[0].length * STEP_MILLIS) / 1000)),
      stepMillis: STEP_MILLIS,
      ink: colours.ink,
      grid: colours.grid,
      series: SYMBOLS.map((_, n) => ({ colour: colours.series[n], dash: DASHES[n], values: data[n].slice() })),
    });
  const paint = () => {
    colours = { ink: resolved('axis-ink'), grid: resolved('axis-line'), series: SYMBOLS.map((_, n) => resolved(`series-${n + 1}`)) };
    draw();
  };
  let colours;
  paint();
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', paint);
  byId('theme').addEventListener('click', paint);
  return draw;
}

function rows() {
  return SYMBOLS.map((symbol, n) => {
    const line = svg('path', { d: 'M0 5h26', 'stroke-dasharray': DASHES[n].join(' ') });
    const swatch = svg('svg', { class: `swatch series-${n + 1}`, viewBox: '0 0 26 10', 'aria-hidden': 'true' }, line);
    const cells = Array.from({ length: 4 }, () => el('td', { class: 'num' }, '–'));
    const box = el('input', { type: 'checkbox', checked: '' });
    const row = el('tr', { 'data-symbol': symbol }, el('th', { scope: 'row' }, el('label', {}, box, swatch, symbol)), ...cells);
    box.addEventListener('change', () => {
      follow(symbol, box.checked);
      row.classList.toggle('off', !box.checked);
    });
    byId('rows').append(row);
    return cells;
  });
}

const signed = (value) => `${value < 0 ? '▼' : value > 0 ? '▲' : '•'} ${Math.abs(value).toFixed(2)}`;

function write(cell, text, value) {
  cell.textContent = text;
  cell.classList.toggle('up', value > 0);
  cell.classList.toggle('down', value < 0);
}

function fill(cells) {
  SYMBOLS.forEach((symbol, n) => {
    const { price, change, quotes: number } = latest.get(symbol);
    if (price !== null) {
      const first = data[n].find((value) => value !== null) ?? price;
      const [priceCell, changeCell, minuteCell, numberCell] = cells[n];
      write(priceCell, price.toFixed(2), 0);
      write(changeCell, signed(change), change);
      write(minuteCell, signed(price - first), price - first);
      write(numberCell, count(number), 0);
    }
  });
}

/** One step of the plot: what is not heard for a second is a gap, not a guess. */
function step() {
  const now = performance.now();
  SYMBOLS.forEach((symbol, n) => {
    const { price, heard: at } = latest.get(symbol);
    data[n].push(at && now - at < STALE_MILLIS ? price : null);
    data[n].splice(0, data[n].length - POINTS);
  });
}

const draw = plot();
const cells = rows();
setInterval(() => {
  step();
  if (!held && !document.hidden) {
    draw();
    byId('span').textContent = data[0].length < POINTS ? `last ${Math.max(1, Math.round(((data[0].length - 1) * STEP_MILLIS) / 1000))} s` : 'last minute';
    fill(cells);
  }
  const silent = performance.now() - heard;
  if (followed.size === 0) {
    byId('gap').textContent = 'Nothing is followed: nothing comes.';
  } else {
    byId('gap').textContent = heard && silent > STALE_MILLIS ? `No price for ${Math.floor(silent / 1000)} s. The gap stays a gap.` : '';
  }
}, STEP_MILLIS);
setInterval(() => {
  byId('rate').textContent = count(arrived);
  byId('age').textContent = arrived ? millis(Math.max(0, delay)) : '–';
  arrived = 0;
}, 1000);

byId('pause').addEventListener('click', () => {
  held = !held;
  byId('pause').textContent = held ? 'Resume' : 'Pause';
  byId('plot').toggleAttribute('data-paused', held);
});
listen().catch((error) => (byId('gap').textContent = `No prices: ${error.message}`));
showFiles();
