import type { Close } from '../api/context';
import type { End, Line, Opening, Spoken, Wire } from './wire';
import type { ControlFrame } from '../wire/second';
import { nothing } from '../after';
import { deferred, type Deferred } from '../deferred';
import { failure } from '../failure';
import { channel, errorOf, type CarriedChannel, type Carrier, type Limits } from './channel';
import { first } from './first';
import { pulse, type Pulse } from './pulse';
import { second } from './second';

/** A line that has said nothing for so many heartbeats is dead. */
const SILENT_HEARTBEATS = 1.5;
const SILENCE: Close = { code: 1006, reason: 'nothing was heard' };

/** Speaks the wire that the bridge has chosen; one that names none speaks the first. */
export function speak(protocol: string, line: Line): Wire {
  const dialect = (protocol === 'zwb.2' ? second : first)(line);
  const channels = new Map<unknown, CarriedChannel>();
  /** Requests of all channels without an outcome. */
  let underWay = 0;
  let lastChannel = 0;
  let pings = 0;
  /** What the bridge has been asked to take, and has not decided. */
  let renewal: Deferred<number | undefined> | undefined;
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

  /** Errors that name no channel are about the credentials, while some are undecided. */
  const onDecision = (said: ControlFrame) => {
    const decided = renewal;
    renewal = undefined;
    if (said.op === 'error') {
      (decided ? decided._reject : line._complain)(errorOf(said));
    } else if (decided) {
      decided._resolve(said['expires'] as number | undefined);
    }
  };

  const hear = (spoken: Spoken) => {
    const { op, channel: number, notice, expires } = spoken as ControlFrame;
    const heard = channels.get('op' in spoken ? number : spoken.numbers[0]);
    if (heard) {
      heard._heard(spoken);
    } else if (op === 'welcome' && !carrier._limits) {
      welcome(spoken as ControlFrame);
    } else if (op === 'authorized' || (op === 'error' && number === undefined)) {
      onDecision(spoken as ControlFrame);
    } else if (op === 'expiring') {
      line._expiring(expires as number);
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
    async _auth(auth) {
      if (renewal) {
        throw failure('limit', 'One renewal at a time.');
      }
      if (!dialect._say({ op: 'auth', auth })) {
        throw failure('unsupported', 'The first wire has no renewal.');
      }
      return (renewal = deferred()).promise;
    },
    _ask: () => beat._ask(),
    _stop() {
      beat._stop();
      if (renewal) {
        renewal._reject(failure('connection_lost', 'The connection broke.'));
      }
    },
  };
}
