import type { ZmqErrorCode } from '../errors';

/** The words of the second wire's codes (§8), by hundreds; an empty place is a code that there is not. */
const WORDS: Readonly<Record<number, string>> = {
  13: ' unauthorized not_allowed in_use limit unavailable expired',
  14: ' timeout overflow gateway_lost too_large  shutdown  malformed',
  15: ' slow_reader no_credit not_offered',
  20: ' malformed_frame wrong_kind unknown_op no_channel channel_in_use id_in_use topic_too_long too_many_topics credit_overflow',
};

/** The word for a code; `error` for one that is not known yet. */
export function wordOf(code: unknown): ZmqErrorCode {
  const number = Number(code);
  return (WORDS[Math.floor(number / 100)]?.split(' ')[number % 100] || 'error') as ZmqErrorCode;
}
