import type { AuthSource } from '../api/socket';
import type { ZmqError } from '../errors';
import { quiet } from '../report';

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
