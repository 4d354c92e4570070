/**
 * The way to the bridge: asks for what is on show about once a second, while somebody looks, and
 * goes on by itself after a failure. The secret stays in this tab.
 */

export type State =
  | { word: 'connecting' }
  | { word: 'live' }
  | { word: 'paused' }
  | { word: 'reconnecting'; at: number; why: string }
  | { word: 'refused'; why: string }
  | { word: 'locked'; why: string };

const SECRET = 'zwb-console-secret';
const EVERY_MILLIS = 1_100;
const WAITS_MILLIS = [1_000, 2_000, 4_000, 8_000, 15_000];
const LATE_MILLIS = 8_000;
const UNAUTHORIZED = 401;
const REFUSALS = [403, 421];

class Failure extends Error {
  constructor(readonly status: number, text: string) {
    super(text);
  }
}

type Hearer = (answer: unknown) => void;

export class Bridge {
  private state: State = { word: 'connecting' };
  private readonly watchers = new Set<(state: State) => void>();
  private readonly asked = new Map<string, Set<Hearer>>();
  private timer = 0;
  private failures = 0;
  private asking = false;

  constructor() {
    document.addEventListener('visibilitychange', () => this.look());
    window.addEventListener('online', () => this.retry());
  }

  onState(watcher: (state: State) => void): () => void {
    this.watchers.add(watcher);
    watcher(this.state);
    return () => this.watchers.delete(watcher);
  }

  /** Has somebody hear what is at a path, again and again, until the returned function is called. */
  watch(path: string, hearer: Hearer): () => void {
    const hearers = this.asked.get(path) ?? new Set();
    hearers.add(hearer);
    this.asked.set(path, hearers);
    if (!this.asking && this.state.word === 'live') this.soon(0);
    return () => {
      hearers.delete(hearer);
      if (hearers.size === 0) this.asked.delete(path);
    };
  }

  unlock(secret: string): void {
    sessionStorage.setItem(SECRET, secret);
    this.retry();
  }

  lock(why = ''): void {
    sessionStorage.removeItem(SECRET);
    clearTimeout(this.timer);
    this.become({ word: 'locked', why });
  }

  /** Begins, unless the bridge wants a secret that this tab does not have. */
  begin(): void {
    if (document.documentElement.dataset['secret'] === 'needed' && !this.hasSecret()) this.lock();
    else this.retry();
  }

  hasSecret(): boolean {
    return sessionStorage.getItem(SECRET) !== null;
  }

  /** Asks at once. */
  retry(): void {
    if (this.state.word !== 'live') this.become({ word: 'connecting' });
    this.soon(0);
  }

  /** Does something; what the bridge answers. */
  async act(path: string, fields: Record<string, string>): Promise<unknown> {
    const answer = await this.fetch(path, { method: 'POST', body: JSON.stringify(fields) });
    this.soon(0);
    return answer;
  }

  private look(): void {
    if (document.hidden) {
      clearTimeout(this.timer);
      if (this.state.word === 'live') this.become({ word: 'paused' });
    } else if (this.state.word === 'paused') {
      this.soon(0);
    }
  }

  private soon(millis: number): void {
    clearTimeout(this.timer);
    if (!document.hidden || millis === 0) this.timer = window.setTimeout(() => void this.ask(), millis);
  }

  private async ask(): Promise<void> {
    if (this.asking) return;
    this.asking = true;
    try {
      const paths = [...this.asked.keys()];
      const answers = await Promise.all(paths.map((path) => this.fetch(path, {})));
      this.failures = 0;
      if (this.state.word !== 'live') this.become({ word: 'live' });
      paths.forEach((path, i) => this.asked.get(path)?.forEach((hearer) => hearer(answers[i])));
      this.soon(paths.some((path) => !this.asked.has(path)) || this.asked.size > paths.length ? 0 : EVERY_MILLIS);
    } catch (failure) {
      this.onFailure(failure as Error);
    } finally {
      this.asking = false;
    }
  }

  private onFailure(failure: Error): void {
    const status = failure instanceof Failure ? failure.status : 0;
    if (status === UNAUTHORIZED) {
      this.lock(this.hasSecret() ? 'That is not the secret of this bridge.' : '');
    } else if (REFUSALS.includes(status)) {
      this.become({ word: 'refused', why: failure.message });
    } else {
      const wait = WAITS_MILLIS[Math.min(this.failures, WAITS_MILLIS.length - 1)] ?? 1_000;
      this.failures += 1;
      this.become({ word: 'reconnecting', at: Date.now() + wait, why: status ? failure.message : 'The bridge does not answer.' });
      this.soon(wait);
    }
  }

  private async fetch(path: string, init: RequestInit): Promise<unknown> {
    const secret = sessionStorage.getItem(SECRET);
    const headers: Record<string, string> = secret === null ? {} : { Authorization: `Bearer ${secret}` };
    if (init.body) headers['Content-Type'] = 'application/json';
    const response = await fetch(path, { ...init, headers, cache: 'no-store', credentials: 'omit', redirect: 'error', signal: AbortSignal.timeout(LATE_MILLIS) });
    const text = await response.text();
    if (!response.ok) throw new Failure(response.status, text.trim() || `The bridge answered ${response.status}.`);
    return JSON.parse(text);
  }

  private become(state: State): void {
    this.state = state;
    this.watchers.forEach((watcher) => watcher(state));
  }
}
