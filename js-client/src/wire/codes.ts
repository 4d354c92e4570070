import type { ZmqErrorCode } from '../errors';

/** The words of the second wire's codes (§8), by their hundreds, from 1 on; an empty place is a code that there is not. */
const WORDS: Readonly<Record<number, string>> = {
  13: 'unauthorized not_allowed in_use limit unavailable expired no_identity',
  14: 'timeout overflow gateway_lost too_large  shutdown  malformed',
  15: 'slow_reader no_credit not_offered',
  20: 'malformed_frame wrong_kind unknown_op no_channel channel_in_use id_in_use topic_too_long too_many_topics credit_overflow',
};

/** The word for a code, which the first wire says itself; `error` for one that is not known yet. */
export function wordOf(code: unknown): ZmqErrorCode {
  const word = typeof code === 'string' ? code : (WORDS[Math.floor((code as number) / 100)] || '').split(' ')[((code as number) % 100) - 1];
  return (word || 'error') as ZmqErrorCode;
}
