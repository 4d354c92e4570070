/** `await using` closes it, where the language has that. */
export function disposable(prototype: object): void {
  if (Symbol.asyncDispose) {
    Object.defineProperty(prototype, Symbol.asyncDispose, {
      async value(this: { close(): void }) {
        this.close();
      },
    });
  }
}
