import type { Dialect, Line } from './wire';
import type { DataFrame } from '../wire/second';
import { nothing } from '../after';
import { json, object } from '../wire/original';
import { bytesOf } from '../wire/part';
import { decodeData, encodeData } from '../wire/second';

/** The second wire says everything, as it is. */
export function second({ _transmit: transmit }: Line): Dialect {
  return {
    _decode(data) {
      if (typeof data !== 'string') {
        return decodeData(new Uint8Array(data as ArrayBuffer));
      }
      const frame = object(data);
      return typeof frame['op'] === 'string' ? frame : undefined;
    },
    _meaning: (frame) => frame as DataFrame,
    _say(spoken) {
      if ('op' in spoken) {
        return transmit(json(spoken), spoken);
      }
      const frame = { ...spoken, parts: spoken.parts.map(bytesOf) } as DataFrame;
      return transmit(encodeData(frame), frame);
    },
    _misfit: nothing as () => undefined,
    _unfit: nothing as () => undefined,
  };
}
