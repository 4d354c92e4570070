package org.zmqwebbridge.virtualsocket;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.virtualsocket.wire.ConnectError;
import org.zmqwebbridge.virtualsocket.wire.Notice;
import org.zmqwebbridge.virtualsocket.wire.Utf8;
import org.zmqwebbridge.zmq.BackEnd;
import org.zmqwebbridge.zmq.SocketListener;
import org.zmqwebbridge.zmq.SocketOptions;

/**
 * Many pages' SUB sockets on one ZeroMQ SUB, which is subscribed to what they may receive: a
 * publication's last frame goes to every member whose topics its first frame begins with, and whose
 * filter it contains. {@link FanOut} does it for all that one turn of the loop has received.
 *
 * <p>Owner thread: the loop's.
 */
final class SubGateway extends Gateway implements SocketListener {
  /** How long one fan-out may keep the loop from its other sockets. */
  private static final long MAX_TURN_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

  private final GatewayContext context;
  private final long maxBackendMessageBytes; // of its socket, as long as it is open
  private final BackEnd backEnd;
  private final Subscriptions subscriptions;
  private final FanOut members;
  private final Notices notices;

  SubGateway(EndpointSpec endpoint, GatewayContext context) {
    this.context = context;
    this.notices = new Notices(context.loop().nanoTime());
    VirtualSocketLimits limits = context.limits();
    this.members = new FanOut(context.loop()::nanoTime, context.counters());
    this.maxBackendMessageBytes = limits.maxBackendMessageBytes();
    this.backEnd =
        new BackEnd(
            context.loop(),
            options(endpoint),
            endpoint.address(),
            context.resolver(),
            this,
            context.counters());
    this.subscriptions =
        new Subscriptions(new Service(), limits.maxTopicsPerEndpoint(), limits.gatewayIdleNanos());
  }

  private SocketOptions options(EndpointSpec endpoint) {
    return new SocketOptions(
        SocketOptions.Kind.SUB,
        endpoint.highWaterMark(),
        maxBackendMessageBytes,
        endpoint.handshakeMillis(),
        endpoint.security());
  }

  @Override
  void retune(EndpointSpec changed) {
    backEnd.retune(options(changed));
  }

  @Override
  void limitsChanged() {
    subscriptions.limit(context.limits().maxTopicsPerEndpoint());
  }

  private final class Service implements Subscriptions.Service {
    @Override
    public void subscribe(String prefix) {
      backEnd.subscribe(prefix);
    }

    @Override
    public void unsubscribe(String prefix) {
      backEnd.unsubscribe(prefix);
    }
  }

  @Override
  Optional<ConnectError> join(VirtualSocket socket) {
    if (!subscriptions.tryAdd(socket.topics())) {
      return Optional.of(ConnectError.LIMIT);
    }
    members.add(socket);
    socket.connected(null);
    notices.add(socket);
    return Optional.empty();
  }

  @Override
  void leave(VirtualSocket socket) {
    if (members.remove(socket)) {
      notices.remove(socket);
      subscriptions.remove(socket.topics(), context.loop().nanoTime());
    }
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
    members.add(frames.get(0), text);
  }

  @Override
  public boolean onBatchEnd() {
    return members.deliver(context.loop().nanoTime() + MAX_TURN_NANOS);
  }

  @Override
  public boolean isWaiting() {
    return members.isWaiting();
  }

  @Override
  void onTick(long now) {
    backEnd.onTick(now);
    subscriptions.onTick(now);
    notices.onPresence(backEnd.peerIsThere(), now);
    notices.tellWhatWasDropped();
  }

  @Override
  public void onPeerLost() {
    notices.onLost();
  }

  @Override
  void drain() {
    notices.tell(Notice.STOPPING);
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
