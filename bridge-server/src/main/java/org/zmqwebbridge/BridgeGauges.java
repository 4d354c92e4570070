package org.zmqwebbridge;

import java.time.Instant;
import java.util.List;
import org.zmqwebbridge.edge.Dialect;
import org.zmqwebbridge.edge.jetty.JettyEdge;
import org.zmqwebbridge.observe.Gauge;
import org.zmqwebbridge.observe.Gauges;
import org.zmqwebbridge.zmq.ZmqLoops;

/** Says where each gauge is read in an assembled bridge. */
final class BridgeGauges {
  /** Of dialects that a bridge need not have; without them there are none. */
  private static final List<Gauge> PERHAPS_ABSENT =
      List.of(
          Gauge.GRIP_HELD,
          Gauge.GRIP_SOCKETS,
          Gauge.GRIP_CHANNELS,
          Gauge.ORIGIN_CONNECTIONS,
          Gauge.MONGREL2_CONNECTIONS,
          Gauge.MONGREL2_WAITING,
          Gauge.BLASTBEAT_CONNECTIONS,
          Gauge.BLASTBEAT_SESSIONS,
          Gauge.BLASTBEAT_NODES,
          Gauge.BLASTBEAT_WAITING,
          Gauge.BLASTBEAT_CACHE_BYTES);

  private BridgeGauges() {}

  static Gauges of(JettyEdge edge, List<Dialect> dialects, ZmqLoops loops) {
    Gauges gauges =
        new Gauges()
            .with(Gauge.TCP_CONNECTIONS_OPEN, edge::connections)
            .with(Gauge.CONNECTIONS_OPEN, edge::openConnections)
            .with(Gauge.STREAMS_OPEN, edge::openStreams)
            .with(Gauge.WIRES_OPEN, edge::openWires)
            .with(Gauge.EXCHANGES_OPEN, edge::openExchanges)
            .with(Gauge.OUTGOING_BYTES, edge.outgoing()::taken)
            .with(Gauge.OUTGOING_LIMIT_BYTES, edge.outgoing()::limit)
            .with(Gauge.INCOMING_BYTES, edge.incoming()::taken)
            .with(Gauge.INCOMING_LIMIT_BYTES, edge.incoming()::limit)
            .with(
                Gauge.CERTIFICATE_EXPIRES_SECONDS,
                () -> edge.certificateExpiry().map(Instant::getEpochSecond).orElse(0L))
            .with(Gauge.LOOP_COMMANDS, loops::waitingCommands);
    PERHAPS_ABSENT.forEach(gauge -> gauges.with(gauge, () -> 0));
    dialects.forEach(dialect -> dialect.gauges(gauges));
    return gauges;
  }
}
