import type { Refusal } from './doors';

/** What a status means, as the second wire's code (PROTOCOL-2.md §8), for a message that was posted. */
const POSTED: Readonly<Record<number, number>> = {
  400: 1408,
  403: 1302,
  404: 1302,
  408: 1401,
  413: 1404,
  415: 1408,
  429: 1402,
  502: 1404,
  503: 1305,
  504: 1401,
};
/** The same for a subscription. */
const LISTENED: Readonly<Record<number, number>> = { 400: 2007, 404: 1302, 409: 1503, 429: 1304 };
const UNAVAILABLE = 1305;
const TIMEOUT = 1401;

export function codeOfPosted({ status }: Refusal): number {
  return POSTED[status] || TIMEOUT;
}

export function codeOfListened({ status }: Refusal): number {
  return LISTENED[status] || UNAVAILABLE;
}

/** The code that a WebSocket would be closed with, where the client may not be here at all. */
export function closeOf({ status }: Refusal): number | undefined {
  return ({ 401: 3000, 403: 3003 } as Record<number, number>)[status];
}
