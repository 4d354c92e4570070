package org.zmqwebbridge.relay;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.zmqwebbridge.auth.SocketType;
import org.zmqwebbridge.auth.Welcome;
import org.zmqwebbridge.channel.Channels;
import org.zmqwebbridge.edge.Admission;
import org.zmqwebbridge.edge.CloseReason;
import org.zmqwebbridge.edge.Connection;
import org.zmqwebbridge.edge.ConnectionHandler;
import org.zmqwebbridge.edge.Entry;
import org.zmqwebbridge.edge.Handshake;
import org.zmqwebbridge.edge.Refusal;
import org.zmqwebbridge.edge.Served;
import org.zmqwebbridge.edge.Upgrader;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.relay.LocationSpec.Kind;
import org.zmqwebbridge.relay.wire.MetaText;

/**
 * Lets WebSockets in at locations. It may stand before other dialects: a location is nobody else's.
 *
 * <p>Owner thread: the edge's. Immutable.
 */
final class RelayUpgrader implements Upgrader {
  private final RelayConfig config;
  private final RelayContext context;
  private final Function<String, Channels> channels;

  /**
   * @param channels of a store, by its name
   */
  RelayUpgrader(RelayConfig config, RelayContext context, Function<String, Channels> channels) {
    this.config = config;
    this.context = context;
    this.channels = channels;
  }

  @Override
  public boolean isAt(String path, List<String> offered) {
    return config.find(path).isPresent();
  }

  @Override
  public Served part() {
    return Served.HTTP;
  }

  @Override
  public boolean sharesItsPlaces() {
    return true;
  }

  @Override
  public boolean admitsPagesOf(String origin, String path) {
    return config
        .find(path)
        .filter(location -> RelayOrigins.isListed(origin, location))
        .isPresent();
  }

  @Override
  public List<String> subprotocols() {
    return List.of(MetaText.NAME);
  }

  @Override
  public CompletionStage<Admission> admits(Handshake handshake) {
    RelayConfig.Found found = config.lead(handshake.path()).orElseThrow();
    LocationSpec location = found.location();
    Target target = Target.of(handshake, found);
    if (target instanceof Target.Wrong wrong) {
      return refused(CloseReason.FORBIDDEN, wrong.counter().orElse(Counter.RELAY_MALFORMED));
    }
    if (location.kind() == Kind.STATUS
        || !location.streams().kinds().contains(SubscriberKind.WEBSOCKET)) {
      return refused(CloseReason.FORBIDDEN, Counter.RELAY_DENIED);
    }
    List<String> ids = ((Target.Named) target).ids();
    boolean hears = location.kind() != Kind.PUBLISHER;
    if (!hears && !RelayOrigins.mayPublish(handshake, location)) {
      return refused(CloseReason.FORBIDDEN, Counter.HANDSHAKES_REFUSED_ORIGIN);
    }
    Admittance admittance = new Admittance(location, context);
    SocketType type = hears ? SocketType.SUB : SocketType.PUB;
    return admittance
        .ask(0, handshake, type, SubscriberKind.WEBSOCKET.word(), ids)
        .thenCompose(
            welcome ->
                welcome instanceof Welcome.In in
                    ? publishes(admittance, handshake, location, ids, in)
                    : refused((Welcome.Out) welcome));
  }

  private static CompletionStage<Admission> refused(Welcome.Out out) {
    return refused(out.reason(), out.counter().orElse(Counter.RELAY_DENIED));
  }

  private static CompletionStage<Admission> refused(CloseReason reason, Counter counter) {
    return CompletableFuture.completedFuture(new Refusal(reason, counter));
  }

  /** Who hears may also publish, where the location and the hooks let it. */
  private CompletionStage<Admission> publishes(
      Admittance admittance,
      Handshake handshake,
      LocationSpec location,
      List<String> ids,
      Welcome.In in) {
    if (location.kind() != Kind.PUBSUB || !RelayOrigins.mayPublish(handshake, location)) {
      boolean publishes = location.kind() == Kind.PUBLISHER;
      return CompletableFuture.completedFuture(
          new Guest(
              new SocketGuest(
                  location, ids, wording(handshake), !publishes, publishes, in.grant())));
    }
    return admittance
        .uses(0, handshake, in.grant(), SocketType.PUB, SubscriberKind.WEBSOCKET.word(), ids)
        .thenApply(
            welcome ->
                new Guest(
                    new SocketGuest(
                        location,
                        ids,
                        wording(handshake),
                        true,
                        welcome instanceof Welcome.In,
                        welcome instanceof Welcome.In more ? more.grant() : in.grant())));
  }

  private static boolean offersMeta(Handshake handshake) {
    return handshake.subprotocols().contains(MetaText.NAME);
  }

  private static Wording wording(Handshake handshake) {
    return offersMeta(handshake) ? Wordings.META_FRAMES : Wordings.FRAMES;
  }

  /** A client that may come in. */
  private final class Guest implements Entry {
    private final SocketGuest guest;

    Guest(SocketGuest guest) {
      this.guest = guest;
    }

    @Override
    public Optional<String> subprotocol() {
      return guest.wording() == Wordings.META_FRAMES
          ? Optional.of(MetaText.NAME)
          : Optional.empty();
    }

    @Override
    public int maxMessageBytes(int configured) {
      return guest.location().publish().maxMessageBytes();
    }

    @Override
    public ConnectionHandler onOpen(Connection connection) {
      return new SocketSession(
          connection, guest, channels.apply(guest.location().store()), context);
    }
  }
}
