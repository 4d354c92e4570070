package org.zmqwebbridge;

/** A store of somebody's own, without settings. */
public final class PlainStore extends OwnStore {
  public PlainStore() {
    super(java.util.Map.of());
  }
}
