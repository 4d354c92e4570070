import { RpcError } from '../errors';
import { json, object } from '../wire/original';

/** One call, as it crosses the wire: `{"funcname", "args", "kwargs"}`. */
export interface Call {
  readonly funcname: string;
  readonly args: readonly unknown[];
  readonly kwargs: Readonly<Record<string, unknown>>;
}

export function encodeCall(funcname: string, args: unknown, kwargs: unknown): string {
  return json({ funcname, args: list(args), kwargs: kwargs || {} });
}

/** Throws an `RpcError` of the code `bad_request`. */
export function decodeCall(text: string): Call {
  const { funcname, args, kwargs: given } = object(text);
  const kwargs = given === null || given === undefined ? {} : given;
  if (typeof funcname !== 'string') {
    throw new RpcError('bad_request', 'A call is {"funcname", "args", "kwargs"} in JSON.');
  }
  if (typeof kwargs !== 'object' || Array.isArray(kwargs)) {
    throw new RpcError('bad_request', 'kwargs is an object.', funcname);
  }
  return { funcname, args: list(args), kwargs: kwargs as Record<string, unknown> };
}

export function encodeValue(returnval: unknown): string {
  return json({ returnval: returnval === undefined ? null : returnval });
}

/** `returnval` is for the original's Python clients, one of which reads it unasked. */
export function encodeError(error: RpcError): string {
  return json({ status: 'error', error_msg: error.message, code: error.code, returnval: null });
}

/** The returned value. Throws an `RpcError` when the answer is an error, or no answer; an error wins over a value beside it. */
export function decodeAnswer(text: string, method: string): unknown {
  const answer = object(text);
  const { status, error_msg, code } = answer;
  if (status === 'error') {
    const message = typeof error_msg === 'string' ? error_msg : `${method} failed.`;
    throw new RpcError(typeof code === 'string' ? code : 'internal', message, method);
  }
  if (!('returnval' in answer)) {
    throw new RpcError('bad_answer', `${method}: this is no answer to a call.`, method);
  }
  return answer['returnval'];
}

/** What is no list is one argument; what is absent is none. */
function list(args: unknown): readonly unknown[] {
  return Array.isArray(args) ? args : args === undefined || args === null ? [] : [args];
}
