// What every page does first: theme, connection, chip, plug.
import './chip.js';
import { byId } from './dom.js';
import { cable } from './cable.js';
import { Plug } from './plug.js';
import { themeButton } from './themes.js';

const RETRY_MILLIS = [1000, 2000, 3000, 5000];

/**
 * A connection to the bridge whose cable can be pulled. The waits between attempts are longer than
 * zmq.js takes by itself, and even, so that a visitor can read the countdown.
 */
export function connection(originalWire) {
  const wire = cable(originalWire);
  const retry = (attempt) => RETRY_MILLIS[Math.min(attempt, RETRY_MILLIS.length) - 1];
  const ctx = new zmq.Context('/data', { WebSocket: wire.WebSocket, retry });
  return { ctx, cable: wire };
}

/** Sets a page up; `services` are those that it uses, `cuts` its further connections. */
export function site({ services, cuts, originalWire }) {
  themeButton();
  document.querySelector('.nav [aria-current]')?.scrollIntoView({ inline: 'nearest', block: 'nearest' });
  const main = connection(originalWire);
  byId('state').follow(main.ctx, 'Connection to the bridge:');
  const plug = new Plug({ ...main, services, cuts });
  return { ctx: main.ctx, plug };
}
