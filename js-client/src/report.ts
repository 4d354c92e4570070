import { nothing } from './after';

/** Hands an exception of the page's own code to the page, without unwinding ours. */
export function report(error: unknown): void {
  if (typeof reportError === 'function') {
    reportError(error);
  } else {
    console.error(error);
  }
}

/** Calls one of the page's handlers, if it is one; what it throws is reported. True when there was one. */
export function notify(owner: object, handler: unknown, ...values: unknown[]): boolean {
  if (typeof handler !== 'function') {
    return false;
  }
  try {
    handler.apply(owner, values);
  } catch (error) {
    report(error);
  }
  return true;
}

/** Marks a promise as seen, because the page hears of its failure in another way, or because it caused it. */
export function quiet<T>(promise: Promise<T>): Promise<T> {
  promise.catch(nothing);
  return promise;
}

/** Calls the page back with a promise's outcome, if it wants that: then the promise needs nobody to take its failure. */
export function callBack<T>(owner: object, promise: Promise<T>, callback: unknown): Promise<T> {
  if (callback) {
    promise.then(
      (value) => notify(owner, callback, value),
      (error: unknown) => notify(owner, callback, undefined, error),
    );
  }
  return promise;
}
