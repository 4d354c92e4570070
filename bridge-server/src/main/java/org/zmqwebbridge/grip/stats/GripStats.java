package org.zmqwebbridge.grip.stats;

import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongConsumer;
import org.zmqwebbridge.edge.RequestHead;
import org.zmqwebbridge.zmq.BoundAddresses;
import org.zmqwebbridge.zmq.Direction;
import org.zmqwebbridge.zmq.SocketListener;
import org.zmqwebbridge.zmq.SocketOptions;
import org.zmqwebbridge.zmq.ZmqAddresses;
import org.zmqwebbridge.zmq.ZmqLoop;
import org.zmqwebbridge.zmq.ZmqType;

/**
 * Publishes what happens: who is connected ({@code conn}), which channels are heard ({@code sub}),
 * what was delivered ({@code message}), how much is asked ({@code activity} for each route, {@code
 * counts} for all), and sums ({@code report}).
 *
 * <p>Owner thread: the loop's; what happens is told from any, and only queued. Lifetime: from
 * {@link #open} until {@link #close}. Where nothing is published, nothing is done.
 */
public final class GripStats implements SocketListener {
  private static final String RESPONSE = "http-response";
  private static final int HIGH_WATER_MARK = 100_000;
  private static final int MAX_MESSAGE_BYTES = 65_536;
  private static final int HANDSHAKE_MILLIS = 1_000;
  private static final int MAX_PEERS = 100;

  /** A connection, or the subscriptions to a channel, and when it is told again. */
  private static final class Told {
    private final StatsMessage message;
    private int count;
    private long at;

    Told(StatsMessage message, long at) {
      this.message = message;
      this.at = at;
    }
  }

  private final StatsSpec spec;
  private final ZmqLoop loop;
  private final Map<String, Told> connections = new HashMap<>();
  private final Map<String, Told> subscriptions = new HashMap<>(); // by mode and channel
  private final Map<String, Long> requests = new HashMap<>(); // by routes, since the last second
  private final LongAdder received = new LongAdder();
  private final LongAdder sent = new LongAdder();
  private final LongAdder answered = new LongAdder(); // of these, held responses
  private final LongConsumer ticker = this::onTick;
  private BoundAddresses socket;
  private long connectionNanos; // of all connections since the last report, together
  private long lastTick;
  private long lastActivity;
  private long lastReport;

  public GripStats(StatsSpec spec, ZmqLoop loop) {
    this.spec = spec;
    this.loop = loop;
  }

  /**
   * Binds.
   *
   * @throws IllegalStateException if the address cannot be bound; the message says why
   */
  public void open() {
    if (spec.address().isPresent()) {
      SocketOptions options =
          new SocketOptions(
              ZmqType.PUB,
              Direction.BIND,
              HIGH_WATER_MARK,
              MAX_MESSAGE_BYTES,
              HANDSHAKE_MILLIS,
              MAX_PEERS,
              spec.security(),
              0);
      ZmqAddresses at = new ZmqAddresses(List.of(spec.address().get()));
      socket = new BoundAddresses(loop, options, at, this, false);
      lastReport = loop.nanoTime();
      loop.onTick(ticker);
    }
  }

  /** Whether anything is published at all. */
  public boolean isOn() {
    return spec.address().isPresent();
  }

  // What happens

  /**
   * A client has come that stays.
   *
   * @param type {@code http} or {@code ws}
   */
  public void connected(String id, String type, RequestHead head) {
    if (isOn()) {
      InetSocketAddress address = head.remoteAddress();
      String peer =
          address.isUnresolved() ? address.getHostString() : address.getAddress().getHostAddress();
      connected(id, type, peer, head.secure());
    }
  }

  /** The same by its address. */
  void connected(String id, String type, String peer, boolean isSecure) {
    tell(
        () -> {
          StatsMessage message =
              message("conn").with("id", id).with("type", type).with("peer-address", peer);
          if (isSecure) {
            message.with("ssl", true);
          }
          message.with("ttl", (long) spec.connectionSeconds());
          connections.put(
              id,
              spec.tellsConnections()
                  ? told(message, spec.connectionSeconds())
                  : new Told(message, 0));
        });
  }

  /** It has left. */
  public void disconnected(String id) {
    tell(
        () -> {
          if (connections.remove(id) != null && spec.tellsConnections()) {
            send(message("conn").with("id", id).with("unavailable", true));
          }
        });
  }

  /**
   * One more hears a channel.
   *
   * @param mode {@code stream}, {@code response} or {@code ws}
   */
  public void subscribed(String mode, String channel) {
    tell(() -> count(mode, channel, 1));
  }

  /** One less. */
  public void unsubscribed(String mode, String channel) {
    tell(() -> count(mode, channel, -1));
  }

  private void count(String mode, String channel, int change) {
    String key = mode + " " + channel;
    Told known = subscriptions.get(key);
    if (known == null && change > 0) {
      StatsMessage message =
          message("sub")
              .with("mode", mode)
              .with("channel", channel)
              .with("ttl", (long) spec.subscriptionSeconds())
              .with("subscribers", 1L);
      known = told(message, spec.subscriptionSeconds());
      subscriptions.put(key, known);
    }
    if (known != null) {
      known.count += change;
      known.message.with("subscribers", (long) known.count);
      if (known.count <= 0) {
        subscriptions.remove(key);
        send(message("sub").with("mode", mode).with("channel", channel).with("unavailable", true));
      }
    }
  }

  /**
   * An item was delivered.
   *
   * @param transport {@code http-stream}, {@code http-response} or {@code ws-message}
   * @param count to so many
   */
  public void delivered(String channel, Optional<String> itemId, String transport, int count) {
    received.increment();
    sent.add(count);
    if (transport.equals(RESPONSE)) {
      answered.add(count);
    }
    tell(
        () -> {
          StatsMessage message = message("message").with("channel", channel);
          itemId.ifPresent(id -> message.with("item-id", id));
          send(message.with("count", (long) count).with("transport", transport));
        });
  }

  /**
   * A request has come.
   *
   * @param route its id; empty: it has none
   */
  public void requested(String route) {
    tell(() -> requests.merge(route, 1L, Long::sum));
  }

  private void tell(Runnable what) {
    if (isOn()) {
      boolean unused = loop.offer(what); // a loop that is full has other things to do
    }
  }

  // What is told

  private StatsMessage message(String type) {
    return new StatsMessage(type, spec.from());
  }

  private Told told(StatsMessage message, int seconds) {
    send(message);
    return new Told(message, loop.nanoTime() + TimeUnit.SECONDS.toNanos(seconds) / 2);
  }

  private void send(StatsMessage message) {
    if (socket != null) {
      boolean unused = socket.send(message.write(spec.isJson())); // nobody listens, or too slowly
    }
  }

  private void onTick(long now) {
    socket.onTick();
    connectionNanos += lastTick == 0 ? 0 : (now - lastTick) * connections.size();
    lastTick = now;
    if (spec.tellsConnections()) {
      again(connections, spec.connectionSeconds(), now);
    }
    again(subscriptions, spec.subscriptionSeconds(), now);
    if (now - lastActivity >= TimeUnit.SECONDS.toNanos(1)) {
      lastActivity = now;
      activity();
    }
    if (now - lastReport >= TimeUnit.SECONDS.toNanos(spec.reportSeconds())) {
      long duration = TimeUnit.NANOSECONDS.toMillis(now - lastReport);
      lastReport = now;
      report(duration);
    }
  }

  private void activity() {
    long all = 0;
    for (Map.Entry<String, Long> route : requests.entrySet()) {
      StatsMessage message = message("activity");
      if (!route.getKey().isEmpty()) {
        message.with("route", route.getKey());
      }
      send(message.with("count", route.getValue()));
      all += route.getValue();
    }
    if (all > 0) {
      send(message("counts").with("requests-received", all));
    }
    requests.clear();
  }

  private void again(Map<String, Told> all, int seconds, long now) {
    for (Told one : all.values()) {
      if (now - one.at >= 0) {
        one.at = now + TimeUnit.SECONDS.toNanos(seconds) / 2;
        send(one.message);
      }
    }
  }

  private void report(long durationMillis) {
    long minutes = TimeUnit.NANOSECONDS.toMinutes(connectionNanos);
    connectionNanos -= TimeUnit.MINUTES.toNanos(minutes);
    send(
        message("report")
            .with("connections", (long) connections.size())
            .with("minutes", minutes)
            .with("received", received.sumThenReset())
            .with("sent", sent.sumThenReset())
            .with("http-response-sent", answered.sumThenReset())
            .with("duration", durationMillis));
  }

  @Override
  public void onMessage(List<byte[]> frames) {
    // a PUB hears nothing
  }

  /** Ends; on the loop. */
  public void close() {
    if (socket != null) {
      loop.cancelTick(ticker);
      socket.close(0);
    }
  }
}
