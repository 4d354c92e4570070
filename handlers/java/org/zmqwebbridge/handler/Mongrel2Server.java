package org.zmqwebbridge.handler;

import java.util.Optional;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

/**
 * One server, as a handler reaches it: a PULL for its requests, an XPUB for replies.
 *
 * <p>It is not asked for requests before it hears replies, or the first of them would be lost.
 *
 * <p>Owner thread: its handler's. Lifetime: its handler's.
 */
public final class Mongrel2Server {
  private static final int LINGER_MILLIS = 1_000;

  /** A JeroMQ socket that connects may stall there, for 30 s unless told otherwise. */
  private static final int HANDSHAKE_MILLIS = 1_000;

  final ZMQ.Socket requests;
  final ZMQ.Socket replies;
  private final String sendSpec;
  private boolean isHeard;
  private byte[] sender = {};

  Mongrel2Server(ZContext context, String sendSpec, String recvSpec) {
    this.sendSpec = sendSpec;
    this.requests = context.createSocket(SocketType.PULL);
    this.replies = context.createSocket(SocketType.XPUB);
    requests.setHandshakeIvl(HANDSHAKE_MILLIS);
    replies.setHandshakeIvl(HANDSHAKE_MILLIS);
    replies.setLinger(LINGER_MILLIS);
    replies.connect(recvSpec);
  }

  /** Who it says it is; replies begin with it. */
  byte[] sender() {
    return sender;
  }

  /** The next request, if one is there. */
  Optional<Mongrel2Request> take() {
    byte[] subscription = replies.recv(ZMQ.DONTWAIT);
    while (subscription != null) {
      if (!isHeard && subscription.length > 0 && subscription[0] == 1) {
        isHeard = true;
        requests.connect(sendSpec);
      }
      subscription = replies.recv(ZMQ.DONTWAIT);
    }
    byte[] message = isHeard ? requests.recv(ZMQ.DONTWAIT) : null;
    if (message == null) {
      return Optional.empty();
    }
    Mongrel2Request request = Mongrel2Request.read(this, message);
    sender = request.sender();
    return Optional.of(request);
  }
}
