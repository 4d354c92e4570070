import type { Ask, RepSocket as RepSocketApi } from '../api/socket';
import type { Frame } from '../wire/frame';
import { REP } from '../api/constants';
import { report } from '../report';
import { json, parse } from '../wire/original';
import { VirtualSocket } from './socket';

/** Puts the asks of services to the page, and carries its answers back. */
export class RepSocket extends VirtualSocket implements RepSocketApi {
  readonly type = REP;
  onmessage: ((body: string, ask: Ask) => void) | null = null;
  onrequest: ((ask: Ask) => void) | null = null;
  /** The secret by which this socket takes its identity over from its own dead connection. */
  private _reclaim: string | undefined;
  private _queue: PendingAsk[] = [];
  /** The one that `onmessage` is answering. */
  private _current: PendingAsk | undefined;
  private _deadline: unknown;

  send(...parts: string[]): boolean {
    return this._current?.send(...parts) ?? false;
  }

  protected override connectMembers(): object {
    return this._reclaim === undefined ? {} : { reclaim: this._reclaim };
  }

  protected override onOpened(reply: Record<string, unknown>): void {
    const { reclaim } = reply;
    this._reclaim = typeof reclaim === 'string' ? reclaim : undefined;
  }

  protected override onMessage(frame: Frame): void {
    const frames = strings(parse(frame.content));
    if (!frames || frames.length < 2) {
      return;
    }
    const ask = new PendingAsk(frames[0]!, frames.slice(2), (answered, parts) => this._answer(answered, parts));
    if (typeof this.onrequest === 'function') {
      this._put(ask, () => this.onrequest!(ask));
    } else if (this._queue.length < this.session.settings.maxQueued) {
      this._queue.push(ask);
      this._next();
    }
  }

  /** Answers belong to the connection that asked: what is open is lost with it. */
  protected override onGone(): void {
    this._queue = [];
    this._current?.expire();
    this._release();
  }

  protected override onEnded(): void {
    this.onGone();
  }

  private _next(): void {
    const ask = this._current ? undefined : this._queue.shift();
    if (!ask) {
      return;
    }
    this._current = ask;
    const { clock, answerTimeout } = this.session.settings;
    this._deadline = clock.setTimeout(() => this._skip(ask), answerTimeout);
    this._put(ask, () => this.onmessage?.(ask.body, ask));
  }

  private _put(ask: PendingAsk, handler: () => void): void {
    try {
      handler();
    } catch (error) {
      report(error);
      this._skip(ask);
    }
  }

  private _answer(ask: PendingAsk, parts: string[]): boolean {
    const sent = this.state === 'live' && this.transmit(json([ask.address, '', ...parts]));
    this._done(ask);
    return sent;
  }

  private _skip(ask: PendingAsk): void {
    ask.expire();
    this._done(ask);
  }

  private _done(ask: PendingAsk): void {
    if (this._current === ask) {
      this._release();
      this._next();
    }
  }

  private _release(): void {
    this.session.settings.clock.clearTimeout(this._deadline);
    this._current = undefined;
  }
}

/** One ask that may still be answered. */
class PendingAsk implements Ask {
  readonly body: string;
  private _answer: ((ask: PendingAsk, parts: string[]) => boolean) | undefined;

  constructor(
    readonly address: string,
    readonly parts: readonly string[],
    answer: (ask: PendingAsk, parts: string[]) => boolean,
  ) {
    this.body = parts.at(-1) ?? '';
    this._answer = answer;
  }

  send(...parts: string[]): boolean {
    const answer = this._answer;
    this.expire();
    return answer?.(this, parts.map(String)) ?? false;
  }

  expire(): void {
    this._answer = undefined;
  }
}

function strings(value: unknown): string[] | undefined {
  return Array.isArray(value) && value.every((item) => typeof item === 'string') ? value : undefined;
}
