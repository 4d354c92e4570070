import type { Clock } from './api/clock';

/** The browser's own time and chance. */
export const systemClock: Clock = {
  now: () => Date.now(),
  setTimeout: (run, millis) => setTimeout(run, millis),
  clearTimeout: (timer) => clearTimeout(timer as number),
  random: () => Math.random(),
};
