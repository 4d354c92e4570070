import type { Line, Wire } from './wire';
import { FirstWire } from './first';
import { SecondWire } from './second';

/** The wire that the bridge has chosen; one that names none speaks the first. */
export function speak(protocol: string, line: Line): Wire {
  return protocol === 'zwb.2' ? new SecondWire(line) : new FirstWire(line);
}
