package org.zmqwebbridge.virtualsocket;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.zmqwebbridge.flow.SlowReaders;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.observe.EndpointMeters;
import org.zmqwebbridge.observe.Gauge;
import org.zmqwebbridge.virtualsocket.wire.ConnectError;
import org.zmqwebbridge.virtualsocket.wire.Notice;
import org.zmqwebbridge.virtualsocket.wire.Utf8;
import org.zmqwebbridge.zmq.BackEnd;
import org.zmqwebbridge.zmq.SocketListener;
import org.zmqwebbridge.zmq.SocketOptions;
import org.zmqwebbridge.zmq.ZmqEndpoint;
import org.zmqwebbridge.zmq.ZmqType;

/**
 * Many pages' SUB sockets on one ZeroMQ SUB for each address of an endpoint, each subscribed to
 * what they may receive: a publication's last frame, or each of its frames, goes to every member
 * whose topics its first frame begins with, and whose filter it contains. {@link FanOut} does it
 * for all that one turn of the loop has received, from whichever publisher.
 *
 * <p>Owner thread: the loop's.
 */
final class SubGateway extends Gateway {
  /** How long one fan-out may keep the loop from its other sockets, in one turn of it. */
  private static final long MAX_TURN_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

  private final GatewayContext context;
  private final long maxBackendMessageBytes; // of its sockets, as long as they are open
  private final boolean eachPart;
  private final long turnNanos; // of each publisher's turn
  private final EndpointMeters meters;
  private final List<Publisher> publishers;
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
    SocketOptions options = options(endpoint);
    this.publishers =
        GatewayContext.atEach(
            endpoint.addresses(), address -> new Publisher(options, address), Publisher::close);
    this.turnNanos = MAX_TURN_NANOS / publishers.size();
    this.subscriptions =
        new Subscriptions(new Service(), limits.maxTopicsPerEndpoint(), limits.gatewayIdleNanos());
  }

  private SocketOptions options(EndpointSpec endpoint) {
    return endpoint.connecting(ZmqType.SUB, maxBackendMessageBytes);
  }

  @Override
  void retune(EndpointSpec changed) {
    SocketOptions options = options(changed);
    publishers.forEach(publisher -> publisher.backEnd.retune(options));
  }

  @Override
  void limitsChanged() {
    subscriptions.limit(context.limits().maxTopicsPerEndpoint());
  }

  private final class Service implements Subscriptions.Service {
    @Override
    public void subscribe(String prefix) {
      publishers.forEach(publisher -> publisher.backEnd.subscribe(prefix));
    }

    @Override
    public void unsubscribe(String prefix) {
      publishers.forEach(publisher -> publisher.backEnd.unsubscribe(prefix));
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

  /** One address, and the publisher there. */
  private final class Publisher implements SocketListener {
    private final BackEnd backEnd;
    private long batch = -1; // that its latest publication belongs to

    Publisher(SocketOptions options, ZmqEndpoint address) {
      backEnd = context.backEnd(options, address, this, meters);
    }

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
      batch = members.add(topic, text);
    }

    /** Whoever has a part in a batch that is not delivered yet publishes no more meanwhile. */
    @Override
    public boolean onBatchEnd() {
      members.deliver(context.loop().nanoTime() + turnNanos);
      return members.isUnderWay(batch);
    }

    @Override
    public boolean isWaiting() {
      return members.isWaiting();
    }

    @Override
    public void onPeerLost() {
      notices.onLost();
    }

    void close() {
      backEnd.close();
    }
  }

  @Override
  void onTick(long now) {
    publishers.forEach(publisher -> publisher.backEnd.onTick(now));
    subscriptions.onTick(now);
    notices.onPresence(absent() == 0, now);
    notices.tellWhatWasDropped();
    gauge();
  }

  private void gauge() {
    meters.set(Gauge.SUBSCRIBERS, members.size());
    int absent = absent();
    meters.set(Gauge.SERVICE_PRESENT, absent == 0 ? 1 : 0);
    meters.set(Gauge.SERVICES_ABSENT, absent);
  }

  /** While one of them is away, publications are missed. */
  private int absent() {
    int absent = 0;
    for (Publisher publisher : publishers) {
      absent += publisher.backEnd.peerIsThere() ? 0 : 1;
    }
    return absent;
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
    publishers.forEach(Publisher::close);
    gauge();
    meters.set(Gauge.SERVICE_PRESENT, 0);
    meters.set(Gauge.SERVICES_ABSENT, 0);
  }
}
