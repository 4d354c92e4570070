package org.zmqwebbridge.grip;

import java.util.Map;

/**
 * Who is to get what is published, as filters see it.
 *
 * <p>Immutable.
 *
 * @param meta that its origin has said about it
 * @param lastIds its channels, as its origin names them, each with the id of what it has had last
 *     there; an empty one: not known
 */
record Hearer(Map<String, String> meta, Map<String, String> lastIds) {
  Hearer {
    meta = Map.copyOf(meta);
    lastIds = Map.copyOf(lastIds);
  }
}
