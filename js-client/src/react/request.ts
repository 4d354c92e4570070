import { useCallback, useEffect, useRef, useState } from 'react';
import type { Context, PartOf } from '../api/context';
import type { Content, Part, ReqSocket, RequestOptions, SocketOptions } from '../api/socket';
import type { ZmqError } from '../errors';
import { useLatest } from './latest';

/** How the latest request went. */
export interface Outcome<P extends Part = string> {
  readonly data: P | undefined;
  readonly error: ZmqError | undefined;
  readonly pending: boolean;
}

/** Its promise is of the reply's last part; a failure is in `Outcome.error` too, so nobody must take it. */
export type AskFunction<P extends Part = string> = (content: Content, options?: RequestOptions) => Promise<P>;

const NO_REQUEST = { data: undefined, error: undefined, pending: false } as const;

/** A REQ socket while the component is there: what asks on it, and how the latest request went. */
export function useRequest<B extends boolean = false>(
  ctx: Context,
  endpoint: string,
  options: SocketOptions & { binary?: B } = {},
): [AskFunction<PartOf<B>>, Outcome<PartOf<B>>] {
  const [outcome, show] = useState<Outcome<PartOf<B>>>(NO_REQUEST);
  const latest = useLatest(options);
  const asking = useRef<Asking<PartOf<B>> | undefined>(undefined);
  useEffect(() => {
    const own = (asking.current = new Asking(ctx.req<B>(endpoint, latest.current), show));
    return () => own.end();
  }, [ctx, endpoint, latest]);
  const ask = useCallback<AskFunction<PartOf<B>>>(
    (content, given = {}) => asking.current?.ask(content, given) ?? Promise.reject(new Error('The component that asks is not mounted.')),
    [],
  );
  return [ask, outcome];
}

/** One socket, and how the latest request on it went. */
class Asking<P extends Part> {
  private latest = 0;

  constructor(
    private readonly req: ReqSocket<P>,
    private readonly show: (outcome: Outcome<P>) => void,
  ) {
    this.update(0, NO_REQUEST);
    req.opened.catch((error: ZmqError) => this.update(0, { ...NO_REQUEST, error }));
  }

  ask(content: Content, options: RequestOptions): Promise<P> {
    const number = (this.latest += 1);
    // The latest does not wait for those before it.
    const reply = this.req.request(content, options).then((parts) => parts[parts.length - 1]!);
    this.update(number, { ...NO_REQUEST, pending: true });
    reply.then(
      (data) => this.update(number, { ...NO_REQUEST, data }),
      (error: ZmqError) => this.update(number, { ...NO_REQUEST, error }),
    );
    return reply;
  }

  /** What is under way is nobody's any more. */
  end(): void {
    this.latest = -1;
    this.req.close();
  }

  private update(number: number, outcome: Outcome<P>): void {
    if (number === this.latest) {
      this.show(outcome);
    }
  }
}
