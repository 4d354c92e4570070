package org.zmqwebbridge.channel;

/**
 * Somebody's place at a channel.
 *
 * <p>Owner thread: none; its channel's lock.
 */
public final class Holding {
  private final Hold hold;
  private final Channel channel; // null: it never was in one
  private final HoldOptions options;
  private volatile MessageId from = MessageId.NONE; // it has had all until there
  private volatile long entered;
  private volatile boolean waiting; // it is among those that the channel tells
  private volatile boolean over;

  Holding(Hold hold, Channel channel, HoldOptions options) {
    this.hold = hold;
    this.channel = channel;
    this.options = options;
  }

  /** It has gone, or is going; nothing that is not under way is told it any more. */
  public void leave() {
    if (!over) {
      channel.leave(this);
    }
  }

  /** How many had been published in its channel when it came. */
  long entered() {
    return entered;
  }

  void enter(long published) {
    entered = published;
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
  }

  /** Ids begin anew. */
  void restart() {
    from = MessageId.NONE;
  }

  void end() {
    over = true;
  }
}
