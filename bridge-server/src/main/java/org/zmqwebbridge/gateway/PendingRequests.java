package org.zmqwebbridge.gateway;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * The requests in flight at one endpoint, and the routes that replies find them by.
 *
 * <p>A route is 32 bytes: a secret of this gateway, the connection, the caller, a slot in this
 * table, and the request's serial number, which is never used twice. A reply finds its request only
 * if all of them match, and it comes from the service that was asked; whatever else arrives finds
 * nothing.
 *
 * <p>Owner thread: the loop's.
 */
final class PendingRequests {
  static final int ROUTE_BYTES = 32;

  private final long secret;
  private int limit;
  private PendingRequest[] slots = new PendingRequest[16];
  private int[] free = new int[16];
  private int freeCount;
  private int used;
  private long serial;

  /**
   * @param secret unguessable
   * @param limit how many may be in flight
   */
  PendingRequests(long secret, int limit) {
    this.secret = secret;
    this.limit = limit;
  }

  /** From now on, so many may be in flight. */
  void limit(int most) {
    limit = most;
  }

  /** Takes a request in; {@code null} if {@code limit} are in flight. */
  PendingRequest add(
      CallerSeat seat, int id, List<byte[]> parts, Charge charge, long now, long deadline) {
    if (size() >= limit) {
      return null;
    }
    int slot = freeCount > 0 ? free[--freeCount] : nextSlot();
    byte[] route = route(seat.member(), slot, ++serial);
    PendingRequest request = new PendingRequest(seat, id, parts, charge, route, now, deadline);
    slots[slot] = request;
    return request;
  }

  private int nextSlot() {
    if (used == slots.length) {
      slots = Arrays.copyOf(slots, used * 2);
      free = Arrays.copyOf(free, used * 2);
    }
    return used++;
  }

  private byte[] route(Caller caller, int slot, long number) {
    return ByteBuffer.allocate(ROUTE_BYTES)
        .putLong(secret)
        .putLong(caller.connectionId())
        .putInt(caller.number())
        .putInt(slot)
        .putLong(number)
        .array();
  }

  /**
   * Takes the request out that a reply's first frame names.
   *
   * @param from the service that replies
   * @return {@code null} if there is none, or another service was asked
   */
  PendingRequest take(byte[] route, AskedService from) {
    if (route.length != ROUTE_BYTES) {
      return null;
    }
    int slot = slot(route);
    if (slot < 0 || slot >= used || slots[slot] == null) {
      return null;
    }
    PendingRequest request = slots[slot];
    if (!Arrays.equals(request.route(), route) || !request.isWith(from)) {
      return null;
    }
    free(slot);
    return request;
  }

  /**
   * Whether a message is replies to several requests. A bit that is flipped on a connection in
   * clear makes one message of two, and the end of it would reach whom its beginning is for.
   *
   * @param frames of a service; at least one
   */
  boolean areSeveral(List<byte[]> frames) {
    byte[] first = frames.get(0);
    for (int i = 1; i < frames.size(); i++) {
      byte[] frame = frames.get(i);
      if (isRoute(frame) && !Arrays.equals(frame, first)) {
        return true;
      }
    }
    return false;
  }

  private boolean isRoute(byte[] frame) {
    return frame.length == ROUTE_BYTES && ByteBuffer.wrap(frame).getLong() == secret;
  }

  private static int slot(byte[] route) {
    return ByteBuffer.wrap(route).getInt(20);
  }

  /** Takes one out that is in flight. */
  void remove(PendingRequest request) {
    free(slot(request.route()));
  }

  /** Takes out all that match, and hands them over. */
  void takeIf(Predicate<PendingRequest> matches, Consumer<PendingRequest> taker) {
    for (int slot = 0; slot < used; slot++) {
      PendingRequest request = slots[slot];
      if (request != null && matches.test(request)) {
        free(slot);
        taker.accept(request);
      }
    }
  }

  private void free(int slot) {
    slots[slot].end();
    slots[slot] = null;
    free[freeCount++] = slot;
  }

  int size() {
    return used - freeCount;
  }
}
