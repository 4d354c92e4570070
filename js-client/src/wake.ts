/** Calls `wake` when the page comes back (online again, shown again, restored) and `hide` when it goes. Returns what stops it. */
export function onWake(wake: () => void, hide: () => void): () => void {
  const page = globalThis as Partial<EventTarget> & { document?: Document };
  const { document } = page;
  const heard = (
    [
      [page, 'online', wake],
      [page, 'pageshow', wake],
      [page, 'pagehide', hide],
      [document, 'visibilitychange', () => document!.visibilityState === 'visible' && wake()],
    ] as [EventTarget | undefined, string, () => void][]
  ).filter(([target]) => target && target.addEventListener);
  heard.forEach(([target, event, listener]) => target!.addEventListener(event, listener));
  return () => heard.forEach(([target, event, listener]) => target!.removeEventListener && target!.removeEventListener(event, listener));
}
