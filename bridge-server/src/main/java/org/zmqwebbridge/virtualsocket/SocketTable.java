package org.zmqwebbridge.virtualsocket;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.zmqwebbridge.auth.SocketType;
import org.zmqwebbridge.gateway.Charge;
import org.zmqwebbridge.gateway.JoinError;
import org.zmqwebbridge.gateway.RequestBudget;

/**
 * One connection's identities and their sockets, and what waits for connects that no hook has
 * decided yet.
 *
 * <p>Owner thread: none; guarded by its own lock, because decisions come from workers and refusals
 * from the loop. Under the lock nothing happens but map changes and, in {@link #allow}, offers to
 * the loop's queue.
 */
final class SocketTable {
  /** What becomes of a message. */
  enum Fate {
    /** No socket has its identity. */
    UNKNOWN,
    /** It waits behind its socket's connect. */
    HELD,
    /** Its socket is open. */
    OPEN
  }

  /**
   * Where a message goes.
   *
   * @param socket the open socket, or {@code null}
   */
  record Verdict(Fate fate, VirtualSocket socket) {}

  private static final Verdict UNKNOWN = new Verdict(Fate.UNKNOWN, null);
  private static final Verdict HELD = new Verdict(Fate.HELD, null);

  private static final class Slot {
    private final VirtualSocket socket;
    private List<Held> held = new ArrayList<>(0);
    private int overflowed;
    private Verdict open; // null until the connect is decided
    private boolean refusing;

    Slot(VirtualSocket socket) {
      this.socket = socket;
    }
  }

  /** A refusal that is being told. */
  static final class Refusal {
    private final Slot slot;

    private Refusal(Slot slot) {
      this.slot = slot;
    }
  }

  private final VirtualSocketLimits limits;
  private final RequestBudget budget;
  private final Map<String, Slot> slots = new HashMap<>(2); // most pages have one
  private boolean ended;

  /**
   * @param budget what is held counts in it, until it is passed on or refused
   */
  SocketTable(VirtualSocketLimits limits, RequestBudget budget) {
    this.limits = limits;
    this.budget = budget;
  }

  /** Takes an identity for a socket whose connect is being decided; or says why not. */
  synchronized Optional<JoinError> claim(VirtualSocket socket) {
    Slot other = slots.get(socket.identity());
    if (other != null && !other.refusing) {
      return Optional.of(JoinError.IN_USE);
    }
    slots.remove(socket.identity());
    if (slots.size() >= limits.maxVirtualSockets() || hasTooManySubscriptions(socket)) {
      return Optional.of(JoinError.LIMIT);
    }
    if (!ended) {
      slots.put(socket.identity(), new Slot(socket));
    }
    return Optional.empty();
  }

  private boolean hasTooManySubscriptions(VirtualSocket newcomer) {
    return isSubscription(newcomer)
        && slots.size() >= limits.maxSubscriptions() // few are so many in all
        && slots.values().stream().filter(slot -> isSubscription(slot.socket)).count()
            >= limits.maxSubscriptions();
  }

  private static boolean isSubscription(VirtualSocket socket) {
    return socket.type() == SocketType.SUB;
  }

  /**
   * What to do with a message; one for an undecided socket is kept. Those beyond {@code
   * maxHeldFrames} or the budget are only counted, and later passed on as overflowed.
   */
  synchronized Verdict pass(String identity, byte[] content) {
    Slot slot = slots.get(identity);
    if (slot == null) {
      return UNKNOWN;
    }
    if (slot.open != null) {
      return slot.open;
    }
    Charge charge = slot.held.size() < limits.maxHeldFrames() ? charge(content) : null;
    if (charge == null) {
      slot.overflowed++;
    } else {
      slot.held.add(new Held.Message(content, charge));
    }
    return HELD;
  }

  /** What a message takes of the budget; one without content takes a place there, and no bytes. */
  private Charge charge(byte[] content) {
    return budget.tryBegin(content == null ? 0 : content.length);
  }

  /**
   * A connect was allowed.
   *
   * @param connect offers the socket to its gateway
   * @param each offers what was held, in order, before any newer message can overtake
   */
  synchronized void allow(VirtualSocket socket, Runnable connect, Consumer<Held> each) {
    Slot slot = slots.get(socket.identity());
    if (slot != null && slot.socket == socket) {
      slot.open = new Verdict(Fate.OPEN, socket);
      connect.run();
      slot.held.forEach(each);
      Collections.nCopies(slot.overflowed, new Held.Overflowed()).forEach(each);
      slot.held = List.of();
      slot.overflowed = 0;
    }
  }

  /**
   * A socket was refused, by the hook or by its gateway, and its page is about to be told: until
   * {@link #endRefusal} messages go on waiting, because nothing may leave before the reply to the
   * connect. But the page may have that reply at any moment, so its identity is free.
   *
   * @return empty if the connection has ended
   */
  synchronized Optional<Refusal> beginRefusal(VirtualSocket socket) {
    Slot slot = slots.get(socket.identity());
    if (slot == null || slot.socket != socket) {
      return Optional.empty();
    }
    slot.refusing = true;
    return Optional.of(new Refusal(slot));
  }

  /** Its page has been told; how many messages waited. */
  synchronized int endRefusal(Refusal refusal) {
    Slot slot = refusal.slot;
    slots.remove(slot.socket.identity(), slot);
    forget(slot.held);
    return slot.held.size() + slot.overflowed;
  }

  /** The sockets that are open now. */
  synchronized List<VirtualSocket> open() {
    return slots.values().stream()
        .filter(slot -> slot.open != null)
        .map(slot -> slot.socket)
        .toList();
  }

  /** The connection has ended; its open sockets. */
  synchronized List<VirtualSocket> end() {
    ended = true;
    List<VirtualSocket> open = new ArrayList<>();
    for (Slot slot : slots.values()) {
      if (slot.open != null) {
        open.add(slot.socket);
      }
      forget(slot.held);
    }
    slots.clear();
    return open;
  }

  private static void forget(List<Held> held) {
    for (Held each : held) {
      if (each instanceof Held.Message message) {
        message.charge().end();
      }
    }
  }
}
