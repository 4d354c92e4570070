package org.zmqwebbridge.gateway;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What a peer sent to a bound address: {@code [envelope…][body…][identity]}, or without an identity
 * where any page may be asked. A REQ's envelope ends with its empty delimiter; a DEALER that sends
 * none has only the peer's routing id in it.
 *
 * @param envelope the frames that bring an answer back
 * @param body what the page is asked
 * @param identity the page's socket; empty: any
 */
record PageRequest(List<byte[]> envelope, List<byte[]> body, String identity) {

  /** What a frame takes of the heap besides its bytes. */
  private static final int FRAME_OVERHEAD = 64;

  /** The longest name of a page's socket. */
  private static final int MAX_NAME_CHARACTERS = 255;

  /** Takes a message apart; {@code null} if it has no frame after its envelope. */
  static PageRequest of(List<byte[]> frames) {
    int bodyStart = bodyStart(frames);
    int last = frames.size() - 1;
    if (last < bodyStart) {
      return null;
    }
    return new PageRequest(
        List.copyOf(frames.subList(0, bodyStart)),
        List.copyOf(frames.subList(bodyStart, last)),
        new String(frames.get(last), StandardCharsets.UTF_8));
  }

  /**
   * Takes a message apart that is for any page: all after the envelope is its body, and it has no
   * identity. {@code null} if it has no such frame.
   */
  static PageRequest forAny(List<byte[]> frames) {
    int bodyStart = bodyStart(frames);
    if (bodyStart == frames.size()) {
      return null;
    }
    return new PageRequest(
        List.copyOf(frames.subList(0, bodyStart)),
        List.copyOf(frames.subList(bodyStart, frames.size())),
        "");
  }

  /** After the first delimiter that something follows, or after the peer's routing id. */
  private static int bodyStart(List<byte[]> frames) {
    for (int i = 1; i < frames.size() - 1; i++) {
      if (frames.get(i).length == 0) {
        return i + 1;
      }
    }
    return 1;
  }

  /** Whether a page's socket can be called so. */
  boolean namesAPage() {
    return !identity.isEmpty() && identity.length() <= MAX_NAME_CHARACTERS;
  }

  /** The same without its body, which is not needed any more. */
  PageRequest withoutBody() {
    return new PageRequest(envelope, List.of(), identity);
  }

  /** What it takes to keep it, in bytes. */
  long cost() {
    long overhead = (long) FRAME_OVERHEAD * (envelope.size() + body.size() + 1);
    long enveloped = envelope.stream().mapToLong(frame -> frame.length).sum();
    return overhead + enveloped + bodyBytes() + 2L * identity.length();
  }

  /** The body's size in bytes. */
  long bodyBytes() {
    return body.stream().mapToLong(frame -> frame.length).sum();
  }
}
