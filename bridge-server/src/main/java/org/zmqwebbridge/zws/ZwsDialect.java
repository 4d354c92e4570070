package org.zmqwebbridge.zws;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zmqwebbridge.auth.Decision;
import org.zmqwebbridge.auth.Grant;
import org.zmqwebbridge.auth.SocketType;
import org.zmqwebbridge.edge.Admission;
import org.zmqwebbridge.edge.CloseReason;
import org.zmqwebbridge.edge.Connection;
import org.zmqwebbridge.edge.ConnectionHandler;
import org.zmqwebbridge.edge.Dialect;
import org.zmqwebbridge.edge.Entry;
import org.zmqwebbridge.edge.Handshake;
import org.zmqwebbridge.edge.Printable;
import org.zmqwebbridge.edge.Refusal;
import org.zmqwebbridge.edge.Upgrader;
import org.zmqwebbridge.gateway.Door;
import org.zmqwebbridge.gateway.EndpointSpec;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.observe.LineKind;
import org.zmqwebbridge.rate.Rates;

/**
 * The dialect of stock ZeroMQ clients: finds the endpoint that the path names, asks the hooks, and
 * gives every connection a session.
 *
 * <p>Owner thread: any. Immutable, but for the limits and rates, which may be others for the next
 * connection. The gateways are started, drained and closed by the one that has made them.
 */
public final class ZwsDialect implements Dialect, Upgrader {
  private static final Logger log = LoggerFactory.getLogger(ZwsDialect.class);

  /** Where all is ZWS. */
  public static final String FOLDER = "/zws/";

  private static final int FLAG_BYTES = 1;
  private static final int MIN_READ_BYTES = 2048; // a handshake, however small messages may be

  private volatile ZwsContext context;

  /**
   * @param context what sessions work with
   */
  public ZwsDialect(ZwsContext context) {
    this.context = context;
  }

  /** From the next connection on, these hold. */
  public void limits(ZwsLimits changed) {
    context = context.with(changed);
  }

  /** From the next connection on, these hold. */
  public void rates(Rates changed) {
    context = context.with(changed);
  }

  @Override
  public String name() {
    return "ZWS";
  }

  @Override
  public Upgrader upgrader() {
    return this;
  }

  @Override
  public boolean isAt(String path, List<String> offered) {
    return path.startsWith(FOLDER) || (isOffered(offered) && path.lastIndexOf('/') == 0);
  }

  @Override
  public List<String> paths() {
    return List.of(FOLDER + "*");
  }

  private static boolean isOffered(List<String> offered) {
    return offered.stream().anyMatch(name -> name.startsWith(Mechanism.FAMILY));
  }

  @Override
  public List<String> subprotocols() {
    return List.of(Mechanism.values()).stream().map(Mechanism::subprotocol).toList();
  }

  @Override
  public boolean demandsSubprotocol() {
    return true;
  }

  @Override
  public CompletionStage<Admission> admits(Handshake handshake) {
    Optional<EndpointSpec> endpoint = find(handshake.path());
    if (endpoint.isEmpty()) {
      refuse(handshake);
      return CompletableFuture.completedFuture(
          new Refusal(CloseReason.FORBIDDEN, Counter.ZWS_REFUSED));
    }
    Mechanism mechanism = Mechanism.chosen(handshake.subprotocols()).orElseThrow();
    return context
        .gatekeeper()
        .admits(handshake)
        .thenApply(decision -> admission(decision, endpoint.get(), mechanism));
  }

  private Optional<EndpointSpec> find(String path) {
    String name = path.substring(path.startsWith(FOLDER) ? FOLDER.length() : 1);
    return context
        .gateways()
        .directory()
        .named(name)
        .filter(endpoint -> endpoint.opens(Door.ZWS))
        .filter(endpoint -> isFor(endpoint.type()));
  }

  /** Whether stock clients can come to endpoints of this type; others are for pages only. */
  public static boolean isFor(SocketType type) {
    return Pairing.of(type).isPresent();
  }

  private void refuse(Handshake handshake) {
    context
        .counters()
        .line(
            LineKind.CONNECT_REFUSED,
            more ->
                log.info(
                    "ZWS refused: no endpoint for it at {}, from {}{}",
                    Printable.cut(handshake.path()),
                    handshake.remoteAddress(),
                    more));
  }

  private Admission admission(Decision decision, EndpointSpec endpoint, Mechanism mechanism) {
    if (decision instanceof Decision.Allowed allowed) {
      return new Guest(endpoint, mechanism, allowed.grant());
    }
    return decision instanceof Decision.Denied denied
        ? new Refusal(denied.told())
        : new Refusal(CloseReason.UNDECIDABLE);
  }

  /** A client that may come in. */
  private final class Guest implements Entry {
    private final EndpointSpec endpoint;
    private final Mechanism mechanism;
    private final Grant admission;

    Guest(EndpointSpec endpoint, Mechanism mechanism, Grant admission) {
      this.endpoint = endpoint;
      this.mechanism = mechanism;
      this.admission = admission;
    }

    @Override
    public Optional<String> subprotocol() {
      return Optional.of(mechanism.subprotocol());
    }

    @Override
    public int maxMessageBytes(int configured) {
      return Math.max(configured + FLAG_BYTES, MIN_READ_BYTES);
    }

    @Override
    public ConnectionHandler onOpen(Connection connection) {
      return new ZwsSession(connection, endpoint, mechanism, admission, context);
    }
  }
}
