package org.zmqwebbridge.it;

import java.util.List;

/**
 * What a back end says.
 *
 * <p>Owner thread: the back end's.
 */
@FunctionalInterface
public interface Answers {
  /** Requests go back as they came: an unmodified REP or ROUTER echo. */
  Answers ECHO = List::of;

  /**
   * The messages to send for a message.
   *
   * @param request peer, route, delimiter, content
   */
  List<List<byte[]>> to(List<byte[]> request);

  /** The messages to send when nothing waits to be received. */
  default List<List<byte[]>> whenIdle() {
    return List.of();
  }
}
