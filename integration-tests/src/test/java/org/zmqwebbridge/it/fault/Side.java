package org.zmqwebbridge.it.fault;

/** Where it breaks. */
enum Side {
  /** Between the page and the bridge. */
  PAGE,
  /** Between the bridge and the service, or the asker. */
  SERVICE,
  /** The service itself; nothing stands between it and the bridge. */
  PROCESS
}
