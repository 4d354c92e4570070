package org.zmqwebbridge.edge;

import java.util.List;
import java.util.Optional;

/**
 * What a connection is used for, as an operator sees it.
 *
 * <p>Immutable.
 *
 * @param speaks the dialect and its wire, for example {@code virtual sockets, zwb.2}
 * @param principal whom it was admitted as
 * @param sockets what it has open, each with its type and name, for example {@code SUB quotes}
 */
public record Occupant(String speaks, Optional<String> principal, List<String> sockets) {
  /** One that says nothing about itself. */
  public static final Occupant UNKNOWN = new Occupant("", Optional.empty(), List.of());

  public Occupant {
    sockets = List.copyOf(sockets);
  }
}
