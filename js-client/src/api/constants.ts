/** Subscribes: receives what a service publishes. */
export const SUB = 2;
/** Requests: sends one, receives its reply. */
export const REQ = 3;
/** Replies: the page answers what services ask. */
export const REP = 4;
