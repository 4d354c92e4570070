// A bridge that does what the test says: a real WebSocket server, frames in a queue.
import { once } from 'node:events';
import { WebSocketServer } from 'ws';
import { decode, encode } from './second.mjs';

/** Starts one on an ephemeral port, which speaks that wire; `t` closes it. */
export async function startBridge(t, wire = 'zwb.1') {
  const handleProtocols = (offered) => (offered.has(wire) ? wire : false);
  const bridge = new Bridge(new WebSocketServer({ host: '127.0.0.1', port: 0, handleProtocols }));
  await once(bridge.server, 'listening');
  t.after(() => bridge.stop());
  return bridge;
}

class Bridge {
  #pages = [];
  #waiting = [];

  constructor(server) {
    this.server = server;
    server.on('connection', (socket) => {
      const page = new Page(socket);
      const waiter = this.#waiting.shift();
      if (waiter) waiter(page);
      else this.#pages.push(page);
    });
  }

  get port() {
    return this.server.address().port;
  }

  get url() {
    return `ws://127.0.0.1:${this.port}/data`;
  }

  /** The next connection, as a promise of a `Page`. */
  page() {
    return this.#pages.length > 0 ? Promise.resolve(this.#pages.shift()) : within(new Promise((resolve) => this.#waiting.push(resolve)), 'a connection');
  }

  async stop() {
    for (const socket of this.server.clients) socket.terminate();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

/** The bridge's end of one connection. */
class Page {
  #frames = [];
  #waiting = [];

  constructor(socket) {
    this.socket = socket;
    this.closed = once(socket, 'close');
    socket.on('message', (data, isBinary) => {
      const frame = decode(data, isBinary);
      const waiter = this.#waiting.shift();
      if (waiter) waiter(frame);
      else this.#frames.push(frame);
    });
  }

  /** Frames that nobody asked for. */
  get unread() {
    return this.#frames;
  }

  /** The next frame from the page. */
  frame() {
    return this.#frames.length > 0 ? Promise.resolve(this.#frames.shift()) : within(new Promise((resolve) => this.#waiting.push(resolve)), 'a frame');
  }

  /** The next frame, which is a connect; answers it with success, or as told. */
  async accept(reply = { status: 'success' }) {
    const frame = await this.frame();
    if (frame.msg_type !== 'connect') throw new Error(`expected a connect, got ${JSON.stringify(frame)}`);
    this.send({ identity: frame.identity, content: JSON.stringify(reply), msg_type: 'connection_reply' });
    return { identity: frame.identity, ...JSON.parse(frame.content) };
  }

  /** Sends a frame, or a text as it stands. */
  send(frame) {
    this.socket.send(typeof frame === 'string' || Buffer.isBuffer(frame) ? frame : encode(frame));
  }

  close(code) {
    this.socket.close(code);
    return this.closed;
  }

  cut() {
    this.socket.terminate();
    return this.closed;
  }
}

/** Fails, instead of hanging, when `promise` takes five seconds. */
export async function within(promise, what) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`waited 5 s for ${what}`)), 5_000);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Waits until `condition` returns something truthy, and returns it. */
export function until(condition, what = String(condition)) {
  let stopped = false;
  const seen = new Promise((resolve, reject) => {
    const look = () => {
      try {
        const value = condition();
        if (value) resolve(value);
        else if (!stopped) setImmediate(look);
      } catch (error) {
        reject(error);
      }
    };
    look();
  });
  return within(seen, what).finally(() => {
    stopped = true;
  });
}
