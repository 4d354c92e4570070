package org.zmqwebbridge.edge.jetty;

import java.util.List;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Server;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zmqwebbridge.edge.HandshakeLimits;
import org.zmqwebbridge.edge.HostNames;
import org.zmqwebbridge.edge.RequestHead;
import org.zmqwebbridge.observe.ConnectionId;
import org.zmqwebbridge.observe.LineKind;

/**
 * All {@link KeptConnection}s, and what they go by.
 *
 * <p>Owner thread: none.
 */
final class KeptConnections {
  private static final Logger log = LoggerFactory.getLogger(KeptConnections.class);

  private final HeldExchanges held;
  private final Refusals refusals;
  private final Server server;
  private final TakenConnections open;
  private final SpareReaders readers;
  private volatile long idleMillis;
  private volatile HostNames hosts = HostNames.of(List.of());

  /**
   * @param held what holds for their exchanges
   * @param http how requests are parsed
   */
  KeptConnections(
      HeldExchanges held,
      ConnectionRegistry registry,
      Refusals refusals,
      HttpConfiguration http,
      Server server,
      HandshakeLimits limits) {
    this.held = held;
    this.refusals = refusals;
    this.readers = new SpareReaders(http);
    this.server = server;
    this.open = new TakenConnections(registry);
    this.idleMillis = limits.handshakeMillis();
  }

  HeldExchanges held() {
    return held;
  }

  /** A refusal that is written elsewhere: it is counted and said. */
  void say(RequestHead head, WireRefusal why) {
    refusals.count(head.remoteAddress(), why.status(), why.counter(), why.why());
  }

  /** An error of the program's, for operators. */
  void sayBug(long id, RuntimeException bug) {
    held.counters()
        .line(
            LineKind.CONNECTION_FAILED,
            bug,
            (more, trace) ->
                log.error("{}: an internal error{}", new ConnectionId(id), more, trace));
  }

  TakenConnections open() {
    return open;
  }

  /** How long one may be there without a request. */
  long idleMillis() {
    return idleMillis;
  }

  /** From now on, these hold. */
  void limits(HandshakeLimits changed) {
    idleMillis = changed.handshakeMillis();
  }

  /** Which hosts this is: of the first request of a connection it is known by then. */
  HostNames hosts() {
    return hosts;
  }

  /** From now on, these. */
  void hosts(HostNames changed) {
    hosts = changed;
  }

  /** How many have a request without an answer. */
  int holding() {
    return open.count(KeptConnection.class, KeptConnection::isHolding);
  }

  /** How many have a request without a whole answer. */
  int unfinished() {
    return open.count(KeptConnection.class, one -> one.lasting().isPresent());
  }

  /** What every answer begins with. */
  HttpFields.Mutable newFields() {
    HttpFields.Mutable fields = HttpFields.build();
    HttpField date = server.getDateField();
    if (date != null) {
      fields.add(date);
    }
    return fields;
  }

  /** For requests that begin. */
  SpareReaders readers() {
    return readers;
  }
}
