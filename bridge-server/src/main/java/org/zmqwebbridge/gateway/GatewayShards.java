package org.zmqwebbridge.gateway;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.zmqwebbridge.auth.SocketType;
import org.zmqwebbridge.auth.Topics;
import org.zmqwebbridge.observe.Counters;
import org.zmqwebbridge.zmq.HostResolver;
import org.zmqwebbridge.zmq.ZmqLoop;

/**
 * Spreads the endpoints over the loops, in the order of the configuration: all members of an
 * endpoint meet in one {@link GatewayShard}, and so in one ZeroMQ socket.
 *
 * <p>Owner thread: any, but for {@link #start}, {@link #serve} and {@link #limits}, which are the
 * bridge's and wait.
 */
public final class GatewayShards {
  /** How long the loops may take for the endpoints of a reload. */
  private static final long RELOAD_MILLIS = 5_000;

  /**
   * What pages may open, and where it lives.
   *
   * @param homes by the identity that an endpoint is known by
   * @param today what each endpoint is now, by the same
   */
  private record Served(
      EndpointDirectory directory,
      IdentityHashMap<EndpointSpec, GatewayShard> homes,
      IdentityHashMap<EndpointSpec, EndpointSpec> today) {}

  private final List<GatewayShard> shards = new ArrayList<>();
  private volatile Served served;
  private final AtomicInteger openGateways = new AtomicInteger();
  private volatile boolean draining;

  /**
   * @param loops at least one
   */
  public GatewayShards(
      EndpointDirectory endpoints,
      List<ZmqLoop> loops,
      HostResolver resolver,
      GatewayLimits limits,
      Counters counters) {
    this(endpoints, loops, resolver, limits, counters, GatewayShards::noLocal);
  }

  private static LocalService noLocal(String name) {
    throw new IllegalArgumentException("there are no channels of the name " + name);
  }

  /**
   * Those of endpoints among which some hear channels of this process.
   *
   * @param loops at least one
   * @param local what publishes in the channels of a name; throws an {@link
   *     IllegalArgumentException} if there are none
   */
  public GatewayShards(
      EndpointDirectory endpoints,
      List<ZmqLoop> loops,
      HostResolver resolver,
      GatewayLimits limits,
      Counters counters,
      Function<String, LocalService> local) {
    this(endpoints, loops, resolver, limits, counters, local, Optional.empty());
  }

  /**
   * The same, and somebody may look at what is said.
   *
   * @param inspector empty: nobody may
   */
  public GatewayShards(
      EndpointDirectory endpoints,
      List<ZmqLoop> loops,
      HostResolver resolver,
      GatewayLimits limits,
      Counters counters,
      Function<String, LocalService> local,
      Optional<Inspector> inspector) {
    SecureRandom random = new SecureRandom();
    for (ZmqLoop loop : loops) {
      shards.add(
          new GatewayShard(
              new GatewayContext(
                  loop,
                  resolver,
                  limits,
                  counters,
                  random,
                  openGateways,
                  local,
                  inspector.orElse(null))));
    }
    IdentityHashMap<EndpointSpec, EndpointSpec> today = new IdentityHashMap<>();
    endpoints.all().forEach(endpoint -> today.put(endpoint, endpoint));
    this.served = new Served(endpoints, homes(endpoints, new IdentityHashMap<>()), today);
  }

  /** Where endpoints live: those that have a home already, there; others where the fewest are. */
  private IdentityHashMap<EndpointSpec, GatewayShard> homes(
      EndpointDirectory endpoints, IdentityHashMap<EndpointSpec, GatewayShard> before) {
    Map<GatewayShard, Integer> tenants = new LinkedHashMap<>();
    shards.forEach(shard -> tenants.put(shard, 0));
    IdentityHashMap<EndpointSpec, GatewayShard> homes = new IdentityHashMap<>();
    for (EndpointSpec endpoint : endpoints.all()) {
      if (before.containsKey(endpoint)) {
        homes.put(endpoint, before.get(endpoint));
        tenants.merge(before.get(endpoint), 1, Integer::sum);
      }
    }
    for (EndpointSpec endpoint : endpoints.all()) {
      if (!homes.containsKey(endpoint)) {
        GatewayShard emptiest =
            Collections.min(tenants.entrySet(), Map.Entry.comparingByValue()).getKey();
        homes.put(endpoint, emptiest);
        tenants.merge(emptiest, 1, Integer::sum);
      }
    }
    return homes;
  }

  /** All that pages may name. */
  public EndpointDirectory directory() {
    return served.directory();
  }

  /**
   * A seat for somebody who asks the services of an endpoint of the directory; one that a reload
   * took out lets nobody in.
   *
   * @param withIds whether its requests have ids by which it tells them apart
   * @throws IllegalArgumentException if the endpoint is not of the type for that
   */
  public CallerSeat seat(EndpointSpec endpoint, Caller caller, boolean withIds) {
    return new CallerSeat(shardOf(endpoint, SocketType.REQ), endpoint, caller, withIds);
  }

  /**
   * A seat for somebody who hears the publications of an endpoint; see above.
   *
   * @param allowed what it may receive, whatever it subscribes to
   * @param first what it subscribes to when it joins
   */
  public SubscriberSeat seat(
      EndpointSpec endpoint, Subscriber subscriber, Topics allowed, List<Topic> first) {
    GatewayShard shard = shardOf(endpoint, SocketType.SUB);
    return new SubscriberSeat(shard, endpoint, subscriber, allowed, first);
  }

  /**
   * A seat for somebody who sends and receives messages that nobody owes an answer; see above.
   *
   * @param credit how many it wants to be sent
   */
  public MessengerSeat seat(EndpointSpec endpoint, Messenger messenger, Credit credit) {
    if (!endpoint.type().isOfMessages()) {
      throw new IllegalArgumentException(endpoint.name() + " is " + endpoint.type());
    }
    return new MessengerSeat(shardOf(endpoint, endpoint.type()), endpoint, messenger, credit);
  }

  /** A seat for somebody who answers at an endpoint; see above. */
  public ResponderSeat seat(EndpointSpec endpoint, Responder responder) {
    return new ResponderSeat(shardOf(endpoint, SocketType.REP), endpoint, responder);
  }

  /** Where an endpoint lives; one that lives nowhere any more, where it is unknown. */
  private GatewayShard shardOf(EndpointSpec endpoint, SocketType type) {
    if (endpoint.type() != type) {
      throw new IllegalArgumentException(endpoint.name() + " is " + endpoint.type());
    }
    return served.homes().getOrDefault(endpoint, shards.get(0));
  }

  /** Whether an endpoint is in the directory. */
  public boolean serves(EndpointSpec endpoint) {
    return served.homes().containsKey(endpoint);
  }

  /**
   * Binds every address that the bridge binds.
   *
   * @throws IllegalStateException if one cannot be bound; the message says which and why
   */
  public void start() {
    join(shards.stream().map(shard -> shard.start(of(shard, served, directory().all()))).toList());
  }

  private static List<EndpointSpec> of(
      GatewayShard shard, Served served, Collection<EndpointSpec> endpoints) {
    return endpoints.stream().filter(one -> served.homes().get(one) == shard).toList();
  }

  private static void join(List<CompletableFuture<Void>> parts) {
    try {
      all(parts).orTimeout(RELOAD_MILLIS, TimeUnit.MILLISECONDS).join();
    } catch (CompletionException failure) {
      Throwable cause = failure.getCause();
      String late = "a ZeroMQ loop did not answer within " + RELOAD_MILLIS + " ms";
      throw new IllegalStateException(
          cause instanceof TimeoutException ? late : cause.getMessage(), cause);
    }
  }

  /**
   * Serves other endpoints. Addresses that are new are bound first: if one cannot be, nothing has
   * changed. Then pages can open the new ones and not the old, whose requests end with an outcome.
   *
   * @return what has changed, in words; empty if nothing has
   * @throws IllegalStateException if an address cannot be bound; the message says which and why
   */
  public List<String> serve(EndpointDirectory wanted) {
    Served before = served;
    EndpointChanges changes = EndpointChanges.between(before.directory(), before.today(), wanted);
    Served after =
        new Served(
            changes.directory(), homes(changes.directory(), before.homes()), changes.today());
    List<EndpointSpec> late =
        changes.added().stream().filter(changes::takesTheAddressOver).toList();
    List<EndpointSpec> soon = changes.added().stream().filter(one -> !late.contains(one)).toList();
    begin(soon, after);
    served = after;
    each(shard -> shard.drop(of(shard, before, changes.dropped())));
    each(shard -> shard.serve(of(shard, after, late), true));
    List<CompletableFuture<Void>> retuned = new ArrayList<>();
    changes
        .retuned()
        .forEach((known, now) -> retuned.add(after.homes().get(known).retune(known, now)));
    join(retuned);
    return changes.inWords();
  }

  private void begin(List<EndpointSpec> added, Served after) {
    try {
      each(shard -> shard.serve(of(shard, after, added), false));
    } catch (IllegalStateException failure) {
      each(shard -> shard.drop(of(shard, after, added)));
      throw failure;
    }
  }

  /** These limits hold from now on. */
  public void limits(GatewayLimits changed) {
    each(shard -> shard.limits(changed));
  }

  private void each(Function<GatewayShard, CompletableFuture<Void>> part) {
    join(shards.stream().map(part).toList());
  }

  /** Whether nothing new is taken any more. */
  public boolean isDraining() {
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
   * Takes no new sockets, requests and asks from now on.
   *
   * @return completes when those under way have ended
   */
  public CompletableFuture<Void> drain() {
    draining = true;
    return all(shards.stream().map(GatewayShard::drain).toList());
  }

  /**
   * Ends every gateway, with an outcome for each open request, and opens no more.
   *
   * @return completes when that is done
   */
  public CompletableFuture<Void> close() {
    return all(shards.stream().map(GatewayShard::close).toList());
  }

  private static CompletableFuture<Void> all(List<CompletableFuture<Void>> parts) {
    return CompletableFuture.allOf(parts.toArray(CompletableFuture[]::new));
  }
}
