package org.zmqwebbridge;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.zmqwebbridge.zmq.BlockingSocket;
import org.zmqwebbridge.zmq.Security;
import org.zmqwebbridge.zmq.ZmqEndpoint;
import org.zmqwebbridge.zmq.ZmqType;

/**
 * Asks a ZeroMQ REP socket one thing, and waits for its answer.
 *
 * <p>Owner thread: its caller's, which waits.
 */
final class OneAsk {
  private static final byte[] END_OF_ENVELOPE = {};

  private OneAsk() {}

  /**
   * Sends it, and waits.
   *
   * @param address {@code tcp://HOST:PORT} or {@code ipc:///PATH}
   * @param patience how long it may take to be sent, and then how long until the answer
   * @throws IllegalArgumentException if the address is none
   * @throws IllegalStateException if nobody answers in time
   */
  static byte[] ask(String address, byte[] request, Duration patience) {
    ZmqEndpoint at = ZmqEndpoint.parseConnected(address);
    try (BlockingSocket socket = BlockingSocket.connected(ZmqType.DEALER, at, Security.none())) {
      boolean isSent = socket.send(List.of(END_OF_ENVELOPE, request), patience);
      Optional<List<byte[]>> answer = isSent ? socket.receive(patience) : Optional.empty();
      return answer
          .map(parts -> parts.get(parts.size() - 1))
          .orElseThrow(
              () -> new IllegalStateException(at + " does not answer: does the server run?"));
    }
  }
}
