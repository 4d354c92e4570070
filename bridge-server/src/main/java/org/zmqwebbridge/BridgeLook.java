package org.zmqwebbridge;

import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.zmqwebbridge.blastbeat.BlastbeatDialect;
import org.zmqwebbridge.channel.Channels;
import org.zmqwebbridge.edge.jetty.LiveConnections;
import org.zmqwebbridge.gateway.GatewayShards;
import org.zmqwebbridge.gateway.Inspector;
import org.zmqwebbridge.grip.GripDialect;
import org.zmqwebbridge.mongrel2.Mongrel2Dialect;
import org.zmqwebbridge.observe.Counters;
import org.zmqwebbridge.observe.Gauges;
import org.zmqwebbridge.observe.Meters;

/**
 * What an operator sees of a bridge, and may do with all of it.
 *
 * @param gauges where each gauge is read
 * @param meters those of the endpoints
 * @param channels by the name of their store
 * @param blastbeat empty: it is not spoken
 * @param grip empty: the same
 * @param inspector what looks at messages; empty: nobody may
 * @param ready whether it takes connections
 * @param drain takes it out of its load balancer
 */
record BridgeLook(
    Counters counters,
    Gauges gauges,
    Meters meters,
    LiveConnections connections,
    GatewayShards gateways,
    Map<String, Channels> channels,
    Mongrel2Dialect mongrel2,
    Optional<BlastbeatDialect> blastbeat,
    Optional<GripDialect> grip,
    Optional<Inspector> inspector,
    BooleanSupplier ready,
    Drain drain) {}
