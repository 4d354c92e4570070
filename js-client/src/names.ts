/** The context's method for each type, by its number. */
export const NAMES: readonly string[] = ['pair', 'pub', 'sub', 'req', 'rep', 'dealer', '', 'pull', 'push'];
