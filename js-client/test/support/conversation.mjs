// Replays one conversation: drives the client by its scripts, and is the bridge that it talks to.
import assert from 'node:assert/strict';
import { until } from './bridge.mjs';
import { encode, part, welcome } from './second.mjs';

const NAME = /^#\w+$/;
const ANY = '#';

export class Replay {
  names = new Map();
  state = {};

  /** What `connected` returns, and the module under test. */
  constructor(zmq, { bridge, clock, ctx, page }) {
    this.zmq = zmq;
    this.bridge = bridge;
    this.clock = clock;
    this.ctx = ctx;
    this.page = page;
  }

  async step(step) {
    if ('script' in step) return this.evaluate(step.script);
    if ('page' in step) return this.expectFrame(step.page);
    if ('bridge' in step) return this.page.send(this.frame(step.bridge));
    if ('closes' in step) return this.page.close(step.closes);
    if ('reconnect' in step) return this.reconnect();
    if ('expect' in step) return until(() => this.evaluate(`return (${step.expect})`), step.expect);
    assert.ok(['service', 'hook', 'stops'].some((others) => others in step), `a step that nobody knows: ${JSON.stringify(step)}`);
    return undefined;
  }

  async reconnect() {
    await this.page.cut();
    await until(() => this.ctx.state.name === 'reconnecting', 'the loss to be noticed');
    this.clock.advance(this.ctx.state.in);
    this.page = await this.bridge.page();
  }

  evaluate(code) {
    return new Function('zmq', 'ctx', 'state', 'named', code)(this.zmq, this.ctx, this.state, Object.fromEntries(this.names));
  }

  async expectFrame(expected) {
    const frame = await this.page.frame();
    if (typeof expected.content !== 'string') frame.content = JSON.parse(frame.content);
    this.match(frame, expected, 'page');
  }

  /** Names match anything the first time, and the same from then on. */
  match(actual, expected, where) {
    if (expected === ANY) {
      assert.notEqual(actual, undefined, where);
    } else if (typeof expected === 'string' && NAME.test(expected)) {
      if (!this.names.has(expected)) this.names.set(expected, actual);
      assert.deepEqual(actual, this.names.get(expected), where);
    } else if (typeof expected === 'object' && expected !== null) {
      assert.deepEqual(Object.keys(actual).sort(), Object.keys(expected).sort(), where);
      for (const key of Object.keys(expected)) this.match(actual[key], expected[key], `${where}.${key}`);
    } else {
      assert.equal(actual, expected, where);
    }
  }

  frame(frame) {
    if (typeof frame === 'string') return frame;
    const filled = this.fill(frame);
    return typeof filled.content === 'string' ? filled : { ...filled, content: JSON.stringify(filled.content) };
  }

  makeUp(name) {
    return `made up for ${name.slice(1)}`;
  }

  /** What the bridge makes up (addresses, secrets, texts): any string will do. */
  fill(value, key) {
    if (typeof value === 'string' && NAME.test(value)) {
      if (!this.names.has(value)) this.names.set(value, this.makeUp(value, key));
      return this.names.get(value);
    }
    if (Array.isArray(value)) return value.map((item) => this.fill(item));
    if (typeof value === 'object' && value !== null) {
      return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, this.fill(item, name)]));
    }
    return value;
  }
}

/** The same for a conversation on the second wire. */
export class SecondReplay extends Replay {
  constructor(zmq, all, over) {
    super(zmq, all);
    this.over = over;
  }

  welcome() {
    this.page.send(welcome(this.over));
    return until(() => this.ctx.state.name === 'live', 'the welcome to be read');
  }

  async reconnect() {
    await super.reconnect();
    await this.welcome();
  }

  async expectFrame(expected) {
    this.match(await this.page.frame(), whole(expected), 'page');
  }

  frame(frame) {
    const filled = this.fill(frame);
    return encode('connection' in filled || filled.op !== 'refused' ? filled : { ...filled, connection: 17 });
  }

  makeUp(name, key) {
    return ['id', 'millis', 'credit', 'offset', 'connection', 'expires', 'messages'].includes(key) ? 1000 + this.names.size : super.makeUp(name);
  }
}

/** Parts in one form, so that they can be compared. */
function whole(frame) {
  return frame.parts ? { ...frame, parts: frame.parts.map((written) => ({ hex: part(written).toString('hex') })) } : frame;
}
