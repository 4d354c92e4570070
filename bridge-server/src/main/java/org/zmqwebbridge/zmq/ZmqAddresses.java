package org.zmqwebbridge.zmq;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Where one endpoint is: at one address, or at several, as one ZeroMQ socket may be connected to
 * several peers, or bound at several addresses.
 *
 * <p>Immutable.
 *
 * @param all in the order in which they were named; at least one, none twice
 */
public record ZmqAddresses(List<ZmqEndpoint> all) {
  /** How many an endpoint may have. */
  public static final int MAX = 64;

  /**
   * Checks that they go together.
   *
   * @throws IllegalArgumentException if not; the message says why
   */
  public ZmqAddresses {
    all = List.copyOf(all);
    if (all.isEmpty()) {
      throw new IllegalArgumentException("there is no address; name at least one");
    }
    if (all.size() > MAX) {
      throw new IllegalArgumentException(
          "an endpoint has at most " + MAX + " addresses, not " + all.size());
    }
    Set<ZmqEndpoint> seen = new HashSet<>();
    for (ZmqEndpoint address : all) {
      if (!seen.add(address)) {
        throw new IllegalArgumentException(address + " is named twice; take one out");
      }
      if (address.isInproc() != all.get(0).isInproc()) {
        throw new IllegalArgumentException(
            "some addresses are inside this process and some are not; make two endpoints of them");
      }
    }
  }

  /** One address. */
  public static ZmqAddresses of(ZmqEndpoint address) {
    return new ZmqAddresses(List.of(address));
  }

  /** The first that was named. */
  public ZmqEndpoint first() {
    return all.get(0);
  }

  /** How many there are. */
  public int count() {
    return all.size();
  }

  /** Whether they are inside this process. */
  public boolean isInproc() {
    return first().isInproc();
  }

  /** Whether one of them, while it is bound, may keep one of others from being bound. */
  public boolean mayOverlap(ZmqAddresses others) {
    return all.stream().anyMatch(one -> others.all.stream().anyMatch(one::mayOverlap));
  }

  /** All of them in canonical form, with a comma and a space between. */
  @Override
  public String toString() {
    return all.stream().map(ZmqEndpoint::address).collect(Collectors.joining(", "));
  }
}
