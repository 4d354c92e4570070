// What the console makes of the bridge's figures: rates, latencies, and words.
import { build } from 'esbuild';
import assert from 'node:assert/strict';
import test from 'node:test';
import { fileURLToPath } from 'node:url';

const contents = ['format', 'history', 'quantile'].map((name) => `export * from './${name}';`).join('\n');
const resolveDir = fileURLToPath(new URL('../src', import.meta.url));
const { outputFiles } = await build({ stdin: { contents, resolveDir, loader: 'ts' }, bundle: true, format: 'esm', write: false });
const { age, bytes, History, millis, number, plural, quantileMillis, rate } = await import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString('base64')}`);

const sample = (at, values, started = 1) => ({ at, started, values });

test('what is not known is a dash, never a zero', () => {
  assert.deepEqual([number(null), rate(null), bytes(undefined), millis(-1), age(-1)], ['–', '–', '–', '–', '–']);
});

test('figures have their units, thousands apart, and one decimal below ten', () => {
  assert.deepEqual([number(1234567), rate(2.34), rate(17.6)], ['1,234,567', '2.3/s', '18/s']);
  assert.deepEqual([bytes(999), bytes(1500), bytes(64_000_000)], ['999 B', '1.5 kB', '64 MB']);
  assert.deepEqual([millis(0.25), millis(9.96), millis(250)], ['0.3 ms', '10.0 ms', '250 ms']);
  assert.deepEqual([age(59_999), age(3_661_000), age(90_000_000)], ['59 s', '1 h 1 min', '1 d 1 h']);
  assert.deepEqual([plural(1, 'handler'), plural(2, 'handler')], ['1 handler', '2 handlers']);
});

test('a rate is that of the last seconds, and unknown with one sample', () => {
  const history = new History();
  history.add(sample(0, { a: 5 }));
  assert.equal(history.rate('a'), null);
  history.add(sample(1000, { a: 25 }));
  assert.equal(history.rate('a'), 20);
});

test('an answer that was seen already changes nothing', () => {
  const history = new History();
  history.add(sample(0, { a: 0 }));
  history.add(sample(1000, { a: 10 }));
  history.add(sample(1000, { a: 99 }));
  assert.equal(history.rate('a'), 10);
});

test('after a restart of the bridge nothing counts backwards', () => {
  const history = new History();
  history.add(sample(0, { a: 1000 }));
  history.add(sample(1000, { a: 3 }, 2));
  assert.equal(history.rate('a'), null);
  assert.equal(history.growth('a', 60_000), null);
});

test('a quantile lies in its bucket, as if durations were spread evenly there', () => {
  const bounds = [0.001, 0.01, 0.1];
  assert.equal(quantileMillis([0, 0, 0, 0], bounds, 0.5), null);
  assert.equal(quantileMillis([10, 0, 0, 0], bounds, 0.5), 0.5);
  assert.equal(quantileMillis([5, 5, 0, 0], bounds, 0.5), 1);
  assert.equal(quantileMillis([0, 0, 0, 4], bounds, 0.99), 100);
});
