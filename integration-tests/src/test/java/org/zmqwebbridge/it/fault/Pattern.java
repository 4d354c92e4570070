package org.zmqwebbridge.it.fault;

/** Who speaks first, and how. */
enum Pattern {
  /** A page asks a service. */
  REQ,
  /** A page calls a service's function. */
  RPC,
  /** A service publishes to pages. */
  SUB,
  /** Services ask a page. */
  REP
}
