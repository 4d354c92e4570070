import type { Auth } from '../api/socket';
import { failure } from '../failure';
import { json, object } from '../wire/original';

/** A copy of what the page gave as credentials. */
export function members(auth: Auth | undefined): Auth {
  try {
    return object(json(auth || {}));
  } catch (cause) {
    throw failure('malformed', `Credentials: no JSON: ${(cause as Error).message}`, cause);
  }
}

/** Where the page gave no name: 32 hexadecimal digits. */
export function randomIdentity(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
