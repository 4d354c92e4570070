package org.zmqwebbridge.relay;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.zmqwebbridge.channel.ChannelException;
import org.zmqwebbridge.channel.ChannelState;
import org.zmqwebbridge.channel.Channels;
import org.zmqwebbridge.channel.Item;
import org.zmqwebbridge.edge.CloseStatus;
import org.zmqwebbridge.edge.Connection;
import org.zmqwebbridge.edge.OutgoingMessage;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.rate.RateLimiter;

/**
 * Publishes what comes on a WebSocket. Where it is a publisher's, each message is answered as a
 * POST is, by text alone; where it is a subscriber's as well, it hears its own messages. What
 * cannot be published ends the connection.
 *
 * <p>Owner thread: the edge's; what becomes of a message comes on the store's.
 */
final class SocketPublisher {
  private static final byte[] NOTHING = "204 No Content".getBytes(US_ASCII);
  private static final int POLICY = 1008;
  private static final int TRY_LATER = 1013;

  private final Connection connection;
  private final SocketGuest guest;
  private final Publications publications;
  private final RelayContext context;
  private final RateLimiter rate;
  private final RelayRequest request;
  private final boolean inTurn; // services and hooks take their time
  private final int maxOnTheWay; // into the store
  private final AtomicInteger onTheWay = new AtomicInteger();
  private CompletionStage<Void> last = CompletableFuture.completedFuture(null);

  SocketPublisher(
      Connection connection, SocketGuest guest, Channels channels, RelayContext context) {
    this.connection = connection;
    this.guest = guest;
    this.publications = new Publications(guest.location(), guest.ids(), channels, context);
    this.context = context;
    this.maxOnTheWay = context.limits().maxPublicationsPerSocket();
    this.request =
        new RelayRequest(
            connection.handshake(),
            true,
            SubscriberKind.WEBSOCKET.word(),
            guest.location().path().text(),
            guest.ids(),
            guest.grant().principal());
    this.inTurn = context.callOuts().changePublications(guest.location());
    this.rate = context.guard().rates().of(guest.grant().principal(), connection::readOn);
  }

  void publish(String contentType, byte[] body) {
    rate.spend();
    Item item = new Item(contentType, "", body);
    if (!publications.takesRoom(item)) {
      context.counters().increment(Counter.RELAY_OVERLOADED);
      connection.close(
          new CloseStatus(TRY_LATER, "503 Too much is being published."),
          "published when too much was on its way");
      return;
    }
    if (onTheWay.incrementAndGet() == maxOnTheWay) {
      context.counters().increment(Counter.RELAY_SOCKETS_PAUSED);
    }
    last = inTurn ? last.thenCompose(before -> send(item)) : send(item);
  }

  private CompletionStage<Void> send(Item item) {
    return publications
        .publish(request, item, Optional.empty())
        .handle(
            (state, failure) -> {
              onEnd(state, failure);
              return null;
            });
  }

  private void onEnd(Optional<ChannelState> published, Throwable failure) {
    if (failure != null) {
      refuse(failure);
    } else if (!guest.hears()) {
      connection.send(OutgoingMessage.text(published.map(this::told).orElse(NOTHING)));
    }
    if (onTheWay.getAndDecrement() == maxOnTheWay) {
      connection.readOn();
    }
  }

  private byte[] told(ChannelState state) {
    int status = state.subscribers() > 0 ? 201 : 202;
    return guest.location().flavor().ways().told(status, state, connection.handshake()).body();
  }

  private void refuse(Throwable failure) {
    if (DeniedException.isBehind(failure)) {
      connection.close(
          new CloseStatus(POLICY, "403 This must not be published."),
          "published what a service or a hook does not let through");
      return;
    }
    ChannelException why = ChannelException.of(failure);
    int status = RelayReplies.of(why).status();
    boolean later =
        switch (why.fault()) {
          case FULL, BUSY, UNAVAILABLE, TOO_MANY_CHANNELS -> true;
          default -> false;
        };
    connection.close(
        new CloseStatus(later ? TRY_LATER : POLICY, status + " " + why.getMessage()),
        "published what could not be: " + why.getMessage());
  }

  /** Whether no more should be read from it. */
  boolean isFull() {
    return rate.isOver() || onTheWay.get() >= maxOnTheWay;
  }
}
