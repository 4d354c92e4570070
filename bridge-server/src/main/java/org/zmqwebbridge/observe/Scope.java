package org.zmqwebbridge.observe;

/** Of what there is one value: of the whole bridge, or of each endpoint. */
enum Scope {
  BRIDGE,
  ENDPOINT
}
