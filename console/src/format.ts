/** Figures as people read them: thousands apart, units always, a dash for what is not known. */

export const DASH = '–';
const WHOLE = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const TENTHS = new Intl.NumberFormat('en', { minimumFractionDigits: 1, maximumFractionDigits: 1 });

export const isKnown = (value: number | null | undefined): value is number => typeof value === 'number' && Number.isFinite(value);

/** One decimal below 10, if it has any. */
export function number(value: number | null | undefined): string {
  if (!isKnown(value)) return DASH;
  return Math.abs(value) < 10 && !Number.isInteger(value) ? TENTHS.format(value) : WHOLE.format(value);
}

export const rate = (value: number | null | undefined): string => (isKnown(value) ? `${number(value)}/s` : DASH);

export function bytes(value: number | null | undefined): string {
  if (!isKnown(value)) return DASH;
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  let unit = 0;
  let amount = value;
  while (amount >= 1000 && unit < units.length - 1) {
    amount /= 1000;
    unit += 1;
  }
  return `${unit === 0 ? WHOLE.format(amount) : number(amount)} ${units[unit]}`;
}

/** A latency; less than nothing means that there is none. */
export function millis(value: number | null | undefined): string {
  return isKnown(value) && value >= 0 ? `${value < 10 ? TENTHS.format(value) : WHOLE.format(value)} ms` : DASH;
}

/** How long something has lasted, in its two largest units. */
export function age(value: number | null | undefined): string {
  if (!isKnown(value) || value < 0) return DASH;
  const seconds = Math.floor(value / 1000);
  const parts: [number, string][] = [
    [Math.floor(seconds / 86400), 'd'],
    [Math.floor(seconds / 3600) % 24, 'h'],
    [Math.floor(seconds / 60) % 60, 'min'],
    [seconds % 60, 's'],
  ];
  const first = parts.findIndex(([amount]) => amount > 0);
  return first < 0 ? '0 s' : parts.slice(first, first + 2).map(([amount, unit]) => `${amount} ${unit}`).join(' ');
}

export const plural = (count: number, one: string, many = `${one}s`): string => `${number(count)} ${count === 1 ? one : many}`;
