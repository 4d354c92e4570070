import type { Credential, Occasion } from './api/context';

const PREFIX = 'zwb.auth.';
/** Named in the answer instead of the wire when the connection opens only to be told, by its close code, that it is refused. */
export const REFUSED = 'zwb.refused';
/** What to offer: the wires, the preferred one first, and that the bridge may tell what it refuses. */
export const OFFER: readonly string[] = ['zwb.2', 'zwb.1', REFUSED];

/** What to offer so that the bridge gets the credential too: the one header that a page can set (docs/access.md). */
export async function subprotocols(credential: Credential, occasion: Occasion): Promise<string[]> {
  const text = typeof credential === 'function' ? await credential(occasion) : credential;
  return [...OFFER, PREFIX + base64url(text)];
}

function base64url(text: string): string {
  const bytes = Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte));
  return btoa(bytes.join('')).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
}
