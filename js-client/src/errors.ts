/** What went wrong, for programs: see the table in the README. */
export type ZmqErrorCode =
  | 'aborted'
  | 'channel_in_use'
  | 'closed'
  | 'connection_lost'
  | 'credit_overflow'
  | 'error'
  | 'expired'
  | 'gateway_lost'
  | 'id_in_use'
  | 'in_use'
  | 'limit'
  | 'malformed'
  | 'malformed_frame'
  | 'no_channel'
  | 'no_credentials'
  | 'no_credit'
  | 'no_identity'
  | 'not_allowed'
  | 'not_connected'
  | 'not_offered'
  | 'overflow'
  | 'page_left'
  | 'refused'
  | 'shutdown'
  | 'slow_reader'
  | 'timeout'
  | 'too_large'
  | 'too_many_topics'
  | 'topic_too_long'
  | 'unauthorized'
  | 'unavailable'
  | 'unknown_op'
  | 'unsupported'
  | 'wrong_kind';

/** An RPC ends with a code of its own, of its request, or with any that the service makes up. */
export type RpcErrorCode = ZmqErrorCode | 'bad_answer' | 'bad_arguments' | 'bad_request' | 'internal' | 'unknown_function' | (string & {});

/** What the bridge, the connection or this client refused. `code` is for programs, `message` for people. */
export class ZmqError<Code extends string = ZmqErrorCode> extends Error {
  readonly code: Code;

  constructor(code: Code, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = 'ZmqError';
    this.code = code;
  }
}

/** A call that failed: in the service, on the way, or in this client. */
export class RpcError extends ZmqError<RpcErrorCode> {
  /** The function that was called. */
  readonly method: string;

  constructor(code: RpcErrorCode, message: string, method = '', options?: { cause?: unknown }) {
    super(code, message, options);
    this.name = 'RpcError';
    this.method = method;
  }
}
