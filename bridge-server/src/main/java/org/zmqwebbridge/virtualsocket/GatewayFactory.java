package org.zmqwebbridge.virtualsocket;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.zmqwebbridge.observe.Counters;
import org.zmqwebbridge.zmq.HostResolver;
import org.zmqwebbridge.zmq.ZmqLoop;

/**
 * Spreads the endpoints over the loops, in the order of the configuration: all virtual sockets of
 * an endpoint meet in one {@link GatewayShard}, and so in one ZeroMQ socket.
 *
 * <p>Owner thread: any, but for {@link #start}, {@link #drain} and {@link #close}, which are the
 * bridge's and wait.
 */
public final class GatewayFactory {
  private final List<GatewayShard> shards = new ArrayList<>();
  private final List<List<EndpointSpec>> shares = new ArrayList<>();
  private final IdentityHashMap<EndpointSpec, GatewayShard> homes = new IdentityHashMap<>();
  private final AtomicInteger openGateways = new AtomicInteger();
  private volatile boolean draining;

  /**
   * @param loops at least one
   */
  public GatewayFactory(
      EndpointDirectory endpoints,
      List<ZmqLoop> loops,
      HostResolver resolver,
      VirtualSocketLimits limits,
      Counters counters) {
    SecureRandom random = new SecureRandom();
    for (ZmqLoop loop : loops) {
      shards.add(
          new GatewayShard(
              new GatewayContext(loop, resolver, limits, counters, random, openGateways)));
      shares.add(new ArrayList<>());
    }
    int next = 0;
    for (EndpointSpec endpoint : endpoints.all()) {
      homes.put(endpoint, shards.get(next));
      shares.get(next).add(endpoint);
      next = (next + 1) % shards.size();
    }
  }

  /** Where an endpoint of the directory lives. */
  GatewayShard shardOf(EndpointSpec endpoint) {
    return homes.get(endpoint);
  }

  /**
   * Binds every address that the bridge binds.
   *
   * @throws IllegalStateException if one cannot be bound; the message says which and why
   */
  public void start() {
    List<CompletableFuture<Void>> started = new ArrayList<>();
    for (int i = 0; i < shards.size(); i++) {
      started.add(shards.get(i).start(shares.get(i)));
    }
    try {
      all(started).join();
    } catch (CompletionException failure) {
      throw new IllegalStateException(failure.getCause().getMessage(), failure.getCause());
    }
  }

  /** Whether nothing new is taken any more. */
  boolean isDraining() {
    return draining;
  }

  /** How many gateways are open. */
  public int open() {
    return openGateways.get();
  }

  /** How many requests of pages had no outcome a moment ago. */
  public int requests() {
    return shards.stream().mapToInt(GatewayShard::requests).sum();
  }

  /** How many asks of ZeroMQ peers had no answer a moment ago. */
  public int asks() {
    return shards.stream().mapToInt(GatewayShard::asks).sum();
  }

  /**
   * Takes no new sockets, requests and asks, and waits until those under way have ended.
   *
   * @param millis how long to wait for it
   * @return false if some have not ended within that time
   */
  public boolean drain(long millis) throws InterruptedException {
    draining = true;
    return await(shards.stream().map(GatewayShard::drain).toList(), millis);
  }

  /**
   * Ends every gateway, with an outcome for each open request, and opens no more.
   *
   * @param millis how long to wait for it
   * @return false if a loop has not answered within that time
   */
  public boolean close(long millis) throws InterruptedException {
    return await(shards.stream().map(GatewayShard::close).toList(), millis);
  }

  private static boolean await(List<CompletableFuture<Void>> parts, long millis)
      throws InterruptedException {
    try {
      all(parts).get(millis, TimeUnit.MILLISECONDS);
      return true;
    } catch (ExecutionException | TimeoutException stuck) {
      return false;
    }
  }

  private static CompletableFuture<Void> all(List<CompletableFuture<Void>> parts) {
    return CompletableFuture.allOf(parts.toArray(CompletableFuture[]::new));
  }
}
