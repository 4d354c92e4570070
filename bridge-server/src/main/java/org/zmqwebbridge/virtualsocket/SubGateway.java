package org.zmqwebbridge.virtualsocket;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.virtualsocket.wire.ConnectError;
import org.zmqwebbridge.virtualsocket.wire.OriginalWire;
import org.zmqwebbridge.virtualsocket.wire.Utf8;
import org.zmqwebbridge.zmq.BackEnd;
import org.zmqwebbridge.zmq.SocketListener;
import org.zmqwebbridge.zmq.SocketOptions;

/**
 * Many pages' SUB sockets on one ZeroMQ SUB: a publication's last frame is encoded once and goes to
 * every member whose filter it contains.
 *
 * <p>Owner thread: the loop's.
 */
final class SubGateway extends Gateway implements SocketListener {
  private final GatewayContext context;
  private final BackEnd backEnd;
  private final Set<VirtualSocket> members = new LinkedHashSet<>();

  SubGateway(EndpointSpec endpoint, GatewayContext context) {
    this.context = context;
    SocketOptions options =
        new SocketOptions(
            SocketOptions.Kind.SUB,
            endpoint.highWaterMark(),
            context.limits().maxBackendMessageBytes(),
            endpoint.handshakeMillis());
    this.backEnd =
        new BackEnd(
            context.loop(),
            options,
            endpoint.address(),
            context.resolver(),
            this,
            context.counters());
  }

  @Override
  Optional<ConnectError> join(VirtualSocket socket) {
    members.add(socket);
    socket.connected(null);
    return Optional.empty();
  }

  @Override
  void leave(VirtualSocket socket) {
    members.remove(socket);
  }

  /** A service publishes. */
  @Override
  public void onMessage(List<byte[]> frames) {
    context.counters().increment(Counter.PUBLICATIONS);
    byte[] content = frames.get(frames.size() - 1);
    if (content.length > context.limits().maxMessageBytes()) {
      context.counters().increment(Counter.PUBLICATIONS_TOO_LARGE);
      return;
    }
    byte[] text = Utf8.replacingIllFormed(content);
    if (text != content) {
      context.counters().increment(Counter.TEXT_REPLACED);
    }
    fanOut(text);
  }

  private void fanOut(byte[] text) {
    byte[] tail = OriginalWire.tail(text);
    long delivered = 0;
    for (VirtualSocket member : members) {
      if (Utf8.contains(text, member.filter())) {
        member.publication(tail);
        delivered++;
      }
    }
    context.counters().add(Counter.DELIVERIES, delivered);
  }

  @Override
  void onTick(long now) {
    backEnd.onTick(now);
  }

  @Override
  boolean isIdle() {
    return members.isEmpty();
  }

  @Override
  void close() {
    backEnd.close();
  }
}
