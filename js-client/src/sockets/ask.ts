import type { Ask, Message, Part } from '../api/socket';
import type { AskId } from '../wires/wire';
import { last } from './message';

type Outcome = readonly Part[] | string;

/** One ask that may still be answered. */
export class PendingAsk<P extends Part> implements Ask<P> {
  readonly body: P;
  private _answer: ((ask: PendingAsk<P>, outcome: Outcome) => boolean) | undefined;

  constructor(
    readonly id: AskId,
    readonly parts: Message<P>,
    answer: (ask: PendingAsk<P>, outcome: Outcome) => boolean,
  ) {
    this.body = last(parts);
    this._answer = answer;
  }

  send(...parts: Part[]): boolean {
    return this._end(parts.map((part) => (ArrayBuffer.isView(part) ? part : String(part))));
  }

  fail(text: string): boolean {
    return this._end(text);
  }

  expire(): void {
    this._answer = undefined;
  }

  private _end(outcome: Outcome): boolean {
    const answer = this._answer;
    this.expire();
    return answer?.(this, outcome) ?? false;
  }
}
