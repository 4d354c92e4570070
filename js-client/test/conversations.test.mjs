// docs/protocol/conversations and conversations-2, replayed: both wires as both sides agreed on them.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { test } from 'node:test';
import { connected, zmq } from './support/context.mjs';
import { Replay, SecondReplay } from './support/conversation.mjs';

function conversationsOf(name) {
  const folder = new URL(`../../docs/protocol/${name}/`, import.meta.url);
  return readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .map((file) => ({ file, ...JSON.parse(readFileSync(new URL(file, folder), 'utf8').replaceAll(/\$\{(\w+)\}/g, 'tcp://127.0.0.1:10001')) }))
    .filter(({ sdk }) => sdk);
}
const first = conversationsOf('conversations');
const second = conversationsOf('conversations-2');

test('there are conversations to replay', () => {
  assert.ok(first.length >= 15);
  assert.ok(second.length >= 25);
});

async function replay(conversation, steps) {
  for (const step of steps) await conversation.step(step);
  assert.deepEqual(conversation.page.unread, []);
}

/** The module, and the small form, whose private names are others. */
const builds = { module: zmq, small: new Function(`${readFileSync(new URL('../dist/zmq.min.js', import.meta.url), 'utf8')}; return zmq`)() };

for (const [name, build] of Object.entries(builds)) {
  for (const { file, rule, steps } of first) {
    test(`${name}, ${file}: ${rule}`, async (t) => replay(new Replay(build, await connected(t, {}, 'zwb.1', build)), steps));
  }
  for (const { file, rule, steps, welcome } of second) {
    test(`${name}, second wire, ${file}: ${rule}`, async (t) => {
      const conversation = new SecondReplay(build, await connected(t, {}, 'zwb.2', build), welcome);
      await conversation.welcome();
      await replay(conversation, steps);
    });
  }
}
