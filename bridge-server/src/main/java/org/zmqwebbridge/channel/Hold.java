package org.zmqwebbridge.channel;

/**
 * An exchange or connection that waits at a channel.
 *
 * <p>Owner thread: none; calls come one at a time, in the order of what is published, but for
 * {@link #failed} perhaps before any. None may block. Lifetime: from {@link Channels#hold} until it
 * leaves, or one of {@link #deleted}, {@link #displaced}, {@link #failed}, or, if it is there
 * {@link #isForOne for one message}, the first delivery.
 */
public interface Hold {
  /** Whether it waits for one message only. */
  boolean isForOne();

  /** Whether it knows formats, and wants messages that are nothing without them. */
  default boolean knowsFormats() {
    return false;
  }

  /**
   * Whether it takes what is published now, of one that is {@linkplain #isForOne for one message}.
   * One that waits in several places says yes in one of them, there again and again, and is over in
   * the others. Called with a channel's lock held, on any thread: it may do nothing else.
   */
  default boolean claim() {
    return true;
  }

  /**
   * Messages, each after all that it has had; for one that is there for one message exactly one.
   */
  void messages(Delivery delivery);

  /** It has had all that was kept, and hears what comes from now on. Perhaps not called. */
  default void listening() {}

  /** Whether it takes more of what is kept; asked again a moment later where it does not. */
  default boolean isReady() {
    return true;
  }

  /** A member has come to the channel, or has left it, at all bridges together. */
  default void member(String name, boolean joined) {}

  /** Messages that it was to get are lost; what comes next is after the gap. */
  void gap();

  /** The channel was deleted; this is the end. */
  void deleted();

  /** Another has taken its place; this is the end. */
  void displaced();

  /** It cannot wait here, or not any more; this is the end. */
  void failed(ChannelException why);
}
