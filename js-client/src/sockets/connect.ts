import type { Auth, AuthSource } from '../api/socket';
import { ZmqError } from '../errors';
import { quiet } from '../report';
import { json, object } from '../wire/original';

/** What `connect` was asked, and the promise that it gave. */
export class Connect {
  auth: Record<string, unknown> = {};
  succeeded = false;
  succeed!: () => void;
  fail!: (error: ZmqError) => void;
  readonly promise = new Promise<void>((resolve, reject) => {
    this.succeed = () => {
      this.succeeded = true;
      resolve();
    };
    this.fail = (error) => {
      this.unlisten();
      reject(error);
    };
  });

  constructor(
    readonly endpoint: string,
    /** Gives the credentials at each opening, where the page gave a function. */
    readonly source: AuthSource | undefined,
  ) {}

  /** Stops listening to the page's signal. */
  unlisten(): void {}

  /** The page has heard of its failure, or needs not to. */
  quiet(): void {
    quiet(this.promise);
  }
}

/** A copy of what the page gave as credentials. */
export function members(auth: Auth | undefined): Record<string, unknown> {
  try {
    return object(json(auth ?? {}));
  } catch (cause) {
    throw new ZmqError('malformed', `The credentials cannot be sent as JSON: ${(cause as Error).message}`, { cause });
  }
}

export function randomIdentity(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
