package org.zmqwebbridge.grip;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import org.zmqwebbridge.zmq.BackEnd;
import org.zmqwebbridge.zmq.BoundAddresses;
import org.zmqwebbridge.zmq.Direction;
import org.zmqwebbridge.zmq.FileMode;
import org.zmqwebbridge.zmq.HostResolver;
import org.zmqwebbridge.zmq.Security;
import org.zmqwebbridge.zmq.SocketListener;
import org.zmqwebbridge.zmq.SocketOptions;
import org.zmqwebbridge.zmq.ZmqAddresses;
import org.zmqwebbridge.zmq.ZmqEndpoint;
import org.zmqwebbridge.zmq.ZmqLoop;
import org.zmqwebbridge.zmq.ZmqType;

/**
 * The ZeroMQ sockets by which publishers come. Those that publish by PUB or XPUB are told, by a
 * subscription each, which channels are heard here.
 *
 * <p>Owner thread: the loop's, but for {@link #opened} and {@link #closed}, which only queue.
 * Lifetime: from {@link #open} until {@link #close}.
 */
final class PublisherSockets implements ChannelWatch {
  /** So many may be connected to each address. */
  private static final int MAX_PEERS = 1_000;

  private static final int HIGH_WATER_MARK = 1_000;

  /** What each may have waiting: as much as may wait in a channel. */
  private static final int MAX_UNREAD_BYTES = 16 << 20;

  private static final int HANDSHAKE_MILLIS = 1_000;

  private final GripZmq zmq;
  private final GripContext context;
  private final ZmqLoop loop;
  private final HostResolver resolver;
  private final List<BoundAddresses> bound = new ArrayList<>();
  private final List<BoundAddresses> subBound = new ArrayList<>(); // some of these
  private final List<BackEnd> subConnected = new ArrayList<>();
  private final Map<String, Integer> heard = new HashMap<>(); // channels, with how many beginnings
  private final LongConsumer ticker = this::onTick;

  PublisherSockets(GripZmq zmq, GripContext context, ZmqLoop loop, HostResolver resolver) {
    this.zmq = zmq;
    this.context = context;
    this.loop = loop;
    this.resolver = resolver;
  }

  /**
   * Opens all of them.
   *
   * @throws IllegalStateException if an address cannot be bound; the message says why
   */
  void open(PublisherCommands commands) {
    loop.onTick(ticker);
    if (!zmq.pull().isEmpty()) {
      BoundAddresses[] pull = new BoundAddresses[1];
      ItemInput items =
          new ItemInput(false, context, loop, isPaused -> pull[0].pause(isPaused), name -> true);
      pull[0] = bind(ZmqType.PULL, zmq.pull(), items);
    }
    SocketListener publications =
        new ItemInput(true, context, loop, this::pause, heard::containsKey);
    if (!zmq.sub().isEmpty()) {
      subBound.add(bind(ZmqType.SUB, zmq.sub(), publications));
    }
    for (ZmqEndpoint address : zmq.subConnected()) {
      SocketOptions options = options(ZmqType.SUB, Direction.CONNECT, zmq.connecting());
      subConnected.add(
          new BackEnd(loop, options, address, resolver, publications, context.counters()));
    }
    if (!zmq.command().isEmpty()) {
      BoundAddresses[] router = new BoundAddresses[1];
      CommandInput input =
          new CommandInput(commands, context, loop, message -> router[0].send(message));
      router[0] = bind(ZmqType.ROUTER, zmq.command(), input);
    }
  }

  private BoundAddresses bind(ZmqType type, List<ZmqEndpoint> at, SocketListener listener) {
    SocketOptions options = options(type, Direction.BIND, zmq.bound());
    BoundAddresses made = new BoundAddresses(loop, options, new ZmqAddresses(at), listener, false);
    bound.add(made);
    at.stream().filter(ZmqEndpoint::isUnixSocket).forEach(this::permit);
    return made;
  }

  private SocketOptions options(ZmqType type, Direction direction, Security security) {
    return new SocketOptions(
            type,
            direction,
            HIGH_WATER_MARK,
            context.limits().maxPublishBytes(),
            HANDSHAKE_MILLIS,
            MAX_PEERS,
            security,
            0)
        .unread(MAX_UNREAD_BYTES);
  }

  private void permit(ZmqEndpoint socket) {
    zmq.ipcMode().map(FileMode::parse).ifPresent(mode -> mode.giveTo(socket));
  }

  private void onTick(long now) {
    bound.forEach(BoundAddresses::onTick);
    subConnected.forEach(each -> each.onTick(now));
  }

  /** Those that hear publications. */
  private void pause(boolean isPaused) {
    subBound.forEach(each -> each.pause(isPaused));
    subConnected.forEach(each -> each.pause(isPaused));
  }

  // Which channels are heard

  @Override
  public void opened(String channel) {
    loop.post(() -> count(channel, 1));
  }

  @Override
  public void closed(String channel) {
    loop.post(() -> count(channel, -1));
  }

  private void count(String channel, int change) {
    int before = heard.getOrDefault(channel, 0);
    int after = before + change;
    if (after == 0) {
      heard.remove(channel);
    } else {
      heard.put(channel, after);
    }
    byte[] topic = channel.getBytes(UTF_8);
    if (before <= 0 && after > 0) {
      subBound.forEach(each -> each.subscribe(topic));
      subConnected.forEach(each -> each.subscribe(topic));
    } else if (before > 0 && after <= 0) {
      subBound.forEach(each -> each.unsubscribe(topic));
      subConnected.forEach(each -> each.unsubscribe(topic));
    }
  }

  void close() {
    loop.cancelTick(ticker);
    bound.forEach(each -> each.close(0));
    subConnected.forEach(each -> each.close(0));
  }
}
