import type { Ask, Part, RepSocket as RepSocketApi } from '../api/socket';
import type { AskId } from '../wires/wire';
import { REP } from '../api/constants';
import { report } from '../report';
import { PendingAsk } from './ask';
import { messageOf } from './message';
import { VirtualSocket } from './socket';

/** Puts the asks of services to the page, and carries its answers back. */
export class RepSocket<P extends Part = Part> extends VirtualSocket<P> implements RepSocketApi<P> {
  readonly type = REP;
  onmessage: ((body: P, ask: Ask<P>) => void) | null = null;
  onrequest: ((ask: Ask<P>) => void) | null = null;
  private _queue: PendingAsk<P>[] = [];
  /** The one that `onmessage` is answering. */
  private _current: PendingAsk<P> | undefined;
  /** Those that `onrequest` has been given, by their ids. */
  private readonly _given = new Map<AskId, PendingAsk<P>>();
  private _deadline: unknown;

  send(...parts: Part[]): boolean {
    return this._current?.send(...parts) ?? false;
  }

  override _asked(id: AskId, parts: readonly Part[]): void {
    const ask = new PendingAsk<P>(id, messageOf(parts, this._options.binary), (answered, outcome) => this._answer(answered, outcome));
    if (typeof this.onrequest === 'function') {
      this._give(ask);
    } else if (this._queue.length < this._session.settings.maxQueued) {
      this._queue.push(ask);
      this._next();
    } else {
      ask.fail('too many asks wait in this page');
    }
  }

  /** Nobody waits for the answer any more. */
  override _withdrawn(id: AskId): void {
    this._queue = this._queue.filter((ask) => ask.id !== id);
    for (const ask of [this._current, this._given.get(id)]) {
      if (ask?.id === id) {
        ask.expire();
        this._done(ask);
      }
    }
  }

  /** Answers belong to the connection that asked: what is open is lost with it. */
  protected override _onGone(): void {
    this._queue = [];
    this._given.forEach((ask) => ask.expire());
    this._given.clear();
    this._current?.expire();
    this._release();
  }

  protected override _onEnded(): boolean {
    this._onGone();
    return false;
  }

  /** Remembers it for who withdraws it; of asks that the page never answers not too many. */
  private _give(ask: PendingAsk<P>): void {
    this._given.set(ask.id, ask);
    if (this._given.size > this._session.settings.maxQueued) {
      this._given.delete(this._given.keys().next().value!);
    }
    this._put(ask, () => this.onrequest!(ask));
  }

  private _next(): void {
    const ask = this._current ? undefined : this._queue.shift();
    if (!ask) {
      return;
    }
    this._current = ask;
    const { clock, answerTimeout } = this._session.settings;
    this._deadline = clock.setTimeout(() => ask.fail('the page did not answer in time'), answerTimeout);
    this._put(ask, () => this.onmessage?.(ask.body, ask));
  }

  private _put(ask: PendingAsk<P>, handler: () => void): void {
    try {
      handler();
    } catch (error) {
      report(error);
      ask.fail('the page failed');
    }
  }

  private _answer(ask: PendingAsk<P>, outcome: readonly Part[] | string): boolean {
    const sent = this._channel?._reply(ask.id, outcome) ?? false;
    this._done(ask);
    return sent;
  }

  private _done(ask: PendingAsk<P>): void {
    this._given.delete(ask.id);
    if (this._current === ask) {
      this._release();
      this._next();
    }
  }

  private _release(): void {
    this._session.settings.clock.clearTimeout(this._deadline);
    this._current = undefined;
  }
}
