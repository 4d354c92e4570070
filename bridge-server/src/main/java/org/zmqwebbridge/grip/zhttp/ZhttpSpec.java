package org.zmqwebbridge.grip.zhttp;

import java.util.List;
import org.zmqwebbridge.zmq.Security;
import org.zmqwebbridge.zmq.ZmqEndpoint;

/**
 * Where workers connect to.
 *
 * <p>Immutable.
 *
 * @param addresses one, of a worker that answers a message with one; or three, of one that streams:
 *     for first requests, for what follows, and for answers
 */
public record ZhttpSpec(List<ZmqEndpoint> addresses) {
  private static final String SEPARATOR = ":";

  public ZhttpSpec {
    addresses = List.copyOf(addresses);
  }

  /**
   * Reads one as a routes file has it.
   *
   * @param isRequest whether workers answer a message with one; otherwise they stream, and there
   *     are three files with suffixes, or three ports in a row
   * @throws IllegalArgumentException if it is none; the message says what one looks like
   */
  public static ZhttpSpec of(String spec, boolean isRequest) {
    try {
      return new ZhttpSpec(
          isRequest
              ? List.of(ZmqEndpoint.parseBound(spec))
              : List.of(at(spec, "-out", 0), at(spec, "-out-stream", 1), at(spec, "-in", 2)));
    } catch (IllegalArgumentException wrong) {
      throw new IllegalArgumentException(
          "workers connect to tcp://127.0.0.1:5570 or ipc:///run/worker, for example, not to \""
              + spec
              + "\": "
              + wrong.getMessage(),
          wrong);
    }
  }

  private static ZmqEndpoint at(String spec, String suffix, int more) {
    if (spec.startsWith("ipc:")) {
      return ZmqEndpoint.parseBound(spec + suffix);
    }
    ZmqEndpoint first = ZmqEndpoint.parseBound(spec);
    String host = first.address().substring(0, first.address().lastIndexOf(SEPARATOR));
    return ZmqEndpoint.parseBound(host + SEPARATOR + (first.port() + more));
  }

  /**
   * Checks that nobody answers requests who is not asked to.
   *
   * @throws IllegalArgumentException if others than this machine reach it without protection; the
   *     message says what to do
   */
  void check(Security security) {
    if (security.isNone()) {
      addresses.forEach(
          address ->
              address.checkLoopback("workers of GRIP", "could answer requests of your clients"));
    }
  }
}
