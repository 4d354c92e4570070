/** Calls `wake` when the page comes back (online again, shown again, restored) and `hide` when it goes. Returns what stops it. */
export function onWake(wake: () => void, hide: () => void): () => void {
  const page = globalThis as Partial<EventTarget> & { document?: Document };
  const visible = () => page.document?.visibilityState === 'visible' && wake();
  const heard: [Partial<EventTarget> | undefined, string, () => void][] = [
    [page, 'online', wake],
    [page, 'pageshow', wake],
    [page, 'pagehide', hide],
    [page.document, 'visibilitychange', visible],
  ];
  heard.forEach(([target, event, listener]) => target?.addEventListener?.(event, listener));
  return () => heard.forEach(([target, event, listener]) => target?.removeEventListener?.(event, listener));
}
