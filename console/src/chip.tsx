import { useEffect, useState } from 'preact/hooks';
import type { Bridge, State } from './bridge';

const SHAPES: Record<State['word'], string> = {
  connecting: '◌',
  live: '●',
  paused: '‖',
  reconnecting: '↻',
  refused: '✕',
  locked: '○',
};

export function useBridgeState(bridge: Bridge): State {
  const [state, setState] = useState<State>({ word: 'connecting' });
  useEffect(() => bridge.onState(setState), []);
  return state;
}

/** How the console stands with its bridge: shape, word and colour. */
export function StateChip({ bridge }: { bridge: Bridge }) {
  const state = useBridgeState(bridge);
  const seconds = useCountdown(state);
  const detail = state.word === 'reconnecting' ? ` in ${seconds} s` : '';
  return (
    <span class="chip-area">
      <span class={`chip chip-${state.word}`} role="status" aria-live="polite" data-state={state.word}>
        <span aria-hidden="true">{SHAPES[state.word]}</span> {state.word}
        <span aria-hidden="true">{detail}</span>
      </span>
      {state.word === 'reconnecting' && (
        <button type="button" class="quiet" onClick={() => bridge.retry()}>
          retry now
        </button>
      )}
    </span>
  );
}

function useCountdown(state: State): number {
  const [, tick] = useState(0);
  const at = state.word === 'reconnecting' ? state.at : 0;
  useEffect(() => {
    if (at === 0) return undefined;
    const timer = setInterval(() => tick((n) => n + 1), 500);
    return () => clearInterval(timer);
  }, [at]);
  return Math.max(0, Math.ceil((at - Date.now()) / 1000));
}
