import { useEffect, useState } from 'react';
import type { Context, PartOf } from '../api/context';
import type { Message, Part, SocketState, SubOptions, SubSocket } from '../api/socket';
import type { ZmqError } from '../errors';
import { useLatest } from './latest';

/** How a subscription stands. */
export interface Subscription<P extends Part = string> {
  /** The last message; undefined before the first, and where each goes to `onMessage`. */
  readonly message: Message<P> | undefined;
  readonly state: SocketState;
  readonly error: ZmqError | undefined;
}

const NOTHING_YET = { message: undefined, state: 'connecting', error: undefined } as const;

/**
 * Subscribes while the component is there; to something else when the context, the endpoint or the topics change. Other
 * options count when it subscribes, `onMessage` always as it is now.
 */
export function useSubscription<B extends boolean = false>(
  ctx: Context,
  endpoint: string,
  options: SubOptions & { binary?: B } = {},
  onMessage?: (message: Message<PartOf<B>>) => void,
): Subscription<PartOf<B>> {
  const [shown, show] = useState<Subscription<PartOf<B>>>(NOTHING_YET);
  const latest = useLatest({ options, onMessage });
  const topics = options.topics && JSON.stringify(options.topics.map((topic) => (typeof topic === 'string' ? topic : Array.from(topic))));
  useEffect(() => {
    show(NOTHING_YET);
    return follow(ctx.sub<B>(endpoint, latest.current.options), show, () => latest.current.onMessage);
  }, [ctx, endpoint, topics, latest]);
  return shown;
}

type Show<P extends Part> = (next: (before: Subscription<P>) => Subscription<P>) => void;

/** Shows what the socket does until it is let go, and closes it then. */
function follow<P extends Part>(sub: SubSocket<P>, show: Show<P>, handler: () => ((message: Message<P>) => void) | undefined): () => void {
  let gone = false;
  const update = (change: Partial<Subscription<P>>) => gone || show((before) => ({ ...before, state: sub.state, ...change }));
  sub.on('open', () => update({ error: undefined }));
  sub.on('close', () => update({}));
  sub.on('error', (error) => update({ error }));
  sub.on('message', (message) => {
    const onMessage = handler();
    if (onMessage) {
      onMessage(message);
    } else {
      update({ message });
    }
  });
  sub.opened.catch((error: ZmqError) => update({ error }));
  return () => {
    gone = true;
    sub.close();
  };
}
