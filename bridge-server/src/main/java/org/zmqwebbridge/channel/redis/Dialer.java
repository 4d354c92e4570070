package org.zmqwebbridge.channel.redis;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.ClientOptions.DisconnectedBehavior;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.api.async.RedisScriptingAsyncCommands;
import io.lettuce.core.cluster.ClusterClientOptions;
import io.lettuce.core.cluster.ClusterTopologyRefreshOptions;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.protocol.ProtocolVersion;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import io.lettuce.core.resource.ClientResources;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/**
 * Opens connections to Redis: one server, the master that sentinels name, or a cluster. None of
 * them connects by itself again, and nothing is sent twice.
 *
 * <p>Owner thread: none. Lifetime: until it is closed.
 */
final class Dialer implements AutoCloseable {
  private static final ByteArrayCodec BYTES = ByteArrayCodec.INSTANCE;

  /** A connection for scripts. */
  record Commands(
      StatefulConnection<byte[], byte[]> connection,
      RedisScriptingAsyncCommands<byte[], byte[]> scripts) {}

  private final ClientResources resources;
  private final Duration timeout;
  private final RedisClient client; // null: it is a cluster
  private final RedisURI address; // null: it is a cluster
  private final RedisClusterClient cluster; // null: it is none

  Dialer(RedisSettings settings, ClientResources resources) {
    this.resources = resources;
    this.timeout = Duration.ofMillis(settings.times().timeoutMillis());
    List<RedisURI> addresses = addresses(settings.server());
    addresses.forEach(one -> one.setTimeout(timeout));
    if (settings.server().cluster()) {
      client = null;
      address = null;
      cluster = RedisClusterClient.create(resources, addresses);
      ClusterTopologyRefreshOptions refresh =
          ClusterTopologyRefreshOptions.builder()
              .adaptiveRefreshTriggersTimeout(timeout)
              .enablePeriodicRefresh(Duration.ofSeconds(30))
              .build();
      cluster.setOptions(
          ClusterClientOptions.builder(options(settings, true))
              .topologyRefreshOptions(refresh)
              .build());
    } else {
      client = RedisClient.create(resources);
      address = addresses.get(0);
      cluster = null;
      client.setOptions(options(settings, false));
    }
  }

  private static ClientOptions options(RedisSettings settings, boolean isCluster) {
    Duration timeout = Duration.ofMillis(settings.times().timeoutMillis());
    return ClientOptions.builder()
        .autoReconnect(isCluster) // its client keeps a connection to each node
        .replayFilter(command -> true) // a publication that may have been done is not done again
        .disconnectedBehavior(
            isCluster
                ? DisconnectedBehavior.ACCEPT_COMMANDS // until their deadline
                : DisconnectedBehavior.REJECT_COMMANDS)
        .requestQueueSize(settings.limits().maxQueued())
        .protocolVersion(ProtocolVersion.RESP2)
        .socketOptions(SocketOptions.builder().connectTimeout(timeout).build())
        .timeoutOptions(TimeoutOptions.builder().fixedTimeout(timeout).build())
        .build();
  }

  private static List<RedisURI> addresses(RedisServer server) {
    if (!server.uri().isEmpty()) {
      return List.of(RedisURI.create(server.uri()));
    }
    if (!server.sentinelMaster().isEmpty()) {
      RedisURI.Builder builder = RedisURI.builder().withSentinelMasterId(server.sentinelMaster());
      server.nodes().forEach(one -> builder.withSentinel(host(one), port(one)));
      return List.of(complete(builder, server));
    }
    List<RedisURI> all = new ArrayList<>();
    for (String node : server.nodes().isEmpty() ? List.of(both(server)) : server.nodes()) {
      all.add(complete(RedisURI.builder().withHost(host(node)).withPort(port(node)), server));
    }
    return all;
  }

  private static String both(RedisServer server) {
    return server.host() + ":" + server.port();
  }

  private static String host(String both) {
    return both.substring(0, both.lastIndexOf(':'));
  }

  private static int port(String both) {
    return Integer.parseInt(both.substring(both.lastIndexOf(':') + 1));
  }

  private static RedisURI complete(RedisURI.Builder builder, RedisServer server) {
    builder.withSsl(server.tls()).withDatabase(server.database());
    char[] password = server.password().toCharArray();
    if (!server.username().isEmpty()) {
      builder.withAuthentication(server.username(), password);
    } else if (password.length > 0) {
      builder.withPassword(password);
    }
    return builder.build();
  }

  /** One for scripts. */
  CompletionStage<Commands> commands() {
    return cluster != null
        ? cluster
            .refreshPartitionsAsync()
            .thenCompose(known -> cluster.connectAsync(BYTES))
            .thenApply(to -> new Commands(to, to.async()))
        : client.connectAsync(BYTES, address).thenApply(to -> new Commands(to, to.async()));
  }

  /** One that hears. */
  CompletionStage<StatefulRedisPubSubConnection<byte[], byte[]>> hearing() {
    return cluster != null
        ? cluster
            .refreshPartitionsAsync()
            .thenCompose(known -> cluster.connectPubSubAsync(BYTES))
            .thenApply(to -> to)
        : client.connectPubSubAsync(BYTES, address);
  }

  /** Does not wait for its end. */
  @Override
  public void close() {
    CompletionStage<Void> ended =
        cluster != null
            ? cluster.shutdownAsync(0, timeout.toMillis(), TimeUnit.MILLISECONDS)
            : client.shutdownAsync(0, timeout.toMillis(), TimeUnit.MILLISECONDS);
    CompletionStage<Object> unused =
        ended.handle(
            (nothing, failure) ->
                resources.shutdown(0, timeout.toMillis(), TimeUnit.MILLISECONDS).isDone());
  }
}
