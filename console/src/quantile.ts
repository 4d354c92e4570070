/**
 * Below which so many of the durations are, as far as their buckets tell; in milliseconds. The same
 * as the bridge's own, for the durations of the last minute.
 */
export function quantileMillis(counts: number[], boundsSeconds: number[], share: number): number | null {
  const all = counts.reduce((sum, count) => sum + count, 0);
  if (all === 0) return null;
  const wanted = share * all;
  let below = 0;
  for (let i = 0; i < boundsSeconds.length; i += 1) {
    const count = counts[i] ?? 0;
    const to = boundsSeconds[i] ?? 0;
    if (count > 0 && below + count >= wanted) {
      const from = i === 0 ? 0 : boundsSeconds[i - 1] ?? 0;
      return 1000 * (from + ((wanted - below) / count) * (to - from));
    }
    below += count;
  }
  return 1000 * (boundsSeconds[boundsSeconds.length - 1] ?? 0);
}
