import type { Content, Part, SubOptions, SubscribeOptions, SubSocket } from '../api/socket';
import type { Core, Kind } from './core';
import type { ZmqError } from '../errors';
import { quiet } from '../report';
import { json, object } from '../wire/original';
import { bytesOf, textOf } from '../wire/part';
import { topicOf } from '../wire/topic';
import { partsOf } from './message';
import { messages } from './messages';

interface Subscription {
  readonly topic: Part;
  /** Absent: those of the socket. */
  readonly own?: SubscribeOptions | undefined;
}

/** The prefix of everything. */
const ALL: Subscription = { topic: '' };

/** Receives what matches its topics, and subscribes to them again on each connection. */
export function sub(core: Core): Partial<Kind> {
  const { last, fresh, after, perSecond, topics: given } = core._options as SubOptions;
  /** How to subscribe, where `subscribe` did not say. */
  const common: SubscribeOptions = object(json({ last, fresh, after, perSecond }));
  /** By the topic's bytes; undefined while the page has named none: then it is everything. */
  let subscriptions: Map<string, Subscription> | undefined;
  let epoch: unknown;
  /** What `subscribe` has promised of topics that the service has not heard of. */
  let unheard: (readonly [topic: string, resolve: () => void, reject: (error: ZmqError) => void])[] = [];
  /** The last part has this text, or the message is not for the page. */
  let filter: string | undefined;

  const keep = (topics: readonly Part[], own?: SubscribeOptions) => {
    const kept = (subscriptions = subscriptions || new Map<string, Subscription>());
    topics.forEach((topic) => kept.set(keyOf(topic), { topic, own }));
  };
  if (given) {
    keep(given);
  }

  const resuming = (options: SubscribeOptions) => (face.position ? { ...options, after: face.position } : options);

  /** Those with options of their own, or those without. */
  const those = (withOwn: boolean) => (subscriptions ? Array.from(subscriptions.values()) : [ALL]).filter(({ own }) => Boolean(own) === withOwn);

  const hearing = (topic: Part) =>
    new Promise<void>((resolve, reject) => {
      unheard.push([keyOf(topic), resolve, reject]);
    });
  core._face.on('heard', (topics) => {
    const keys = topics.map(keyOf);
    unheard = unheard.filter(([key, resolve]) => !keys.includes(key) || resolve());
  });

  const kind = messages(core);
  const face = Object.assign(core._face as unknown as { -readonly [K in keyof SubSocket]: SubSocket[K] }, {
    position: undefined,
    subscribe(topics: Content, own?: SubscribeOptions) {
      const parts = partsOf(topics);
      keep(parts, own);
      if (core._pending) {
        core._pending._subscribe(parts, own || common);
      }
      return own && own.heard ? quiet(Promise.all(parts.map(hearing))) : undefined;
    },
    unsubscribe(topics: Content) {
      const parts = partsOf(topics);
      if (subscriptions) {
        parts.forEach((topic) => subscriptions!.delete(keyOf(topic)));
      }
      if (core._pending) {
        core._pending._unsubscribe(parts);
      }
    },
  });

  return {
    ...kind,
    _arrived(parts, offset) {
      const known = face.position as SubSocket['position'];
      if (offset !== undefined && !(known && known.epoch === epoch && known.offset > offset)) {
        face.position = { epoch, offset } as never;
      }
      if (filter && !textOf(parts[parts.length - 1]!).includes(filter)) {
        kind._onConsumed();
      } else {
        kind._arrived(parts, offset);
      }
    },
    _members(auth) {
      filter = auth.msgfilter;
      const topics = those(false).map(({ topic }) => topicOf(topic));
      return { ...kind._members(auth), topics: topics.length > 0 ? topics : undefined, ...resuming(common) };
    },
    /** What follows the question is held until it is answered. */
    _onAsked() {
      those(true).forEach(({ topic, own }) => core._pending!._subscribe([topic], resuming(own!)));
    },
    _onOpened(answer, again) {
      epoch = answer.epoch;
      if (again && !(epoch && face.position)) {
        core._noticed({ notice: 'gap' }); // where there are offsets, the bridge says what is lost
      }
      kind._onOpened(answer, again);
    },
    _onEnded(error) {
      unheard.forEach(([, , reject]) => reject(error));
      return kind._onEnded(error);
    },
  };
}

/** Text and its bytes are one topic. */
function keyOf(topic: Part): string {
  return String(bytesOf(topic));
}
