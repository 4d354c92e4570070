package org.zmqwebbridge;

import java.time.Instant;
import org.zmqwebbridge.edge.ByteBudget;
import org.zmqwebbridge.edge.jetty.JettyEdge;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.observe.Counters;
import org.zmqwebbridge.observe.Gauge;
import org.zmqwebbridge.observe.Gauges;
import org.zmqwebbridge.virtualsocket.GatewayFactory;
import org.zmqwebbridge.zmq.ZmqLoops;

/** Says where each gauge is read in an assembled bridge. */
final class BridgeGauges {
  private BridgeGauges() {}

  static Gauges of(
      JettyEdge edge,
      GatewayFactory gateways,
      ByteBudget requestBytes,
      ZmqLoops loops,
      Counters counters) {
    return new Gauges()
        .with(Gauge.TCP_CONNECTIONS_OPEN, edge::connections)
        .with(Gauge.CONNECTIONS_OPEN, edge::openConnections)
        .with(Gauge.OUTGOING_BYTES, edge.outgoing()::taken)
        .with(Gauge.OUTGOING_LIMIT_BYTES, edge.outgoing()::limit)
        .with(Gauge.INCOMING_BYTES, edge.incoming()::taken)
        .with(Gauge.INCOMING_LIMIT_BYTES, edge.incoming()::limit)
        .with(Gauge.SOCKETS_OPEN, () -> open(counters))
        .with(Gauge.REQUEST_BYTES, requestBytes::taken)
        .with(Gauge.REQUEST_LIMIT_BYTES, requestBytes::limit)
        .with(
            Gauge.CERTIFICATE_EXPIRES_SECONDS,
            () -> edge.certificateExpiry().map(Instant::getEpochSecond).orElse(0L))
        .with(Gauge.GATEWAYS_OPEN, gateways::open)
        .with(Gauge.LOOP_COMMANDS, loops::waitingCommands);
  }

  private static long open(Counters counters) {
    long closed = counters.value(Counter.SOCKETS_CLOSED); // first, so that there are never too few
    return counters.value(Counter.SOCKETS_OPENED) - closed;
  }
}
