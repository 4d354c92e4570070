// Where WebSockets are refused: the same API, by plain HTTP.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { test } from 'node:test';
import { WebSocket } from 'ws';
import { httpFallback } from '../dist/http.mjs';
import * as zmq from '../dist/zmq.mjs';
import { until } from './support/bridge.mjs';
import { PARTS, begin, beginLines, refuse, startDoors } from './support/doors.mjs';
import { encode, welcome } from './support/second.mjs';

/** No time is waited for: each attempt follows at once. */
const QUICK = { retry: () => 1 };

function context(t, doors, options, fallback) {
  const ctx = new zmq.Context(doors.url, { ...QUICK, WebSocket: httpFallback({ WebSocket, ...fallback }), ...options });
  t.after(() => ctx.close());
  return ctx;
}

/** One that has gone over to HTTP. */
async function fallen(t, answer, options, fallback) {
  const doors = await startDoors(t, answer);
  const ctx = context(t, doors, options, fallback);
  await until(() => ctx.state.name === 'live');
  return { doors, ctx };
}

const bytes = (...values) => new Uint8Array(values);

test('afterTwoWebSocketsThatFailedWhileHttpIsAnsweredItIsHttp', async (t) => {
  const { doors, ctx } = await fallen(t);
  assert.ok(doors.refused >= 2, `${doors.refused} handshakes`);
  assert.ok(doors.offered.every((offer) => /zwb\.2/.test(offer)), String(doors.offered)); // also on the way back it is the second wire
  assert.equal(await ctx.req('echo').send('hello'), 'hello');
});

test('withoutAnyWebSocketItIsHttpAtOnce', { skip: 'WebSocket' in globalThis && 'this Node has one' }, async (t) => {
  const doors = await startDoors(t);
  const ctx = context(t, doors, { WebSocket: httpFallback() });
  assert.equal(await ctx.req('echo').send('hello'), 'hello');
  assert.equal(doors.refused, 0);
});

test('aWebSocketThatWorksIsLeftAlone', async (t) => {
  const doors = await startDoors(t);
  doors.lets = true;
  doors.server.on('page', (page) => page.send(encode(welcome())));
  const ctx = context(t, doors);
  await until(() => ctx.state.name === 'live');
  assert.deepEqual(doors.requests, []);
});

test('whereNothingAnswersItGoesOnWithWebSockets', async (t) => {
  const html = (response, status) => !!response.writeHead(status, { 'Content-Type': 'text/html' }).end('<p>Bad Gateway');
  const doors = await startDoors(t, ({ response }) => html(response, 502));
  context(t, doors);
  await until(() => doors.refused > 5);
  assert.ok(doors.requests.length > 0);
});

test('requestsAndRepliesHaveAllTheirPartsAndBytes', async (t) => {
  const { doors, ctx } = await fallen(t);
  const req = ctx.req('echo', { binary: true });
  assert.deepEqual([...(await req.request(bytes(0, 255)))], [bytes(0, 255)]);
  assert.deepEqual([...(await req.request(['text é', bytes(), bytes(0, 255)]))], [new TextEncoder().encode('text é'), bytes(), bytes(0, 255)]);
  assert.deepEqual(doors.of('/req/echo').map(({ headers }) => headers['content-type']), ['application/octet-stream', PARTS]);
});

test('manyRequestsAreUnderWayAtOnceAndEachHasItsOwnReply', async (t) => {
  const held = [];
  const { ctx } = await fallen(t, ({ path, body, response }) => path === '/req/slow' && held.push([body, response]));
  const req = ctx.req('slow');
  const replies = ['a', 'b', 'c'].map((text) => req.request(text));
  await until(() => held.length === 3);
  for (const [body, response] of held.reverse()) response.writeHead(200).end(`re ${body}`);
  assert.deepEqual((await Promise.all(replies)).map(String), ['re a', 're b', 're c']);
});

test('aRequestThatIsGivenUpIsGivenUpAtTheBridge', async (t) => {
  let gone;
  const { ctx } = await fallen(t, ({ path, response }) => path === '/req/slow' && (gone = once(response, 'close')));
  const aborting = new AbortController();
  const reply = ctx.req('slow').request('hello', { signal: aborting.signal });
  await until(() => gone !== undefined);
  aborting.abort();
  await assert.rejects(reply, { code: 'aborted' });
  await gone;
});

for (const [status, code] of [[400, 'malformed'], [404, 'not_allowed'], [408, 'timeout'], [413, 'too_large'], [415, 'malformed'], [429, 'overflow'], [502, 'too_large'], [503, 'unavailable'], [504, 'timeout']]) {
  test(`aRequestThatIsAnsweredWith${status}Ends: ${code}`, async (t) => {
    const { ctx } = await fallen(t, ({ path, response }) => path === '/req/x' && refuse(response, status, 'because'));
    await assert.rejects(ctx.req('x').request('hello'), { code, message: 'because' });
    assert.equal(ctx.state.name, 'live');
  });
}

test('aProxyThatLosesTheBridgeIsALostConnection', async (t) => {
  const { ctx } = await fallen(t, ({ path, response }) => path === '/req/x' && !!response.writeHead(502, { 'Content-Type': 'text/html' }).end('<p>Bad Gateway'));
  await assert.rejects(ctx.req('x').request('hello'), { code: 'connection_lost' });
});

test('theCredentialIsABearerOfEachRequest', async (t) => {
  const { doors, ctx } = await fallen(t, undefined, { credential: 'geheim+/=' });
  await ctx.req('echo').send('hello');
  assert.ok(doors.requests.length >= 2);
  assert.deepEqual([...new Set(doors.requests.map(({ headers }) => headers.authorization))], ['Bearer geheim+/=']);
  assert.ok(doors.requests.every(({ path }) => !path.includes('geheim')));
});

test('aCredentialThatIsRefusedIsAskedForAgain', async (t) => {
  const asked = [];
  const answer = ({ headers, response }) => headers.authorization !== 'Bearer good' && refuse(response, 401, 'Not allowed: unauthorized.');
  const credential = ({ close }) => asked.push(close?.code) && (asked.includes(3000) ? 'good' : 'bad');
  const { ctx } = await fallen(t, answer, { credential });
  assert.equal(await ctx.req('echo').send('hello'), 'hello');
  assert.ok(asked.includes(3000), String(asked));
});

test('whoMayNotComeInIsRefused', async (t) => {
  const doors = await startDoors(t, ({ response }) => refuse(response, 403, 'Not allowed: forbidden.'));
  const ctx = context(t, doors);
  ctx.onerror = () => undefined;
  await until(() => ctx.state.name === 'refused');
  assert.deepEqual(ctx.state.close, { code: 3003, reason: 'Not allowed: forbidden.' });
});

test('anotherCredentialIsBroughtToTheConnection', async (t) => {
  const { doors, ctx } = await fallen(t, undefined, { credential: 'first' });
  await ctx.reauth({ token: 'second' });
  await ctx.req('echo').send('hello');
  assert.equal(doors.of('/req/echo')[0].headers.authorization, 'Bearer second');
  await assert.rejects(ctx.reauth({ user: 'hugo' }), { code: 'unauthorized' });
});

test('publicationsComeAsEventsWithTheirPartsAndBytes', async (t) => {
  const { doors, ctx } = await fallen(t);
  const sub = ctx.sub('news', { topics: ['é&', bytes(0, 255)], binary: true });
  const stream = await doors.stream();
  assert.equal(stream.path, '/sub/news?topic=%c3%a9%26&topic=%00%ff');
  assert.match(stream.headers.accept, /text\/event-stream/);
  const response = begin(stream);
  await sub.opened;
  response.write(':\n\ndata: one\ndata: two\n\ndata: ["a",');
  response.write('{"base64":"AP8="}]\n\ndata: {"base64":"/w=="}\n\n');
  const text = (part) => new TextDecoder().decode(part);
  assert.deepEqual([...(await sub.receive())].map(text), ['one\ntwo']);
  assert.deepEqual([...(await sub.receive())], [new TextEncoder().encode('a'), bytes(0, 255)]);
  assert.deepEqual([...(await sub.receive())], [bytes(255)]);
});

test('whereLinesAreOfferedAPartThatLooksLikeSeveralStaysOne', async (t) => {
  const { doors, ctx } = await fallen(t);
  const sub = ctx.sub('news');
  const response = beginLines(await doors.stream());
  response.write('\n{"message":"[\\"a\\",\\"b\\"]"}\n{"message":["a",{"base64":"Yg=="}]}\n');
  assert.deepEqual([...(await sub.receive())], ['["a","b"]']);
  assert.deepEqual([...(await sub.receive())], ['a', 'b']);
});

test('aStreamThatEndsGoesOnFromItsPlace', async (t) => {
  const { doors, ctx } = await fallen(t);
  const sub = ctx.sub('news');
  const notices = [];
  sub.onnotice = ({ notice, after, from }) => notices.push([notice, after, from]);
  const first = begin(await doors.stream(), 'ab-7-1');
  await sub.opened;
  first.write('id: ab-8\ndata: eight\n\n');
  assert.equal((await sub.receive()).offset, 8);
  assert.deepEqual(sub.position, { epoch: 'ab', offset: 8 });
  first.end();
  const again = await doors.stream();
  assert.equal(again.headers['last-event-id'], 'ab-8');
  const second = begin(again); // the bridge names no place where it was told one
  second.write('event: zwb.gap\nid: ab-10\ndata: {"after":8,"from":11}\n\nid: ab-11\ndata: eleven\n\n');
  assert.equal((await sub.receive()).offset, 11);
  assert.deepEqual(notices, [['gap', 8, 11]]);
});

test('aStreamWithoutPlacesThatEndsHasAGap', async (t) => {
  const { doors, ctx } = await fallen(t);
  const sub = ctx.sub('news');
  const notices = [];
  sub.onnotice = ({ notice }) => notices.push(notice);
  begin(await doors.stream()).end();
  await sub.opened;
  const second = begin(await doors.stream());
  second.write('data: after\n\n');
  assert.deepEqual([...(await sub.receive())], ['after']);
  assert.deepEqual(notices, ['gap']);
});

test('aStreamThatSaysNothingForLongerThanItsHeartbeatIsOpenedAgain', async (t) => {
  const { doors, ctx } = await fallen(t);
  const sub = ctx.sub('news');
  const first = await doors.stream();
  first.response.writeHead(200, { 'Content-Type': 'text/event-stream' }).write('event: zwb.open\ndata: {"heartbeatMillis":20}\n\n');
  await once(first.response, 'close');
  begin(await doors.stream()).write('data: again\n\n');
  assert.deepEqual([...(await sub.receive())], ['again']);
});

test('aGapOfASlowReaderIsTold', async (t) => {
  const { doors, ctx } = await fallen(t);
  const sub = ctx.sub('news');
  const told = new Promise((resolve) => (sub.onnotice = resolve));
  begin(await doors.stream()).write('event: zwb.gap\ndata: {"dropped":12}\n\n');
  assert.deepEqual(await told, { notice: 'dropped', count: 12 });
});

test('otherTopicsAreAnotherStream', async (t) => {
  const { doors, ctx } = await fallen(t);
  const sub = ctx.sub('news', { topics: ['a'] });
  const subscribed = [];
  sub.on('subscribed', (topics) => subscribed.push(...topics));
  const first = await doors.stream();
  begin(first);
  await sub.opened;
  const gone = once(first.response, 'close');
  sub.subscribe('b');
  sub.subscribe('c');
  sub.unsubscribe('a');
  const second = await doors.stream();
  assert.equal(second.path, '/sub/news?topic=%62&topic=%63');
  begin(second).write('data: b1\n\n');
  assert.deepEqual([...(await sub.receive())], ['b1']);
  assert.deepEqual(subscribed, ['a', 'b', 'c']);
  await gone;
  sub.close();
  await once(second.response, 'close');
});

test('whoHasNoRoomIsNotReadFor', async (t) => {
  const { doors, ctx } = await fallen(t);
  const sub = ctx.sub('news', { window: 2 });
  const response = begin(await doors.stream());
  response.write(Array.from({ length: 6 }, (_, number) => `data: ${number}\n\n`).join(''));
  const notices = [];
  sub.onnotice = ({ notice }) => notices.push(notice);
  for (let number = 0; number < 6; number += 1) assert.deepEqual([...(await sub.receive())], [String(number)]);
  assert.deepEqual(notices, []);
});

test('aSubscriptionThatIsRefusedIsAloneInThat', async (t) => {
  const { doors, ctx } = await fallen(t);
  await assert.rejects(ctx.sub('nobody').opened, { code: 'not_allowed' });
  assert.equal(await ctx.req('echo').send('hello'), 'hello');
  const subs = [1, 2, 3, 4].map(() => ctx.sub('news'));
  for (const sub of subs) {
    begin(await doors.stream());
    await sub.opened;
  }
  await assert.rejects(ctx.sub('news').opened, { code: 'limit' });
});

test('messagesAreKeptInOrderAndSentAgainWhereNobodyTookThem', async (t) => {
  let refusals = 1;
  const { doors, ctx } = await fallen(t, ({ path, response }) => path === '/push/jobs' && refusals-- > 0 && refuse(response, 503, 'No service has taken the message in time; it was not sent.'));
  const push = ctx.push('jobs');
  const sent = Array.from({ length: 40 }, (_, number) => push.send(String(number)));
  await Promise.all(sent);
  await until(() => doors.of('/push/jobs').length === 41);
  assert.deepEqual(doors.of('/push/jobs').map(({ body }) => Number(body)), [0, ...Array(40).keys()]);
});

test('aMessageThatMayNotBePublishedIsToldAndTheNextOneGoesOn', async (t) => {
  const { doors, ctx } = await fallen(t, ({ path, body, response }) => path === '/push/jobs' && String(body) === 'b' && refuse(response, 403, 'You may not publish under this topic.'));
  const pub = ctx.pub('jobs');
  const told = new Promise((resolve) => (pub.onerror = resolve));
  await Promise.all(['a', 'b', 'c'].map((text) => pub.send(text)));
  assert.equal((await told).code, 'not_allowed');
  await until(() => doors.of('/push/jobs').length === 3);
  assert.equal(ctx.state.name, 'live');
});

test('whatHttpHasNotIsRefusedAndSaysWhy', async (t) => {
  const { ctx } = await fallen(t);
  await assert.rejects(ctx.dealer('echo').opened, { code: 'unavailable', message: /a DEALER needs a WebSocket/ });
  await assert.rejects(ctx.req('echo', { auth: { user: 'hugo' } }).opened, { code: 'unavailable', message: /credentials with the connection/ });
});

test('whenHttpEndsAWebSocketIsTriedAndTakenIfItWorks', async (t) => {
  const { doors, ctx } = await fallen(t);
  const sub = ctx.sub('news');
  begin(await doors.stream(), 'ab-7').write('id: ab-8\ndata: eight\n\n');
  await sub.receive();
  const states = [];
  ctx.on('state', ({ name }) => states.push(name));
  const pages = [];
  doors.server.on('page', (page) => pages.push(page) && page.send(encode(welcome())));
  const { refused } = doors;
  doors.lets = true;
  doors.server.removeAllListeners('request'); // and HTTP no more
  doors.server.on('request', (request) => request.destroy());
  doors.cut();
  await until(() => pages.length === 1 && ctx.state.name === 'live');
  const [data] = await once(pages[0], 'message');
  const open = JSON.parse(data);
  assert.deepEqual([open.op, open.endpoint, open.after], ['open', 'news', { epoch: 'ab', offset: 8 }]);
  assert.equal(doors.refused, refused);
  assert.ok(states.includes('reconnecting'));
});

test('whenHttpEndsAndWebSocketsStillFailItIsHttpAgain', async (t) => {
  const { doors, ctx } = await fallen(t, ({ path, response }) => path === '/req/x' && response.destroy());
  const { refused } = doors;
  await assert.rejects(ctx.req('x').request('hello'), { code: 'connection_lost' });
  assert.equal(await ctx.req('echo').send('hello'), 'hello');
  assert.ok(doors.refused > refused);
});
