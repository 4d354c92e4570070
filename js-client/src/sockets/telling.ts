import type { Part, SocketEvents } from '../api/socket';
import { Events } from '../events';
import { notify } from '../report';

/** Tells the page what happens, by its `on…` handlers and its listeners. */
export class Telling<P extends Part> {
  protected readonly _events = new Events<SocketEvents<P>>();

  on<K extends keyof SocketEvents<P>>(event: K, listener: (value: SocketEvents<P>[K]) => void): () => void {
    return this._events.on(event, listener);
  }

  /** False when the page has neither. */
  protected _tell<K extends keyof SocketEvents<P>>(event: K, value: SocketEvents<P>[K]): boolean {
    const handled = notify(this, (this as never)[`on${event}`], value);
    return this._events.emit(event, value) || handled;
  }
}
