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
  #reclaim: string | undefined;
  #queue: PendingAsk[] = [];
  /** The one that `onmessage` is answering. */
  #current: PendingAsk | undefined;
  #timer: unknown;

  send(...parts: string[]): boolean {
    return this.#current?.send(...parts) ?? false;
  }

  protected override connectMembers(): object {
    return this.#reclaim === undefined ? {} : { reclaim: this.#reclaim };
  }

  protected override onOpened(reply: Record<string, unknown>): void {
    const { reclaim } = reply;
    this.#reclaim = typeof reclaim === 'string' ? reclaim : undefined;
  }

  protected override onMessage(frame: Frame): void {
    const frames = strings(parse(frame.content));
    if (!frames || frames.length < 2) {
      return;
    }
    const ask = new PendingAsk(frames[0]!, frames.slice(2), (answered, parts) => this.#answer(answered, parts));
    if (typeof this.onrequest === 'function') {
      this.#put(ask, () => this.onrequest!(ask));
    } else if (this.#queue.length < this.session.settings.maxQueued) {
      this.#queue.push(ask);
      this.#next();
    }
  }

  /** Answers belong to the connection that asked: what is open is lost with it. */
  protected override onGone(): void {
    this.#queue = [];
    this.#current?.expire();
    this.#release();
  }

  protected override onEnded(): void {
    this.onGone();
  }

  #next(): void {
    const ask = this.#current ? undefined : this.#queue.shift();
    if (!ask) {
      return;
    }
    this.#current = ask;
    const { clock, answerTimeout } = this.session.settings;
    this.#timer = clock.setTimeout(() => this.#skip(ask), answerTimeout);
    this.#put(ask, () => this.onmessage?.(ask.body, ask));
  }

  #put(ask: PendingAsk, handler: () => void): void {
    try {
      handler();
    } catch (error) {
      report(error);
      this.#skip(ask);
    }
  }

  #answer(ask: PendingAsk, parts: string[]): boolean {
    const sent = this.state === 'live' && this.transmit(json([ask.address, '', ...parts]));
    this.#done(ask);
    return sent;
  }

  #skip(ask: PendingAsk): void {
    ask.expire();
    this.#done(ask);
  }

  #done(ask: PendingAsk): void {
    if (this.#current === ask) {
      this.#release();
      this.#next();
    }
  }

  #release(): void {
    this.session.settings.clock.clearTimeout(this.#timer);
    this.#current = undefined;
  }
}

/** One ask that may still be answered. */
class PendingAsk implements Ask {
  readonly body: string;
  #answer: ((ask: PendingAsk, parts: string[]) => boolean) | undefined;

  constructor(
    readonly address: string,
    readonly parts: readonly string[],
    answer: (ask: PendingAsk, parts: string[]) => boolean,
  ) {
    this.body = parts.at(-1) ?? '';
    this.#answer = answer;
  }

  send(...parts: string[]): boolean {
    const answer = this.#answer;
    this.expire();
    return answer?.(this, parts.map(String)) ?? false;
  }

  expire(): void {
    this.#answer = undefined;
  }
}

function strings(value: unknown): string[] | undefined {
  return Array.isArray(value) && value.every((item) => typeof item === 'string') ? value : undefined;
}
