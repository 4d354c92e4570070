package org.zmqwebbridge.grip;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.zmqwebbridge.auth.ConnectionGrants;
import org.zmqwebbridge.auth.Welcome;
import org.zmqwebbridge.channel.ChannelException;
import org.zmqwebbridge.edge.CloseReason;
import org.zmqwebbridge.edge.CloseStatus;
import org.zmqwebbridge.edge.Connection;
import org.zmqwebbridge.edge.OutgoingMessage;
import org.zmqwebbridge.edge.Receiver;
import org.zmqwebbridge.grip.wire.ControlMessage;
import org.zmqwebbridge.grip.wire.PublishItem;
import org.zmqwebbridge.grip.wire.PublishItem.Kind;
import org.zmqwebbridge.observe.ConnectionId;
import org.zmqwebbridge.observe.Counter;

/**
 * A client's WebSocket: hears its channels, what its origin says to it, and what that says to us
 * about it.
 *
 * <p>Owner thread: none; what its origin says comes one at a time, and so do a channel's items.
 * Lifetime: its connection's.
 */
final class SocketClient implements GripListener {
  private static final byte[] NOTHING = {};
  private static final byte[] CONTROL = {'c', ':'};
  private static final int MOST_PING_BYTES = 125;

  private static final Optional<String> MODE = Optional.of("ws");

  private final Connection connection;
  private final GripContext context;
  private final SocketOrigin origin;
  private final Optional<byte[]> prefix; // empty: its origin does not speak GRIP
  private final ConnectionGrants grants;
  private final FilterAsk filterAsk;
  private final Subscriptions subscriptions;
  private final SocketTimes times;
  private final Receiver receiver = new Receiver(NOTHING);

  /**
   * @param prefix of what goes to the client; empty: all does
   */
  SocketClient(
      Connection connection,
      SocketGuest guest,
      Optional<String> prefix,
      SocketOrigin origin,
      GripContext context) {
    this.connection = connection;
    this.context = context;
    this.origin = origin;
    this.prefix = prefix.map(text -> text.getBytes(UTF_8));
    this.grants = new ConnectionGrants(connection, guest.grant(), context.guard().leases());
    this.subscriptions = Subscriptions.of(guest.route(), guest.target(), List.of(), this, context);
    this.times = new SocketTimes(this::send);
    this.filterAsk = context.filters().of(guest.route(), connection.handshake(), context);
  }

  /** Hears the channels that it has by itself. */
  CompletionStage<Void> begin() {
    return mayHear(subscriptions.names()).thenAccept(may -> joinAll(may));
  }

  private String statsId() {
    return "ws-" + connection.id();
  }

  private void joinAll(boolean may) {
    if (may) {
      context.stats().connected(statsId(), "ws", connection.handshake());
      subscriptions.join();
    }
  }

  private CompletionStage<Boolean> mayHear(List<String> channels) {
    return new ChannelAccess(context)
        .ask(connection.id(), connection.handshake(), grants.admission(), channels)
        .thenApply(this::isIn);
  }

  private boolean isIn(Welcome welcome) {
    if (welcome instanceof Welcome.In in) {
      grants.add(in.grant());
      return true;
    }
    Welcome.Out out = (Welcome.Out) welcome;
    out.counter().ifPresent(context::count);
    connection.close(out.reason());
    return false;
  }

  Optional<CloseReason> reconsider() {
    return context
        .guard()
        .gatekeeper()
        .objection(grants.basis(), new ConnectionId(connection.id()));
  }

  // What its origin says

  /**
   * A message of its origin's: for its client, or for us.
   *
   * @param content may be kept
   * @return done when the next may come
   */
  CompletionStage<Void> say(boolean isText, byte[] content) {
    if (prefix.isPresent() && isText && startsWith(content, CONTROL)) {
      Optional<ControlMessage> said =
          ControlMessage.read(Arrays.copyOfRange(content, CONTROL.length, content.length));
      return said.isPresent() ? obey(said.get()) : CompletableFuture.completedFuture(null);
    }
    byte[] before = prefix.orElse(NOTHING);
    if (startsWith(content, before)) { // what is not is dropped
      times.hasSaid();
      byte[] message =
          before.length == 0 ? content : Arrays.copyOfRange(content, before.length, content.length);
      connection.send(isText ? OutgoingMessage.text(message) : OutgoingMessage.binary(message));
    }
    return CompletableFuture.completedFuture(null);
  }

  private static boolean startsWith(byte[] content, byte[] begin) {
    return content.length >= begin.length
        && Arrays.equals(content, 0, begin.length, begin, 0, begin.length);
  }

  private CompletionStage<Void> obey(ControlMessage said) {
    if (said instanceof ControlMessage.Subscribe subscribe) {
      return subscribe(subscribe);
    }
    if (said instanceof ControlMessage.Unsubscribe unsubscribe) {
      subscriptions.remove(unsubscribe.channel());
    } else if (said instanceof ControlMessage.Detach) {
      origin.detach();
    } else if (said instanceof ControlMessage.SetMeta meta) {
      subscriptions.keep(meta.name(), meta.value());
    } else if (said instanceof ControlMessage.Keep keep) {
      times.keep(keep.keepAlive(), keep.kind());
    } else if (said instanceof ControlMessage.SendDelayed delayed) {
      times.later(delayed);
    } else if (said instanceof ControlMessage.FlushDelayed) {
      times.flush();
    }
    return CompletableFuture.completedFuture(null);
  }

  private CompletionStage<Void> subscribe(ControlMessage.Subscribe said) {
    if (!subscriptions.mayAdd(said.channel())) {
      return CompletableFuture.completedFuture(null);
    }
    return mayHear(List.of(subscriptions.whole(said.channel())))
        .thenAccept(
            may -> {
              if (may) {
                subscriptions.add(said.channel());
              }
            });
  }

  // What it hears

  @Override
  public Optional<String> mode() {
    return MODE;
  }

  @Override
  public void hear(Ear ear, Turn turn) {
    if (turn.isPlainMessages() && ear.filters().isEmpty()) {
      if (turn.messages().count() > 0) {
        times.hasSaid();
        connection.send(turn.messages(), receiver, context.slowReaders());
      }
      return;
    }
    for (PublishItem item : turn.items()) {
      item.id().ifPresent(ear::moveTo);
      item.message().ifPresent(format -> hear(ear, item, format));
    }
  }

  private void hear(Ear ear, PublishItem item, PublishItem.Message format) {
    switch (format.action()) {
      case SEND ->
          ear.filters()
              .apply(
                  format.contentFilters(),
                  item.meta(),
                  subscriptions.hearer(),
                  format.content(),
                  filterAsk,
                  context.counters(),
                  content -> content.ifPresent(passed -> publish(format.kind(), passed)));
      case CLOSE -> close(format.code(), format.reason(), "closed by a publisher");
      case REFRESH -> origin.refresh();
      case HINT -> {
        // WebSockets know none
      }
    }
  }

  private void publish(Kind kind, byte[] content) {
    times.hasSaid();
    send(kind, content);
  }

  /** Sends. */
  void send(Kind kind, byte[] content) {
    switch (kind) {
      case TEXT -> connection.send(OutgoingMessage.text(content));
      case BINARY -> connection.send(OutgoingMessage.binary(content));
      case PING -> connection.ping(control(content));
      case PONG -> connection.pong(control(content));
    }
  }

  private static byte[] control(byte[] content) {
    return content.length <= MOST_PING_BYTES ? content : Arrays.copyOf(content, MOST_PING_BYTES);
  }

  @Override
  public void failed(ChannelException why) {
    connection.close(
        new CloseStatus(1013, "a channel is not there"),
        "cannot hear a channel: " + why.getMessage());
  }

  // Its time, and its end

  void tick(long now) {
    times.tick(now);
  }

  /**
   * Ends it.
   *
   * @param code 0, or one that no frame may have: 1000
   */
  void close(int code, String text, String operatorText) {
    connection.close(
        new CloseStatus(CloseStatus.isTransmittable(code) ? code : 1000, SocketText.cut(text)),
        operatorText);
  }

  /** Its origin is not there any more, or says what makes no sense. */
  void fail(String why) {
    context.count(Counter.GRIP_SOCKETS_FAILED);
    connection.close(new CloseStatus(1011, "the origin has failed"), "its origin failed: " + why);
  }

  /** Its connection has ended. */
  void end() {
    context.stats().disconnected(statsId());
    subscriptions.leave();
    grants.end();
    times.end();
  }
}
