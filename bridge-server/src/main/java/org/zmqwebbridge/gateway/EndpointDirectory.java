package org.zmqwebbridge.gateway;

import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.zmqwebbridge.auth.SocketType;
import org.zmqwebbridge.zmq.ZmqEndpoint;

/**
 * All endpoints that a page may name: by the name in the configuration, or by exactly an address
 * there, in any spelling that is the same in canonical form. One of several addresses names its
 * whole endpoint. An address that several endpoints of a type share names none of them: each has
 * its own hook's answer, topics and policies.
 *
 * <p>Immutable.
 */
public final class EndpointDirectory {
  private final Map<String, EndpointSpec> byName = new LinkedHashMap<>();
  private final Map<EndpointSpec.Key, EndpointSpec> byKey = new LinkedHashMap<>();
  private final Set<EndpointSpec.Key> shared = new HashSet<>(); // addresses that name nobody
  private final Map<ZmqEndpoint, EndpointSpec> bound = new HashMap<>();

  /**
   * @throws IllegalArgumentException if two endpoints have one name, or bind one address
   */
  public EndpointDirectory(List<EndpointSpec> endpoints) {
    for (EndpointSpec endpoint : endpoints) {
      if (byName.put(endpoint.name(), endpoint) != null) {
        throw new IllegalArgumentException("two endpoints are called " + endpoint.name());
      }
      for (EndpointSpec.Key key : endpoint.keys()) {
        if (byKey.put(key, endpoint) != null) {
          shared.add(key);
        }
      }
      if (endpoint.binds()) {
        endpoint.addresses().all().forEach(address -> bind(address, endpoint));
      }
    }
    byKey.keySet().removeAll(shared);
  }

  private void bind(ZmqEndpoint address, EndpointSpec endpoint) {
    EndpointSpec other = bound.put(address, endpoint);
    if (other != null) {
      throw new IllegalArgumentException(
          "endpoints "
              + other.name()
              + " and "
              + endpoint.name()
              + " are "
              + (other.type() == endpoint.type() ? other.type() : "bound")
              + " and have the same address, "
              + address
              + ", which can be bound once only; give each a port of its own");
    }
  }

  /** All endpoints, in the configuration's order. */
  public Collection<EndpointSpec> all() {
    return Collections.unmodifiableCollection(byName.values());
  }

  /** The endpoint of this name. */
  public Optional<EndpointSpec> named(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /**
   * The endpoint that a page names; none if it names an address that several share.
   *
   * @throws IllegalArgumentException if the target is neither a known name nor a well-formed
   *     address
   */
  public Optional<EndpointSpec> find(String target, SocketType type) {
    EndpointSpec named = byName.get(target);
    if (named != null) {
      return Optional.of(named).filter(endpoint -> endpoint.type() == type);
    }
    if (!target.contains(":")) {
      return Optional.empty(); // a name that is not configured
    }
    return Optional.ofNullable(byKey.get(new EndpointSpec.Key(type, ZmqEndpoint.parse(target))));
  }
}
