import type { Close, ContextOptions, Credential } from './api/context';
import type { Clock } from './api/clock';
import type { WebSocketClass } from './link';
import { systemClock } from './clock';
import { failure } from './failure';

/** A context's options, complete. */
export interface Settings {
  readonly WebSocket: WebSocketClass;
  readonly attemptTimeout: number;
  readonly requestTimeout: number;
  readonly answerTimeout: number;
  readonly maxQueued: number;
  readonly backoffBase: number;
  readonly backoffMax: number;
  readonly retry?: (attempt: number, close: Close) => number | false;
  readonly credential?: Credential;
  readonly clock: Clock;
}

export function settings(options: ContextOptions): Settings {
  const WebSocket = (options.WebSocket || globalThis.WebSocket) as WebSocketClass;
  if (typeof WebSocket !== 'function') {
    throw failure('unsupported', 'No global WebSocket: new zmq.Context(url, { WebSocket })');
  }
  return {
    attemptTimeout: 10_000,
    requestTimeout: 35_000,
    answerTimeout: 30_000,
    maxQueued: 1_000,
    backoffBase: 500,
    backoffMax: 15_000,
    clock: systemClock,
    ...options,
    WebSocket,
  };
}
