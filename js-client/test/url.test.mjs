// What `new zmq.Context(url)` opens: as `new WebSocket(url)` would; and what no attempt could open is said at once.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { zmq } from './support/context.mjs';

/** Runs with these globals, as in a page, a frame or a worker. */
function within(t, globals) {
  for (const [name, value] of Object.entries(globals)) {
    const before = Object.getOwnPropertyDescriptor(globalThis, name);
    Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
    t.after(() => (before ? Object.defineProperty(globalThis, name, before) : delete globalThis[name]));
  }
}

/** The URLs that a context dials. */
function dialled(url, options) {
  const urls = [];
  class Mute {
    constructor(address) {
      urls.push(address);
    }
    close() {}
  }
  new zmq.Context(url, { WebSocket: Mute, ...options }).close();
  return urls;
}

const refusal = (rule) => ({ name: 'ZmqError', code: 'malformed', message: rule });

test('aRelativeUrlIsResolvedAgainstThePage', (t) => {
  within(t, { location: { href: 'https://lab.example/app/page.html?x#y' }, document: { baseURI: 'https://lab.example/app/page.html?x' } });
  assert.deepEqual(dialled('/data'), ['wss://lab.example/data']);
  assert.deepEqual(dialled('data?a=b'), ['wss://lab.example/app/data?a=b']);
  assert.deepEqual(dialled('//other.example/data'), ['wss://other.example/data']);
});

test('aPagesBaseElementCounts', (t) => {
  within(t, { location: { href: 'http://lab.example/page' }, document: { baseURI: 'http://cdn.example/deep/' } });
  assert.deepEqual(dialled('data'), ['ws://cdn.example/deep/data']);
});

test('aFrameOfSrcdocHasTheBaseOfItsParent', (t) => {
  within(t, { location: { href: 'about:srcdoc' }, document: { baseURI: 'http://lab.example/page' } });
  assert.deepEqual(dialled('/data'), ['ws://lab.example/data']);
});

test('aWorkerFromABlobHasTheBlobsOrigin', (t) => {
  within(t, { location: { href: 'blob:https://lab.example/8a2e-4b' } });
  assert.deepEqual(dialled('/data'), ['wss://lab.example/data']);
});

test('anAbsoluteUrlNeedsNoPage', () => {
  assert.deepEqual(dialled('http://lab.example:8000/data'), ['ws://lab.example:8000/data']);
  assert.throws(() => dialled('/data'), refusal(/looks like ws:/));
});

test('whatNoAttemptCouldOpenIsSaidAtOnceAndNothingIsDialled', (t) => {
  let dials = 0;
  class Counting {
    constructor() {
      dials += 1;
    }
  }
  const attempt = (url, options) => () => new zmq.Context(url, { WebSocket: Counting, ...options });
  for (const options of [{}, { credential: 'x'.repeat(20) }]) {
    for (const url of ['ws://lab.example/data#top', 'ws://lab.example/data#']) assert.throws(attempt(url, options), refusal(/fragment/));
    for (const url of ['ftp://lab.example/data', 'file:///data', 'javascript:1']) assert.throws(attempt(url, options), refusal(/begins with ws:/));
    assert.throws(attempt('ws://', options), refusal(/looks like/));
  }
  within(t, { location: { href: 'https://lab.example/' } });
  assert.throws(attempt('ws://lab.example/data'), refusal(/mixed content/));
  assert.throws(attempt('http://10.0.0.1/data'), refusal(/mixed content/));
  assert.equal(dials, 0);
});

test('fromAPageOfHttpsItsOwnMachineMayBeReachedInClear', (t) => {
  within(t, { location: { href: 'https://lab.example/' } });
  const loopback = ['ws://127.0.0.1:8000/data', 'ws://127.8.9.1/data', 'ws://localhost:8000/data', 'ws://a.localhost/data', 'ws://[::1]:8000/data'];
  for (const url of loopback) assert.deepEqual(dialled(url), [url]);
  for (const url of ['ws://127.0.0.1.example/data', 'ws://localhost.example/data']) assert.throws(() => dialled(url), refusal(/mixed content/));
});
