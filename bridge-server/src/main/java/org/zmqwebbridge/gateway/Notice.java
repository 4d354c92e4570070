package org.zmqwebbridge.gateway;

import java.util.Locale;

/** What the bridge tells a page that has asked for notices, outside of any request. */
public enum Notice {
  /** The service's connection is not there: requests wait for it, nothing is published. */
  SERVICE_ABSENT,
  /** It is there again. */
  SERVICE_PRESENT,
  /** The page has missed publications, because it read too slowly. */
  DROPPED,
  /** The bridge is about to stop, and takes nothing new. */
  STOPPING;

  /** What programs compare. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
