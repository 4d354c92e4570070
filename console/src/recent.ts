import { useEffect, useRef } from 'preact/hooks';
import { History } from './history';
import { useShared } from './live';
import { quantileMillis } from './quantile';
import type { Asks } from './types';

const MINUTE = 60_000;
const SHARES = [0.5, 0.95, 0.99];

/** What something does now: how often it is asked each second, and p50, p95, p99 of the last minute. */
export interface Recent {
  rate: number | null;
  latencies: (number | null)[];
}

/** Remembers what was asked and timed of each row, by its name, while it is on show. */
export function useRecent(rows: (Asks & { row: string })[] | null, bounds: number[]): (row: string) => Recent {
  const { status } = useShared();
  const histories = useRef(new Map<string, History>()).current;
  useEffect(() => {
    if (!rows) return;
    const shown = new Set(rows.map((one) => one.row));
    [...histories.keys()].filter((name) => !shown.has(name)).forEach((name) => histories.delete(name));
    for (const one of rows) {
      const history = histories.get(one.row) ?? new History();
      histories.set(one.row, history);
      const values: Record<string, number> = { asked: one.asked };
      one.durations.counts.forEach((count, i) => (values[`bucket${i}`] = count));
      history.add({ at: Date.now(), started: status?.startedMillis ?? 0, values });
    }
  }, [rows]);
  return (row) => {
    const history = histories.get(row);
    const counts = Array.from({ length: bounds.length + 1 }, (_, i) => history?.growth(`bucket${i}`, MINUTE) ?? 0);
    return { rate: history?.rate('asked') ?? null, latencies: SHARES.map((share) => quantileMillis(counts, bounds, share)) };
  };
}
