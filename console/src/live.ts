import { createContext } from 'preact';
import { useContext, useEffect, useState } from 'preact/hooks';
import type { Bridge } from './bridge';
import { History } from './history';
import type { Status } from './types';

/** What all views share. */
export interface Shared {
  bridge: Bridge;
  status: Status | null;
  history: History;
  /** Asks before something is done, does it, and says what came of it. */
  confirm: (question: Question) => void;
}

export interface Question {
  title: string;
  text: string;
  button: string;
  path: string;
  fields: Record<string, string>;
  done: (answer: unknown) => string;
}

export const SharedContext = createContext<Shared | null>(null);

export function useShared(): Shared {
  const shared = useContext(SharedContext);
  if (!shared) throw new Error('outside of the console');
  return shared;
}

/** What is at a path, as it was a moment ago; null until it has come. */
export function useLive<T>(path: string): T | null {
  const { bridge } = useShared();
  const [seen, setSeen] = useState<{ path: string; answer: T } | null>(null);
  useEffect(() => bridge.watch(path, (answer) => setSeen({ path, answer: answer as T })), [path]);
  return seen?.path === path || seen?.path.split('?')[0] === path.split('?')[0] ? (seen?.answer ?? null) : null;
}

/** A text that has not been changed for a moment: each would be a question to the bridge. */
export function useSettled(text: string, millis = 250): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), millis);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}
