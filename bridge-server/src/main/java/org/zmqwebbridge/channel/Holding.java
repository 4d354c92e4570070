package org.zmqwebbridge.channel;

/**
 * Somebody's place at a channel.
 *
 * <p>Owner thread: none; its channel's lock.
 */
public final class Holding {
  private static final long DEAF = -1;

  private final Hold hold;
  private final Channel channel; // null: it never was in one
  private final HoldOptions options;
  private volatile MessageId from; // it has had all until there
  private volatile long entered;
  private volatile long members = DEAF; // it has heard so many come or leave, or need not
  private volatile boolean waiting; // it is among those that the channel tells
  private volatile boolean over;
  private int others; // that it stands for, besides itself
  private boolean given; // while it enters: what it waits for, if that is one message

  Holding(Hold hold, Channel channel, HoldOptions options) {
    this.hold = hold;
    this.channel = channel;
    this.options = options;
    this.from = options.place() instanceof Place.After after ? after.id() : MessageId.NONE;
  }

  /** It has gone, or is going; nothing that is not under way is told it any more. */
  public void leave() {
    if (!over) {
      channel.leave(this);
    }
  }

  /** From now on, it stands for so many others besides itself, who all get what it gets. */
  public void standFor(int number) {
    if (channel != null) {
      channel.stand(this, number);
    }
  }

  int others() {
    return others;
  }

  void others(int number) {
    others = number;
  }

  /** How many had been published in its channel when it came. */
  long entered() {
    return entered;
  }

  void enter(long published) {
    entered = published;
  }

  /** How many members that came or left it has heard of; less than 0: it does not listen yet. */
  long members() {
    return members;
  }

  boolean listens() {
    return members != DEAF;
  }

  void hasHeard(long ofMembers) {
    members = ofMembers;
  }

  Hold hold() {
    return hold;
  }

  HoldOptions options() {
    return options;
  }

  MessageId from() {
    return from;
  }

  boolean isWaiting() {
    return waiting;
  }

  boolean isOver() {
    return over;
  }

  void wait(MessageId place) {
    from = place;
    waiting = true;
    given = false;
  }

  /** Whether it is given what is published now; if it waits for one message, not twice. */
  boolean takes(Message message) {
    boolean isReadable = message.isPlain() || hold.knowsFormats();
    if (!message.isAfter(from) || given || !isReadable) {
      return false;
    }
    if (hold.isForOne()) {
      given = hold.claim();
      return given;
    }
    return true;
  }

  /** Ids begin again. */
  void restart() {
    from = MessageId.NONE;
  }

  void end() {
    over = true;
  }
}
