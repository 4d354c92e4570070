import type { HttpFallbackOptions } from './fallback';
import { bytesOf } from '../wire/part';
import { PARTS_TYPE, decodeParts, encodeParts } from './parts';

/** An answer that is not the bridge's, or none at all: somebody on the way, or nobody. */
export class Unreached extends Error {}

/** What the bridge has said no to: a status of HTTP and its words. */
export interface Refusal {
  readonly status: number;
  readonly text: string;
}

export type Outcome = { readonly parts: readonly Uint8Array[] } | Refusal;

/** The bridge's plain doors, as one connection goes through them. */
export interface Doors {
  /** Asks whether this client may come in at all. Rejects with `Unreached` where no bridge answers. */
  knock(signal?: AbortSignal): Promise<Refusal | undefined>;
  post(door: 'req' | 'push', endpoint: string, parts: readonly Uint8Array[], signal: AbortSignal): Promise<Outcome>;
  /** A stream of publications; the caller reads the body of a response. */
  listen(endpoint: string, topics: readonly Uint8Array[], place: string | undefined, signal: AbortSignal): Promise<Response | Refusal>;
  /** Another credential, from now on. */
  bring(credential: string): void;
}

/** The subprotocol that carries a credential in a WebSocket's handshake; there it is in base64url. */
const CARRIER = 'zwb.auth.';
/** How a stream is wanted: lines of JSON tell one part from several; events are what every bridge has. */
const STREAM = 'application/x-ndjson, text/event-stream;q=0.5';
/** The answer to a client that names no endpoint, and may come in. */
const WELCOME = 204;
const GATEWAY_TIMEOUT = 504;

export function doors(url: string, protocols: readonly string[] = [], options: HttpFallbackOptions): Doors {
  const base = new URL(options.base || '.', url.replace(/^ws/, 'http'));
  const carried = protocols.find((protocol) => protocol.startsWith(CARRIER));
  let credential = carried && decoded(carried.slice(CARRIER.length));

  const go = async (path: string, init: RequestInit): Promise<Response> => {
    const headers = { ...(init.headers as object), ...(credential && { Authorization: `Bearer ${credential}` }) };
    const send = options.fetch || globalThis.fetch;
    try {
      return await send(new URL(path, base).href, { credentials: options.credentials || 'same-origin', cache: 'no-store', ...init, headers });
    } catch (error) {
      throw new Unreached((error as Error).message);
    }
  };

  return {
    async knock(signal) {
      const response = await go('sub', signal ? { signal } : {});
      return response.status === WELCOME ? undefined : refusal(response);
    },
    async post(door, endpoint, parts, signal) {
      const isOne = parts.length === 1;
      const body = isOne ? (parts[0] as Uint8Array<ArrayBuffer>) : encodeParts(parts);
      const headers = { 'Content-Type': isOne ? 'application/octet-stream' : PARTS_TYPE };
      const response = await go(`${door}/${encodeURIComponent(endpoint)}`, { method: 'POST', body, headers, signal });
      return response.ok ? { parts: await partsOf(response) } : refusal(response);
    },
    async listen(endpoint, topics, place, signal) {
      const query = topics.map((topic) => `topic=${percent(topic)}`).join('&');
      const headers = { Accept: STREAM, ...(place && { 'Last-Event-ID': place }) };
      const response = await go(`sub/${encodeURIComponent(endpoint)}?${query}`, { headers, signal });
      return response.ok && response.body ? response : refusal(response);
    },
    bring(given) {
      credential = given;
    },
  };
}

/** The bridge refuses in plain text. What else is on the way, a proxy or another server, has pages of its own. */
async function refusal(response: Response): Promise<Refusal> {
  const { status, headers } = response;
  const isOurs = /^text\/plain/.test(headers.get('Content-Type') || '');
  const text = await read(response.text());
  if (!isOurs && status !== GATEWAY_TIMEOUT) {
    throw new Unreached(`HTTP ${status}, and not the bridge's`);
  }
  return { status, text: isOurs ? text : 'No reply in time, says a proxy.' };
}

async function partsOf(response: Response): Promise<readonly Uint8Array[]> {
  const isArray = (response.headers.get('Content-Type') || '').startsWith(PARTS_TYPE);
  return isArray ? decodeParts(await read(response.text())) : [new Uint8Array(await read(response.arrayBuffer()))];
}

/** A body that breaks off is an answer that never came. */
function read<T>(body: Promise<T>): Promise<T> {
  return body.catch((error: Error) => {
    throw new Unreached(error.message);
  });
}

function percent(topic: Uint8Array): string {
  return Array.from(topic, (byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');
}

function decoded(base64url: string): string {
  const bytes = Uint8Array.from(atob(base64url.replace(/-/g, '+').replace(/_/g, '/')), (character) => character.charCodeAt(0));
  return new TextDecoder().decode(bytesOf(bytes));
}
