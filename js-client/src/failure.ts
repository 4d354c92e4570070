import { ZmqError, type ZmqErrorCode } from './errors';

/** An error of this client's, or of the bridge's. */
export function failure(code: ZmqErrorCode, message: string, cause?: unknown): ZmqError {
  return new ZmqError(code, message, cause === undefined ? undefined : { cause });
}
