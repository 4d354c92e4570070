package org.zmqwebbridge.virtualsocket.second;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.zmqwebbridge.gateway.Charge;
import org.zmqwebbridge.gateway.RequestBudget;
import org.zmqwebbridge.virtualsocket.second.wire.WireError;

/**
 * One connection's channels, and what waits while they are being opened.
 *
 * <p>Owner thread: none; guarded by its own lock, because decisions come from workers and the
 * gateways' answers from their loops. Under the lock there are map and list changes only.
 */
final class ChannelTable {
  /** How far a channel is. */
  private enum State {
    /** Asked for; what comes for it is held. */
    OPENING,
    /** Its page knows that it is open, and nothing is held any more. */
    OPEN,
    /** Its page or the bridge has closed it, and its page will be told so. */
    CLOSING,
    /** Its page is being told that it has ended, and may use the number again. */
    ENDED
  }

  private record Held(Delivery delivery, Charge charge) { // no charge: the end
    void end() {
      Channel.end(charge);
    }
  }

  private static final class Slot {
    private final Channel channel;
    private State state = State.OPENING;
    private List<Held> held = new ArrayList<>(0);
    private boolean joining; // it has been allowed, and so has a seat to leave
    private boolean ending; // the last that is held ends it
    private final Verdict open; // for its frames, once it is

    Slot(Channel channel) {
      this.channel = channel;
      this.open = new Verdict(Fate.OPEN, channel);
    }
  }

  /** What becomes of a frame. */
  enum Fate {
    /** No such channel is open. */
    UNKNOWN,
    /** It waits until its channel is open. */
    HELD,
    /** Nothing more is held for its channel. */
    OVERFLOWED,
    /** Its channel takes it. */
    OPEN,
    /** It ends with its channel. */
    ENDED
  }

  /**
   * Where a frame goes.
   *
   * @param channel {@code null} unless it is open
   */
  record Verdict(Fate fate, Channel channel) {
    private static final Verdict UNKNOWN = new Verdict(Fate.UNKNOWN, null);
    private static final Verdict HELD = new Verdict(Fate.HELD, null);
    private static final Verdict OVERFLOWED = new Verdict(Fate.OVERFLOWED, null);
    private static final Verdict ENDED = new Verdict(Fate.ENDED, null);
  }

  /** What the end of a channel takes. */
  enum Ending {
    /** It is not open. */
    UNKNOWN,
    /** Its end is on its way already. */
    UNDER_WAY,
    /** It has a seat to leave, and then its page is told. */
    LEAVE
  }

  private final int maxChannels;
  private final int maxHeldFrames;
  private final RequestBudget budget;
  private final Map<Long, Slot> slots = new HashMap<>();
  private boolean ended;

  /**
   * @param budget what is held counts in it
   */
  ChannelTable(SessionLimits limits, RequestBudget budget) {
    this.maxChannels = limits.wire().maxChannels();
    this.maxHeldFrames = limits.maxHeldFrames();
    this.budget = budget;
  }

  /** Whether a socket has this number. */
  synchronized boolean isTaken(long number) {
    Slot slot = slots.get(number);
    return slot != null && slot.state != State.ENDED;
  }

  /** Takes a number for a channel that is being opened; or says why not. */
  synchronized Optional<WireError> claim(Channel channel) {
    Slot other = slots.get(channel.channel());
    if (other != null && other.state != State.ENDED) {
      return Optional.of(WireError.CHANNEL_IN_USE);
    }
    slots.remove(channel.channel());
    if (living() >= maxChannels) {
      return Optional.of(WireError.LIMIT);
    }
    if (!ended) {
      slots.put(channel.channel(), new Slot(channel));
    }
    return Optional.empty();
  }

  /** One that has ended makes room before its page has been told, which then opens another. */
  private long living() {
    return slots.values().stream().filter(slot -> slot.state != State.ENDED).count();
  }

  /**
   * What to do with a frame; one for a channel that is being opened is kept, if there is room.
   *
   * @param bytes what it takes of the budget until then
   */
  synchronized Verdict pass(long number, Delivery delivery, int bytes) {
    Slot slot = slots.get(number);
    if (slot == null || slot.ending || slot.state == State.CLOSING) {
      return Verdict.UNKNOWN;
    }
    if (slot.state == State.OPEN) {
      return slot.open;
    }
    return slot.state == State.ENDED ? Verdict.ENDED : hold(slot, delivery, bytes);
  }

  private Verdict hold(Slot slot, Delivery delivery, int bytes) {
    Charge charge = slot.held.size() < maxHeldFrames ? budget.tryBegin(bytes) : null;
    if (charge == null) {
      return Verdict.OVERFLOWED;
    }
    slot.held.add(new Held(delivery, charge));
    return Verdict.HELD;
  }

  private Slot slot(Channel channel) {
    Slot slot = slots.get(channel.channel());
    return slot != null && slot.channel == channel ? slot : null;
  }

  /** A hook has allowed it: whether it may ask for its seat; otherwise it has ended meanwhile. */
  synchronized boolean mayJoin(Channel channel) {
    Slot slot = slot(channel);
    if (slot == null || slot.state != State.OPENING) {
      return false;
    }
    slot.joining = true;
    return true;
  }

  /** Its page knows that it is open: hands over what was held, and then it is open. */
  void open(Channel channel) {
    for (List<Held> held = takeHeld(channel); !held.isEmpty(); held = takeHeld(channel)) {
      held.forEach(each -> each.delivery().to(channel, each.charge()));
    }
  }

  private synchronized List<Held> takeHeld(Channel channel) {
    Slot slot = slot(channel);
    if (slot == null || slot.state != State.OPENING) {
      return List.of();
    }
    List<Held> held = slot.held;
    slot.held = new ArrayList<>(0);
    slot.state = held.isEmpty() ? State.OPEN : State.OPENING;
    return held;
  }

  /** The channel with this number, unless its end is on its way. */
  synchronized Optional<Channel> find(long number) {
    Slot slot = slots.get(number);
    boolean lives = slot != null && !slot.ending && isOpenOrWillBe(slot);
    return lives ? Optional.of(slot.channel) : Optional.empty();
  }

  private static boolean isOpenOrWillBe(Slot slot) {
    return slot.state == State.OPENING || slot.state == State.OPEN;
  }

  /**
   * Its page closes it: if something is held, it ends after that has been handed over, and nothing
   * more is held.
   *
   * @return false if nothing is held, so that it can end now
   */
  synchronized boolean endAfterHeld(Channel channel, Delivery end) {
    Slot slot = slot(channel);
    boolean waits = slot != null && slot.state == State.OPENING && !slot.held.isEmpty();
    if (waits && !slot.ending) {
      slot.ending = true;
      slot.held.add(new Held(end, null));
    }
    return waits;
  }

  /** It is to end; what is held for it ends with it. */
  synchronized Ending close(Channel channel) {
    Slot slot = slot(channel);
    if (slot == null || slot.state == State.CLOSING || slot.state == State.ENDED) {
      return Ending.UNKNOWN;
    }
    slot.state = State.CLOSING;
    forget(slot);
    return slot.joining ? Ending.LEAVE : Ending.UNDER_WAY;
  }

  /**
   * Its page is about to be told that it has ended: until {@link #endEnd} what comes for it is
   * passed over, and its number is free.
   *
   * @return false if the page has been told, or is gone
   */
  synchronized boolean beginEnd(Channel channel) {
    Slot slot = slot(channel);
    if (slot == null || slot.state == State.ENDED) {
      return false;
    }
    slot.state = State.ENDED;
    forget(slot);
    return true;
  }

  /** Its page has been told. */
  synchronized void endEnd(Channel channel) {
    Slot slot = slot(channel);
    if (slot != null) {
      slots.remove(channel.channel(), slot);
    }
  }

  /** Those that are open or will be. */
  synchronized List<Channel> all() {
    return slots.values().stream()
        .filter(ChannelTable::isOpenOrWillBe)
        .map(slot -> slot.channel)
        .toList();
  }

  /** The connection has ended; those with a seat that has not been left. */
  synchronized List<Channel> end() {
    ended = true;
    List<Channel> seated = new ArrayList<>();
    for (Slot slot : slots.values()) {
      if (slot.joining && isOpenOrWillBe(slot)) {
        seated.add(slot.channel);
      }
      forget(slot);
    }
    slots.clear();
    return seated;
  }

  private static void forget(Slot slot) {
    slot.held.forEach(Held::end);
    slot.held = List.of();
  }
}
