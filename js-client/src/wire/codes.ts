import type { ZmqErrorCode } from '../errors';

/** The words of the second wire's codes (§8), from each of these numbers on; an empty place is a code that there is not. */
const WORDS: readonly (readonly [number, string])[] = [
  [1301, 'unauthorized not_allowed in_use limit unavailable expired no_identity'],
  [1401, 'timeout overflow gateway_lost too_large  shutdown  malformed'],
  [1501, 'slow_reader no_credit not_offered'],
  [2001, 'malformed_frame wrong_kind unknown_op no_channel channel_in_use id_in_use topic_too_long too_many_topics credit_overflow'],
];

/** The word for a code, which the first wire says itself; `error` for one that is not known yet. */
export function wordOf(code: unknown): ZmqErrorCode {
  const word = typeof code === 'string' ? code : WORDS.map(([from, words]) => words.split(' ')[Number(code) - from]).find(Boolean);
  return (word || 'error') as ZmqErrorCode;
}
