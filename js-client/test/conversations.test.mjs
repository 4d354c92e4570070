// docs/protocol/conversations, replayed: the wire as both sides agreed on it.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { test } from 'node:test';
import { connected, zmq } from './support/context.mjs';
import { Replay } from './support/conversation.mjs';

const folder = new URL('../../docs/protocol/conversations/', import.meta.url);
const conversations = readdirSync(folder)
  .filter((name) => name.endsWith('.json'))
  .map((name) => ({ name, ...JSON.parse(readFileSync(new URL(name, folder), 'utf8').replaceAll(/\$\{(\w+)\}/g, 'tcp://127.0.0.1:10001')) }));

test('there are conversations to replay', () => {
  assert.ok(conversations.filter(({ sdk }) => sdk).length >= 15);
});

for (const { name, rule, steps } of conversations.filter(({ sdk }) => sdk)) {
  test(`${name}: ${rule}`, async (t) => {
    const replay = new Replay(zmq, await connected(t));
    for (const step of steps) await replay.step(step);
    assert.deepEqual(replay.page.unread, []);
  });
}
