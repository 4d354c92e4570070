import { notify } from './report';

/** Tells the page what happens: by the `on…` handlers of the object that it holds, and by its listeners. */
export interface Teller<Values extends object> {
  on<K extends keyof Values>(event: K, listener: (value: Values[K]) => void): () => void;
  /** True when somebody listens, so that nobody prepares a value for nothing. */
  _has(event: keyof Values): boolean;
  /** Tells the listeners. True when there was one. */
  _emit<K extends keyof Values>(event: K, value: Values[K]): boolean;
  /** Tells the handler and the listeners. False when the page has neither. */
  _tell<K extends keyof Values & string>(event: K, value: Values[K]): boolean;
}

export function teller<Values extends object>(face: object): Teller<Values> {
  let listeners: (readonly [event: unknown, listener: unknown])[] = [];
  const emit = (event: unknown, value: unknown) => listeners.filter(([name, listener]) => name === event && notify(face, listener, value)).length > 0;
  return {
    on(event, listener) {
      const own = [event, listener] as const;
      listeners = [...listeners, own];
      return () => {
        listeners = listeners.filter((other) => other !== own);
      };
    },
    _has: (event) => listeners.some(([name]) => name === event),
    _emit: emit,
    _tell(event, value) {
      const handled = notify(face, (face as Record<string, unknown>)[`on${event}`], value);
      return emit(event, value) || handled;
    },
  };
}
