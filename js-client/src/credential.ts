import type { Credential, Occasion } from './api/context';
import { base64 } from './wire/part';

/** Named in the answer instead of the wire when the connection opens only to be told, by its close code, that it is refused. */
export const REFUSED = 'zwb.refused';
/** What to offer: the wires, the preferred one first, and that the bridge may tell what it refuses. */
export const OFFER: readonly string[] = ['zwb.2', 'zwb.1', REFUSED];

/** What the bridge is to know the page by. */
export async function credentialOf(credential: Credential, occasion: Occasion): Promise<string> {
  return typeof credential === 'function' ? credential(occasion) : credential;
}

/** What to offer so that the bridge gets the credential too: the one header that a page can set (docs/access.md). */
export async function subprotocols(credential: Credential, occasion: Occasion): Promise<string[]> {
  const text = base64(await credentialOf(credential, occasion));
  return [...OFFER, `zwb.auth.${text.replace(/\W/g, (character) => (character === '+' ? '-' : character === '/' ? '_' : ''))}`];
}
