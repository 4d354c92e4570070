package org.zmqwebbridge;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.zmqwebbridge.admin.ManagementConfig;
import org.zmqwebbridge.auth.Authorizer;
import org.zmqwebbridge.auth.credential.Tickets;
import org.zmqwebbridge.blastbeat.config.BlastbeatConfig;
import org.zmqwebbridge.channel.ChannelLimits;
import org.zmqwebbridge.edge.access.AccessSettings;
import org.zmqwebbridge.edge.jetty.EdgeConfig;
import org.zmqwebbridge.gateway.EndpointDirectory;
import org.zmqwebbridge.gateway.EndpointSpec;
import org.zmqwebbridge.grip.GripConfig;
import org.zmqwebbridge.mongrel2.config.Mongrel2Config;
import org.zmqwebbridge.rate.RateLimits;
import org.zmqwebbridge.relay.RelayConfig;
import org.zmqwebbridge.virtualsocket.VirtualSocketLimits;
import org.zmqwebbridge.zmq.HostResolver;
import org.zmqwebbridge.zws.ZwsLimits;

/**
 * All that a bridge is made of; each part goes to the package that owns it.
 *
 * @param edge how browsers come in
 * @param management the management listener, if there is one
 * @param endpoints what pages may open
 * @param authorizer the hooks
 * @param tickets what the authorizer takes in the URL, if anything
 * @param access how long hooks may take, and what they grant lasts
 * @param limits what pages may take
 * @param rates how fast pages may send
 * @param accessLog whether there is one
 * @param accessSink where its lines go
 * @param drainMillis how long requests under way may take to end when it closes
 * @param shutdownMillis how long {@link Bridge#close} may take in all
 * @param threads how the work is spread over cores
 * @param hookClass the class that {@code auth.class} names, if the hooks are of one
 * @param watchFiles whether a change of the files that it was read from has it read again
 * @param resolver how names of back ends are looked up; empty: as the system does
 * @param relay the push relay
 * @param channels what channels may take
 * @param grip the reverse proxy by GRIP
 * @param mongrel2 servers of Mongrel2
 * @param blastbeat hosts of BlastBeat
 * @param warnings what was noticed while the settings were read
 */
record BridgeConfig(
    EdgeConfig edge,
    Optional<ManagementConfig> management,
    EndpointDirectory endpoints,
    Authorizer authorizer,
    Optional<Tickets> tickets,
    AccessLimits access,
    VirtualSocketLimits limits,
    RateLimits rates,
    AccessSettings accessLog,
    Consumer<String> accessSink,
    long drainMillis,
    long shutdownMillis,
    Threads threads,
    Optional<String> hookClass,
    boolean watchFiles,
    Optional<HostResolver> resolver,
    RelayConfig relay,
    ChannelLimits channels,
    GripConfig grip,
    Mongrel2Config mongrel2,
    BlastbeatConfig blastbeat,
    List<String> warnings) {

  static final long DEFAULT_DRAIN_MILLIS = 3_000;
  static final long DEFAULT_SHUTDOWN_MILLIS = 4_000;

  /**
   * What a running bridge goes by after a reload: what it takes over of another configuration, and
   * of the rest what it has.
   */
  BridgeConfig reloaded(BridgeConfig other) {
    return new BridgeConfig(
        edge.reloaded(other.edge),
        management,
        other.endpoints,
        other.authorizer,
        other.tickets,
        access.reloaded(other.access),
        other.limits,
        other.rates,
        other.accessLog,
        accessSink,
        other.drainMillis,
        other.shutdownMillis,
        threads,
        hookClass,
        watchFiles,
        resolver,
        relay,
        channels,
        grip.with(other.grip.routes()),
        other.mongrel2,
        other.blastbeat,
        other.warnings);
  }

  /** What one stock ZeroMQ client may take: as much as a page. */
  ZwsLimits zwsLimits() {
    return new ZwsLimits(
        limits.maxMessageBytes(),
        limits.second().maxParts(),
        limits.second().maxTopicBytes(),
        limits.second().maxTopicsPerConnection(),
        limits.maxRequestsInFlight(),
        limits.maxRequestBytes(),
        access.zwsHandshakeMillis());
  }

  static EndpointDirectory directory(List<EndpointSpec> endpoints) {
    return new EndpointDirectory(endpoints);
  }
}
