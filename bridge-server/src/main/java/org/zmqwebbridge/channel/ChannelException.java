package org.zmqwebbridge.channel;

import java.util.concurrent.CompletionException;

/** A channel cannot do what it was asked for; says why, in words for anyone who asked. */
public final class ChannelException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** Why. */
  public enum Fault {
    /** There is no such channel, and none was to be made. */
    MISSING,
    /** There are as many channels as there may be. */
    TOO_MANY_CHANNELS,
    /** The channel has as many subscribers as it may have. */
    TOO_MANY_SUBSCRIBERS,
    /** Somebody else waits there, and only one may. */
    OCCUPIED,
    /** The store has no room for the message. */
    FULL,
    /** Its subscribers do not keep up with what is published. */
    BUSY,
    /** The store does not answer, or not in time; what was asked for may have been done. */
    UNAVAILABLE
  }

  private final Fault fault;

  public ChannelException(Fault fault, String message) {
    super(message);
    this.fault = fault;
  }

  public ChannelException(Fault fault, String message, Throwable cause) {
    super(message, cause);
    this.fault = fault;
  }

  /** What a stage failed with, as one of these. */
  public static ChannelException of(Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    return cause instanceof ChannelException why
        ? why
        : new ChannelException(Fault.UNAVAILABLE, "the store does not answer", cause);
  }

  /** Why. */
  public Fault fault() {
    return fault;
  }
}
