// A bridge's plain doors that do what the test says, behind something that refuses WebSockets until it is told to let them through.
import { once } from 'node:events';
import { createServer } from 'node:http';
import { WebSocketServer } from 'ws';
import { within } from './bridge.mjs';

const TEXT = { 'Content-Type': 'text/plain; charset=utf-8' };
export const PARTS = 'application/vnd.zmq.parts+json';

/** Starts one; `t` ends it. `answer` may answer a request by itself, and then returns true. */
export async function startDoors(t, answer = () => false) {
  const doors = new Doors(answer);
  doors.server.listen(0, '127.0.0.1');
  await once(doors.server, 'listening');
  t.after(() => doors.stop());
  return doors;
}

class Doors {
  /** Every request: method, path, headers, body. */
  requests = [];
  /** Handshakes that were refused. */
  refused = 0;
  /** What each handshake offered. */
  offered = [];
  lets = false;
  #streams = [];
  #waiting = [];
  #sockets = new WebSocketServer({ noServer: true, handleProtocols: () => 'zwb.2' });

  constructor(answer) {
    this.server = createServer((request, response) => this.#take(request, response, answer));
    this.server.on('upgrade', (request, socket, head) => {
      this.offered.push(request.headers['sec-websocket-protocol']);
      socket.on('error', () => {}); // who was refused may be gone
      if (this.lets) {
        this.#sockets.handleUpgrade(request, socket, head, (page) => this.server.emit('page', page));
      } else {
        this.refused += 1;
        socket.end('HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n');
      }
    });
  }

  get url() {
    return `ws://127.0.0.1:${this.server.address().port}/data`;
  }

  async #take(request, response, answer) {
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    const seen = { method: request.method, path: request.url, headers: request.headers, body: Buffer.concat(chunks), response };
    this.requests.push(seen);
    if (answer(seen)) return;
    if (request.method === 'POST' && request.url === '/req/echo') {
      response.writeHead(200, { 'Content-Type': request.headers['content-type'] }).end(seen.body);
    } else if (request.method === 'POST' && request.url === '/push/jobs') {
      response.writeHead(204).end();
    } else if (request.url === '/sub') {
      response.writeHead(204).end();
    } else if (request.url.startsWith('/sub/news')) {
      const waiter = this.#waiting.shift();
      if (waiter) waiter(seen);
      else this.#streams.push(seen);
    } else {
      refuse(response, 404, 'There is no such endpoint, or none that you may use in this way.');
    }
  }

  /** The next stream that is asked for. */
  stream() {
    return this.#streams.length > 0 ? Promise.resolve(this.#streams.shift()) : within(new Promise((resolve) => this.#waiting.push(resolve)), 'a stream');
  }

  of(path) {
    return this.requests.filter((request) => request.path === path);
  }

  /** All connections break. */
  cut() {
    this.server.closeAllConnections();
  }

  stop() {
    for (const page of this.#sockets.clients) page.terminate();
    this.server.closeAllConnections();
    this.server.close();
  }
}

/** As the bridge says no. */
export function refuse(response, status, text, headers = {}) {
  response.writeHead(status, { ...TEXT, ...headers }).end(text);
  return true;
}

/** Begins a stream of server-sent events; `id` is its place. */
export function begin({ response }, id) {
  response.writeHead(200, { 'Content-Type': 'text/event-stream' });
  response.write(`retry: 3000\nevent: zwb.open\n${id ? `id: ${id}\n` : ''}data: {"heartbeatMillis":15000}\n\n`);
  return response;
}

/** Begins a stream of lines of JSON. */
export function beginLines({ response }, id) {
  response.writeHead(200, { 'Content-Type': 'application/x-ndjson' });
  response.write(`${JSON.stringify({ event: 'zwb.open', id, data: { heartbeatMillis: 15_000 } })}\n`);
  return response;
}
