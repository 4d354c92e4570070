/**
 * Secrets that a page leaves to the one that is loaded after it in the same tab. They are in `sessionStorage` only between the two: a
 * copy of the tab finds none. Where there is no storage the next page waits until the bridge knows that this one is gone.
 */
export function take(name: string): string | undefined {
  try {
    const secret = sessionStorage.getItem(name);
    sessionStorage.removeItem(name);
    return secret || undefined;
  } catch {
    return undefined;
  }
}

export function leave(name: string, secret: string): void {
  try {
    sessionStorage.setItem(name, secret);
  } catch {
    // As in a page without storage.
  }
}
