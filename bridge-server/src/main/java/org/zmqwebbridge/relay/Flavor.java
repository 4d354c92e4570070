package org.zmqwebbridge.relay;

/** Whose ways a location has, where they differ. */
public enum Flavor {
  /** The protocol's, rev. 2.23. */
  PROTOCOL("protocol"),
  /** Those of nginx_http_push_module 0.712. */
  NHPM("nhpm"),
  /** Those of hbpush 0.1.0. */
  HBPUSH("hbpush"),
  /** Those of nchan 1.3. */
  NCHAN("nchan");

  private final String word;

  Flavor(String word) {
    this.word = word;
  }

  /** As settings have it. */
  public String word() {
    return word;
  }

  Ways ways() {
    return switch (this) {
      case PROTOCOL -> Ways.OF_THE_PROTOCOL;
      case NHPM -> NhpmWays.INSTANCE;
      case HBPUSH -> HbpushWays.INSTANCE;
      case NCHAN -> NchanWays.INSTANCE;
    };
  }
}
