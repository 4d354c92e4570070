import type { Doors } from './doors';
import { doors } from './doors';
import { connection } from './connection';

/** What `httpFallback` is made with. */
export interface HttpFallbackOptions {
  /** The WebSocket class; needed where there is no global one (Node 20). Without any, everything goes by HTTP. */
  WebSocket?: new (url: string, protocols?: string[]) => unknown;
  /** Default: the global `fetch`. */
  fetch?: typeof globalThis.fetch;
  /** Where `req/`, `sub/` and `push/` are. Default: beside the WebSocket, so `https://host/` for `wss://host/data`. */
  base?: string;
  /** After so many WebSockets that failed, while HTTP is answered, HTTP is spoken; 0: at once. Default 2. */
  failures?: number;
  /** SUB sockets that may be open at once by HTTP: each is an HTTP connection, and browsers have six for a host by HTTP/1.1. Default 4. */
  maxStreams?: number;
  /** As `fetch` has it: `include` sends cookies to another Origin, whose bridge must list this one. Default `same-origin`. */
  credentials?: RequestCredentials;
}

/** Closed without a close frame: a handshake that never opened, or a line that was cut. */
const UNCLEAN = 1006;

interface RealWebSocket {
  close(code?: number, reason?: string): void;
  addEventListener(event: 'message' | 'close', run: (event: { code?: number }) => void): void;
}

/**
 * A class for the context's option `WebSocket`: opens real WebSockets; when some have failed in a row though HTTP is answered, speaks
 * HTTP in their place. Each time that ends, a WebSocket is tried once again. One class may serve several contexts of a page.
 */
export function httpFallback(options: HttpFallbackOptions = {}): new (url: string, protocols?: string[]) => unknown {
  const { failures = 2 } = options;
  const Real = options.WebSocket || (globalThis.WebSocket as HttpFallbackOptions['WebSocket']);
  /** Places in what endpoints publish, by what was subscribed to. */
  const places = new Map<string, string>();
  let failed = 0;
  /** How often HTTP was chosen: a WebSocket that failed before counts no more. */
  let turns = 0;
  /** What the context offers first. Later it may offer nothing, to servers that know no subprotocols; a bridge does. */
  let offered: string[] | undefined;

  const onFailed = (through: Doors, turn: number) => {
    through.knock().then(
      () => (failed += turn === turns ? 1 : 0),
      () => undefined, // nothing is there: a WebSocket may be what works when it is back
    );
  };

  function FallbackWebSocket(url: string, protocols?: string[]): unknown {
    const through = doors(url, protocols, options);
    offered = protocols || offered;
    if (!Real || failed >= failures) {
      turns += 1;
      failed = failures - 1; // the next one is a WebSocket, and if that fails it is HTTP again
      return connection(through, options, places);
    }
    const turn = turns;
    const socket = new Real(url, offered) as RealWebSocket;
    watch(
      socket,
      () => (failed = 0),
      () => onFailed(through, turn),
    );
    return socket;
  }
  return FallbackWebSocket as never;
}

/** It works when it has brought a message; it has failed when it ends unclean before, or is given up. */
function watch(socket: RealWebSocket, onWorks: () => void, onFails: () => void): void {
  const { close } = socket;
  let isDecided = false;
  const decide = (run: () => void) => {
    if (!isDecided) {
      isDecided = true;
      run();
    }
  };
  socket.addEventListener('message', () => decide(onWorks));
  socket.addEventListener('close', ({ code }) => decide(code === UNCLEAN ? onFails : () => undefined));
  socket.close = (code, reason) => {
    decide(onFails);
    close.call(socket, code, reason);
  };
}
