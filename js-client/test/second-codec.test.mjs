// The second wire's codec, against the page that describes it and against a codec of its own kind.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { source } from './support/source.mjs';
import * as written from './support/second.mjs';

const codec = await source('wire/second');
const { wordOf } = await source('wire/codes');
const frames = [
  { kind: 'MESSAGE', channel: 1, parts: [{ hex: '' }] },
  { kind: 'MESSAGE', channel: 2 ** 32 - 1, parts: [{ hex: 'ff00' }, { hex: '' }, { hex: '61' }] },
  { kind: 'REQUEST', channel: 7, id: 2 ** 32 - 1, millis: 0, parts: [{ hex: '68656c6c6f' }] },
  { kind: 'REPLY', channel: 300, id: 0, parts: [{ hex: '00'.repeat(127) }, { hex: '01'.repeat(128) }, { hex: '02'.repeat(16384) }] },
  { kind: 'ITEM', channel: 1, offset: 2 ** 53 - 1, parts: [{ hex: '61' }] },
];

test('framesCrossAsThePageDescribesThem', () => {
  for (const frame of frames) {
    const bytes = written.encode(frame);
    const decoded = codec.decodeData(new Uint8Array(bytes));
    assert.equal(decoded.numbers[0], frame.channel);
    assert.deepEqual(decoded.parts.map((part) => Buffer.from(part).toString('hex')), frame.parts.map(({ hex }) => hex));
    assert.deepEqual(Buffer.from(codec.encodeData(decoded)), bytes);
    assert.deepEqual(written.decode(Buffer.from(codec.encodeData(decoded)), true), frame);
  }
});

test('aFrameThatBeginsSomewhereInItsBufferIsTheSame', () => {
  const bytes = written.encode(frames[2]);
  const longer = new Uint8Array([9, 9, 9, ...bytes, 9]);
  assert.deepEqual(codec.decodeData(longer.subarray(3, longer.length - 1)), codec.decodeData(new Uint8Array(bytes)));
});

test('bytesThatAreNoFrameAreNone', () => {
  const head = '01 00000001';
  const bad = {
    'no bytes': '',
    'short of a channel': '01 000000',
    'no parts': head,
    'an unknown kind': '05 00000001 01 61',
    'kind 0': '00 00000001 01 61',
    'a kind beyond all': 'ff 00000001 01 61',
    'a length that lies': `${head} 02 61`,
    'bytes after the last part': `${head} 01 61 05`,
    'a length that never ends': `${head} 80 80`,
    'a length of six bytes': `${head} 80 80 80 80 80 01`,
    'a length longer than it need be': `${head} 81 00 61`,
    'a length above any message': `${head} ff ff ff ff 7f 61`,
    'a request without its milliseconds': '02 00000001 00000002 01',
    'an item without its offset': '04 00000001 00000000',
  };
  for (const [what, hex] of Object.entries(bad)) {
    assert.equal(codec.decodeData(new Uint8Array(Buffer.from(hex.replaceAll(' ', ''), 'hex'))), undefined, what);
  }
});

test('noBytesMakeTheDecoderThrowAndWhatItTakesItGivesBack', () => {
  let seed = 1;
  const random = () => (seed = (seed * 48271) % 2147483647) / 2147483647;
  let taken = 0;
  for (let i = 0; i < 20_000; i += 1) {
    const bytes = Uint8Array.from({ length: Math.floor(random() * 24) }, () => (random() < 0.6 ? Math.floor(random() * 5) : Math.floor(random() * 256)));
    const decoded = codec.decodeData(bytes);
    if (decoded) {
      taken += 1;
      assert.deepEqual(codec.encodeData(decoded), bytes);
    }
  }
  assert.ok(taken > 100);
});

test('everyCodeOfThePageHasItsWordAndNoOtherHasOne', () => {
  const page = readFileSync(new URL('../../docs/protocol/PROTOCOL-2.md', import.meta.url), 'utf8');
  const rows = new Map([...page.matchAll(/^\| (\d+) \| `(\w+)` \|/gm)].map(([, code, word]) => [Number(code), word]));
  assert.ok(rows.size > 20);
  assert.equal(rows.get(0), 'closed');
  rows.delete(0); // what the page itself asked for is no error
  for (let code = 0; code < 3000; code += 1) assert.equal(wordOf(code), rows.get(code) ?? 'error', String(code));
});
