import type { Close } from '../api/context';
import type { End, Line, Opening, Spoken, Wire } from './wire';
import type { ControlFrame } from '../wire/second';
import { nothing } from '../after';
import { channel, errorOf, type CarriedChannel, type Carrier, type Limits } from './channel';
import { first } from './first';
import { pulse, type Pulse } from './pulse';
import { second } from './second';

/** A line that has said nothing for so many heartbeats is dead. */
const SILENT_HEARTBEATS = 1.5;
const SILENCE: Close = { code: 1006, reason: 'nothing was heard from the bridge' };

/** Speaks the wire that the bridge has chosen; one that names none speaks the first. */
export function speak(protocol: string, line: Line): Wire {
  const dialect = (protocol === 'zwb.2' ? second : first)(line);
  const channels = new Map<unknown, CarriedChannel>();
  /** Requests of all channels without an outcome. */
  let underWay = 0;
  let lastChannel = 0;
  let pings = 0;
  let beat: Pulse = { _heard: nothing, _ask: nothing, _stop: nothing };

  const carrier: Carrier = {
    _say: dialect._say,
    _unfit: dialect._unfit,
    _hasPlace: () => !(underWay >= carrier._limits!.maxRequestsInFlight!),
    _count(requests) {
      const wasFull = !carrier._hasPlace();
      underWay += requests;
      if (wasFull && requests) {
        channels.forEach(({ _end }) => _end._room());
      }
    },
    _forget(number) {
      channels.delete(number);
    },
  };

  /** The bridge has said what it takes; before that nothing is sent. */
  const welcome = ({ heartbeatMillis, limits }: ControlFrame) => {
    carrier._limits = limits as Limits;
    if (heartbeatMillis) {
      const ping = () => dialect._say({ op: 'ping', id: ++pings });
      beat = pulse(line._clock, SILENT_HEARTBEATS * Number(heartbeatMillis), ping, () => line._abandon(SILENCE));
    }
    line._live();
  };

  const hear = (spoken: Spoken) => {
    const { op, channel: number, notice } = spoken as ControlFrame;
    const heard = channels.get('op' in spoken ? number : spoken.numbers[0]);
    if (heard) {
      heard._heard(spoken);
    } else if (op === 'welcome' && !carrier._limits) {
      welcome(spoken as ControlFrame);
    } else if (op === 'error' && number === undefined) {
      line._complain(errorOf(spoken as ControlFrame));
    } else if (op === 'notice') {
      line._noticed({ notice } as never);
    }
  };

  return {
    _start() {
      if (dialect._welcome) {
        hear(dialect._welcome);
      }
    },
    _decode(data) {
      beat._heard();
      return dialect._decode(data);
    },
    _handle(frame) {
      const spoken = dialect._meaning(frame);
      if (spoken) {
        hear(spoken);
      }
    },
    _misfit: dialect._misfit,
    _open(end: End, opening: Opening) {
      const opened = channel(++lastChannel, end, carrier);
      channels.set(lastChannel, opened);
      opened._open(opening);
      return opened;
    },
    _ask: () => beat._ask(),
    _stop: () => beat._stop(),
  };
}
