package org.zmqwebbridge.gateway;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * What becomes of each endpoint when others are configured: it stays, goes on with other ZeroMQ
 * settings, is served from now on, or no more. One of which pages would notice a change is dropped
 * and served again.
 *
 * <p>Immutable. An endpoint that stays keeps its identity: virtual sockets and gateways know it by
 * that.
 *
 * @param directory what pages may name, with the endpoints that stay as they were known before
 * @param today what each of the directory is now, by the identity that it is known by
 * @param added those that are new, or new again
 * @param dropped those that go, or go and come again, as they were known
 * @param retuned those that stay with other settings: as they are known, and as they are now
 */
record EndpointChanges(
    EndpointDirectory directory,
    IdentityHashMap<EndpointSpec, EndpointSpec> today,
    List<EndpointSpec> added,
    List<EndpointSpec> dropped,
    IdentityHashMap<EndpointSpec, EndpointSpec> retuned) {

  /**
   * Compares.
   *
   * @param before what is served, by the identity that it is known by
   * @param wanted what is to be served
   */
  @SuppressWarnings("ReferenceEquality") // an endpoint that stays is known by its identity
  static EndpointChanges between(
      EndpointDirectory known,
      IdentityHashMap<EndpointSpec, EndpointSpec> before,
      EndpointDirectory wanted) {
    List<EndpointSpec> all = new ArrayList<>();
    List<EndpointSpec> added = new ArrayList<>();
    IdentityHashMap<EndpointSpec, EndpointSpec> today = new IdentityHashMap<>();
    IdentityHashMap<EndpointSpec, EndpointSpec> retuned = new IdentityHashMap<>();
    for (EndpointSpec endpoint : wanted.all()) {
      EndpointSpec identity =
          known
              .named(endpoint.name())
              .filter(old -> looksTheSame(before.get(old), endpoint))
              .orElse(endpoint);
      if (identity == endpoint) {
        added.add(endpoint);
      } else if (!before.get(identity).equals(endpoint)) {
        retuned.put(identity, endpoint);
      }
      today.put(identity, endpoint);
      all.add(identity);
    }
    List<EndpointSpec> dropped =
        known.all().stream().filter(old -> !today.containsKey(old)).toList();
    return new EndpointChanges(new EndpointDirectory(all), today, added, dropped, retuned);
  }

  /**
   * Whether pages notice nothing: at most the way to its ZeroMQ peers is another, or what these
   * hear when a page leaves.
   */
  private static boolean looksTheSame(EndpointSpec before, EndpointSpec after) {
    return after
        .highWaterMark(before.highWaterMark())
        .handshakeMillis(before.handshakeMillis())
        .asks(after.asks().pageLeft(before.asks().pageLeft()))
        .security(before.binds() == after.binds() ? before.security() : after.security())
        .equals(before);
  }

  /**
   * Whether an added endpoint is bound where a dropped one may still be, at one address at least.
   */
  boolean takesTheAddressOver(EndpointSpec endpoint) {
    return endpoint.binds()
        && dropped.stream()
            .anyMatch(old -> old.binds() && old.addresses().mayOverlap(endpoint.addresses()));
  }

  /** In words: what an operator calls a changed, an added and a removed endpoint. */
  List<String> inWords() {
    Map<String, String> words = new LinkedHashMap<>();
    dropped.forEach(endpoint -> words.put(endpoint.name(), "removed"));
    added.forEach(endpoint -> words.merge(endpoint.name(), "added", (old, now) -> "changed"));
    retuned.keySet().forEach(endpoint -> words.put(endpoint.name(), "changed"));
    return new TreeSet<>(words.keySet())
        .stream().map(name -> "endpoints." + name + " (" + words.get(name) + ")").toList();
  }
}
