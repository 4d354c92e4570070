/** Calls `wake` when the page comes back: online again, shown again, restored. Returns a function that stops it. */
export function onWake(wake: () => void): () => void {
  const page = globalThis as Partial<EventTarget> & { document?: Document };
  const visible = () => {
    if (page.document?.visibilityState === 'visible') {
      wake();
    }
  };
  page.addEventListener?.('online', wake);
  page.addEventListener?.('pageshow', wake);
  page.document?.addEventListener?.('visibilitychange', visible);
  return () => {
    page.removeEventListener?.('online', wake);
    page.removeEventListener?.('pageshow', wake);
    page.document?.removeEventListener?.('visibilitychange', visible);
  };
}
