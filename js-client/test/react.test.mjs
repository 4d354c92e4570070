// The hooks, in React's own DOM, under StrictMode: mounted twice, one subscription is left.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { JSDOM } from 'jsdom';
import { until } from './support/bridge.mjs';
import { accept, welcomed } from './support/context.mjs';

const { window } = new JSDOM('<!doctype html><div id="root"></div>', { pretendToBeVisual: true });
Object.defineProperty(globalThis, 'navigator', { value: window.navigator, configurable: true });
Object.assign(globalThis, { window, document: window.document });
const { createElement, StrictMode, useEffect } = await import('react');
const { createRoot } = await import('react-dom/client');
const { useRequest, useSubscription } = await import('../dist/react.mjs');

/** Renders `Component` strictly; `show(props)` renders it again and waits until that has had its effects. */
async function mounted(t, Component, props) {
  const root = createRoot(window.document.createElement('div'));
  let rendered;
  const Whole = (given) => {
    useEffect(() => {
      rendered = given.number;
    });
    return createElement(Component, given.props);
  };
  let number = 0;
  const show = (next) => {
    const wanted = (number += 1);
    root.render(createElement(StrictMode, null, createElement(Whole, { props: next, number })));
    return until(() => rendered === wanted, 'React');
  };
  await show(props);
  t.after(() => root.unmount());
  return { show, unmount: () => root.unmount() };
}

/** Answers the opens that StrictMode makes, and returns the channel that is left. */
async function settle(page, answer) {
  const first = await accept(page, answer);
  assert.deepEqual(await page.frame(), { op: 'close', channel: first.channel });
  return accept(page, answer);
}

test('aSubscriptionShowsTheLastMessageAndEndsWithItsComponent', async (t) => {
  const { ctx, page } = await welcomed(t);
  let shown;
  const Quote = ({ topic }) => {
    shown = useSubscription(ctx, 'quotes', { topics: [topic] });
    return null;
  };
  const { show, unmount } = await mounted(t, Quote, { topic: 'NOVA' });
  const { channel, topics } = await settle(page);
  assert.deepEqual(topics, ['NOVA']);
  await until(() => shown.state === 'live');
  page.send({ kind: 'MESSAGE', channel, parts: ['NOVA', '1'] });
  await until(() => shown.message?.[1] === '1');
  await show({ topic: 'NOVA' });
  assert.deepEqual(page.unread, [], 'the same topics again are the same subscription');
  await show({ topic: 'ACME' });
  assert.deepEqual(await page.frame(), { op: 'close', channel });
  const next = await accept(page);
  assert.deepEqual(next.topics, ['ACME']);
  await until(() => shown.state === 'live' && shown.message === undefined);
  unmount();
  assert.deepEqual(await page.frame(), { op: 'close', channel: next.channel });
});

test('aHandlerGetsEachMessageAsItIsNowAndNothingIsRendered', async (t) => {
  const { ctx, page } = await welcomed(t);
  const got = [];
  let renders = 0;
  const Log = ({ name }) => {
    renders += 1;
    useSubscription(ctx, 'log', {}, (message) => got.push(`${name} ${message.join('|')}`));
    return null;
  };
  const { show } = await mounted(t, Log, { name: 'one' });
  const { channel } = await settle(page);
  page.send({ kind: 'MESSAGE', channel, parts: ['a', 'b'] });
  await until(() => got.length === 1);
  await show({ name: 'two' });
  const before = renders;
  page.send({ kind: 'MESSAGE', channel, parts: ['c'] });
  await until(() => got.length === 2);
  assert.deepEqual(got, ['one a|b', 'two c']);
  assert.equal(renders, before);
});

test('aRefusalIsShown', async (t) => {
  const { ctx, page } = await welcomed(t);
  let shown;
  const Secret = () => {
    shown = useSubscription(ctx, 'secret');
    return null;
  };
  await mounted(t, Secret, {});
  await page.frame();
  await page.frame();
  const { channel } = await page.frame();
  page.send({ op: 'refused', channel, code: 1302, text: 'not allowed', connection: 17 });
  await until(() => shown.error?.code === 'not_allowed');
  assert.equal(shown.state, 'refused');
});

test('aRequestsOutcomeIsShownTheLatestWinsAndAFailureNeedsNobody', async (t) => {
  const { ctx, page } = await welcomed(t);
  let ask;
  let outcome;
  const Echo = () => {
    [ask, outcome] = useRequest(ctx, 'echo');
    return null;
  };
  const { unmount } = await mounted(t, Echo, {});
  const { channel } = await settle(page);
  const first = ask('one');
  void ask('two');
  await until(() => outcome.pending);
  const [one, two] = [await page.frame(), await page.frame()];
  page.send({ kind: 'REPLY', channel, id: two.id, parts: ['TWO'] });
  await until(() => outcome.data === 'TWO');
  page.send({ kind: 'REPLY', channel, id: one.id, parts: ['ONE'] });
  assert.equal(await first, 'ONE');
  assert.deepEqual(outcome, { data: 'TWO', error: undefined, pending: false });
  void ask('three');
  const { id } = await page.frame();
  page.send({ op: 'failed', channel, id, code: 1401, text: 'no reply in time' });
  await until(() => outcome.error?.code === 'timeout');
  const last = ask('four').catch(({ code }) => code);
  await page.frame();
  unmount();
  assert.equal(await last, 'closed');
  assert.deepEqual(await page.frame(), { op: 'close', channel });
  await assert.rejects(ask('five'), { code: 'closed' });
});
