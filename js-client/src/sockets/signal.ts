import type { ZmqError } from '../errors';
import { failure } from '../failure';

/** Calls `listener` when the signal aborts, or has; returns what stops it. */
export function onAbort(signal: AbortSignal, listener: (error: ZmqError) => void): () => void {
  const abort = () => listener(failure('aborted', 'Given up.', signal.reason));
  if (signal.aborted) {
    abort();
  } else {
    signal.addEventListener('abort', abort);
  }
  return () => signal.removeEventListener('abort', abort);
}
