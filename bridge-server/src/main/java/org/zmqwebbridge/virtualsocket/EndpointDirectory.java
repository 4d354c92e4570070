package org.zmqwebbridge.virtualsocket;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.zmqwebbridge.auth.SocketType;
import org.zmqwebbridge.zmq.ZmqEndpoint;

/**
 * All endpoints that a page may name: by the name in the configuration, or by exactly the address
 * there, in any spelling that is the same in canonical form.
 *
 * <p>Immutable.
 */
public final class EndpointDirectory {
  private final Map<String, EndpointSpec> byName = new LinkedHashMap<>();
  private final Map<EndpointSpec.Key, EndpointSpec> byKey = new LinkedHashMap<>();

  /**
   * @throws IllegalArgumentException if two endpoints have one name, or one type and address
   */
  public EndpointDirectory(List<EndpointSpec> endpoints) {
    for (EndpointSpec endpoint : endpoints) {
      if (byName.put(endpoint.name(), endpoint) != null) {
        throw new IllegalArgumentException("two endpoints are called " + endpoint.name());
      }
      EndpointSpec other = byKey.put(endpoint.key(), endpoint);
      if (other != null) {
        throw new IllegalArgumentException(
            "endpoints "
                + other.name()
                + " and "
                + endpoint.name()
                + " have the same type and address; pages could not tell whose hook decides."
                + " Remove one");
      }
    }
  }

  /** All endpoints, in the configuration's order. */
  public Collection<EndpointSpec> all() {
    return Collections.unmodifiableCollection(byName.values());
  }

  /** The endpoint of this name. */
  Optional<EndpointSpec> named(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /**
   * The endpoint that a page names.
   *
   * @throws IllegalArgumentException if the target is neither a known name nor a well-formed
   *     address
   */
  Optional<EndpointSpec> find(String target, SocketType type) {
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
