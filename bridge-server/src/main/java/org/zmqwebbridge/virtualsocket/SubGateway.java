package org.zmqwebbridge.virtualsocket;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.zmqwebbridge.edge.SlowReaders;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.observe.EndpointMeters;
import org.zmqwebbridge.observe.Gauge;
import org.zmqwebbridge.virtualsocket.wire.ConnectError;
import org.zmqwebbridge.virtualsocket.wire.Notice;
import org.zmqwebbridge.virtualsocket.wire.Utf8;
import org.zmqwebbridge.zmq.BackEnd;
import org.zmqwebbridge.zmq.SocketListener;
import org.zmqwebbridge.zmq.SocketOptions;

/**
 * Many pages' SUB sockets on one ZeroMQ SUB, which is subscribed to what they may receive: a
 * publication's last frame, or each of its frames, goes to every member whose topics its first
 * frame begins with, and whose filter it contains. {@link FanOut} does it for all that one turn of
 * the loop has received.
 *
 * <p>Owner thread: the loop's.
 */
final class SubGateway extends Gateway implements SocketListener {
  /** How long one fan-out may keep the loop from its other sockets. */
  private static final long MAX_TURN_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

  private final GatewayContext context;
  private final long maxBackendMessageBytes; // of its socket, as long as it is open
  private final boolean eachPart;
  private final EndpointMeters meters;
  private final BackEnd backEnd;
  private final Subscriptions subscriptions;
  private final FanOut members;
  private final Notices notices;

  SubGateway(EndpointSpec endpoint, GatewayContext context) {
    this.context = context;
    this.meters = context.counters().endpoint(endpoint.name());
    this.eachPart = endpoint.parts() == OriginalParts.EACH;
    this.notices = new Notices(context.loop().nanoTime());
    VirtualSocketLimits limits = context.limits();
    this.members =
        new FanOut(context.loop()::nanoTime, new SlowReaders(endpoint.slowReaders(), meters));
    this.maxBackendMessageBytes = limits.maxBackendMessageBytes();
    this.backEnd =
        new BackEnd(
            context.loop(),
            options(endpoint),
            endpoint.address(),
            context.resolver(),
            this,
            meters);
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
    meters.increment(Counter.PUBLICATIONS);
    byte[] topic = frames.get(0);
    if (eachPart) {
      frames.forEach(frame -> publish(topic, frame));
    } else {
      publish(topic, frames.get(frames.size() - 1));
    }
  }

  private void publish(byte[] topic, byte[] content) {
    if (content.length > context.limits().maxMessageBytes()) {
      meters.increment(Counter.PUBLICATIONS_TOO_LARGE);
      return;
    }
    byte[] text = Utf8.replacingIllFormed(content);
    if (text != content) {
      meters.increment(Counter.TEXT_REPLACED);
    }
    members.add(topic, text);
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
    gauge();
  }

  private void gauge() {
    meters.set(Gauge.SUBSCRIBERS, members.size());
    meters.set(Gauge.SERVICE_PRESENT, backEnd.peerIsThere() ? 1 : 0);
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
    gauge();
  }
}
