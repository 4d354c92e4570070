import type { Core, Kind } from './core';
import { REP, REQ, SUB } from '../api/constants';
import { nothing } from '../after';
import { messages } from './messages';
import { rep } from './rep';
import { req } from './req';
import { sub } from './sub';

const KINDS: Readonly<Record<number, (core: Core) => Partial<Kind>>> = { [REQ]: req, [REP]: rep, [SUB]: sub };

/** What a kind of socket does; nothing where it has nothing to do. */
export function kindOf(core: Core): Kind {
  return {
    _members: () => ({}),
    _onAsked: nothing,
    _onOpened: nothing,
    _onGone: nothing,
    _onEnded: nothing,
    _onHopeless: nothing,
    _arrived: nothing,
    _outcome: nothing,
    _asked: nothing,
    _withdrawn: nothing,
    _room: nothing,
    ...(KINDS[core._type] || messages)(core),
  };
}
