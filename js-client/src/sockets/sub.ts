import type { Auth, Content, Part, Position, SubOptions, SubscribeOptions, SubSocket as SubSocketApi } from '../api/socket';
import type { Answer, Opening } from '../wires/wire';
import type { Session } from '../session';
import { SUB } from '../api/constants';
import { json, object } from '../wire/original';
import { bytesOf, textOf } from '../wire/part';
import { partsOf } from './message';
import { MessageSocket } from './messages';

interface Subscription {
  readonly topic: Part;
  /** Absent: those of the socket. */
  readonly own?: SubscribeOptions | undefined;
}

/** Receives what matches its topics, and subscribes to them again on each connection. */
export class SubSocket<P extends Part = Part> extends MessageSocket<P> implements SubSocketApi<P> {
  position: Position | undefined;
  /** By the topic's bytes; undefined while the page has named none: then it is everything. */
  private _topics: Map<string, Subscription> | undefined;
  /** How to subscribe, where `subscribe` did not say. */
  private readonly _common: SubscribeOptions;
  private _epoch: unknown;
  /** The last part has this text, or the message is not for the page. */
  private _filter: string | undefined;

  constructor(session: Session, options: SubOptions) {
    super(session, options, SUB);
    const { last, fresh, after, perSecond } = options;
    this._common = object(json({ last, fresh, after, perSecond }));
    this._keep(options.topics);
  }

  subscribe(topics: Content, own?: SubscribeOptions): void {
    const parts = partsOf(topics);
    this._keep(parts, own);
    this._pending?._subscribe(parts, own ?? this._common);
  }

  unsubscribe(topics: Content): void {
    const parts = partsOf(topics);
    parts.forEach((topic) => this._topics?.delete(keyOf(topic)));
    this._pending?._unsubscribe(parts);
  }

  override _arrived(parts: readonly Part[], offset?: number): void {
    const known = this.position;
    if (offset !== undefined && !(known && known.epoch === this._epoch && known.offset > offset)) {
      this.position = { epoch: this._epoch, offset };
    }
    if (this._filter && !textOf(parts[parts.length - 1]!).includes(this._filter)) {
      this._onConsumed();
    } else {
      super._arrived(parts, offset);
    }
  }

  protected override _members(auth: Auth): Partial<Opening> {
    this._filter = auth.msgfilter;
    const topics = this._topics && this._subscriptions(false).map(({ topic }) => topic);
    return { ...super._members(auth), topics, options: this._resuming(this._common) };
  }

  /** What follows the question is held until it is answered. */
  protected override _onAsked(): void {
    this._subscriptions(true).forEach(({ topic, own }) => this._pending!._subscribe([topic], this._resuming(own!)));
  }

  protected override _onOpened(answer: Answer, again: boolean): void {
    this._epoch = answer.epoch;
    if (again && !(answer.epoch && this.position)) {
      this._noticed({ notice: 'gap' }); // where there are offsets, the bridge says what is lost
    }
    super._onOpened(answer, again);
  }

  private _resuming(options: SubscribeOptions): SubscribeOptions {
    return this.position ? { ...options, after: this.position } : options;
  }

  /** Those with options of their own, or those without. */
  private _subscriptions(withOwn: boolean): Subscription[] {
    return Array.from(this._topics?.values() ?? []).filter(({ own }) => Boolean(own) === withOwn);
  }

  private _keep(topics: readonly Part[] | undefined, own?: SubscribeOptions): void {
    this._topics ??= topics && new Map();
    topics?.forEach((topic) => this._topics!.set(keyOf(topic), { topic, own }));
  }
}

/** Text and its bytes are one topic. */
function keyOf(topic: Part): string {
  return String(bytesOf(topic));
}
