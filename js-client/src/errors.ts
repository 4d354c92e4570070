/** What the bridge, the connection or this client refused. `code` is for programs, `message` for people. */
export class ZmqError extends Error {
  /** See the table in the README. */
  readonly code: string;

  constructor(code: string, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = 'ZmqError';
    this.code = code;
  }
}

/** A call that failed: in the service, on the way, or in this client. */
export class RpcError extends ZmqError {
  /** The function that was called. */
  readonly method: string;

  constructor(code: string, message: string, method = '', options?: { cause?: unknown }) {
    super(code, message, options);
    this.name = 'RpcError';
    this.method = method;
  }
}
