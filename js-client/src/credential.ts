import type { Credential, Occasion } from './api/context';

/** The original wire's name, for those who must name one: browsers insist on an answer to what they offer. */
const WIRE = 'zwb.1';
const PREFIX = 'zwb.auth.';

/** What to offer so that the bridge gets the credential: the one header that a page can set (docs/access.md). */
export async function subprotocols(credential: Credential, occasion: Occasion): Promise<string[]> {
  const text = typeof credential === 'function' ? await credential(occasion) : credential;
  return [WIRE, PREFIX + base64url(text)];
}

function base64url(text: string): string {
  const bytes = Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte));
  return btoa(bytes.join('')).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
}
