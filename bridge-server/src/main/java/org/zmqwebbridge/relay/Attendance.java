package org.zmqwebbridge.relay;

import java.util.HashMap;
import java.util.Map;
import org.zmqwebbridge.channel.Channels;

/**
 * Who is on which channel at this bridge, each with so many connections: what stores are told, so
 * that all bridges know of all.
 *
 * <p>Owner thread: none; its own lock, for the counting and for the telling, which does not block.
 * Lifetime: the relay's.
 */
final class Attendance {
  /** A member of a channel of a store. */
  private record Seat(Channels channels, String name, String member) {}

  private final Map<Seat, Integer> seats = new HashMap<>(); // its own lock

  synchronized void arrive(Channels channels, String name, String member) {
    int there = seats.merge(new Seat(channels, name, member), 1, Integer::sum);
    channels.present(name, member, there);
  }

  synchronized void leave(Channels channels, String name, String member) {
    Integer left =
        seats.computeIfPresent(
            new Seat(channels, name, member), (seat, there) -> there == 1 ? null : there - 1);
    channels.present(name, member, left == null ? 0 : left);
  }
}
