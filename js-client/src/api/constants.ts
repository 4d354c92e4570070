/** An exclusive pair. */
export const PAIR = 0;
/** Publishes to services that subscribe. */
export const PUB = 1;
/** Subscribes: receives what a service publishes. */
export const SUB = 2;
/** Requests: sends one, receives its reply. */
export const REQ = 3;
/** Replies: the page answers what services ask. */
export const REP = 4;
/** Sends and receives as it likes. */
export const DEALER = 5;
/** Takes its share of what services push. */
export const PULL = 7;
/** Pushes to services. */
export const PUSH = 8;
