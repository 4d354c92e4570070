package org.zmqwebbridge.mongrel2.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything that one configuration of Mongrel2 says.
 *
 * <p>Immutable.
 *
 * @param servers in the order in which they were defined
 * @param settings by key, as text; {@link Mongrel2Limits} is what they mean
 * @param mimeTypes by the end of a file's name with its dot, {@code .html}; what is not here is the
 *     server's to know
 */
public record Mongrel2Config(
    List<ServerSpec> servers, Map<String, String> settings, Map<String, String> mimeTypes) {
  /**
   * @throws IllegalArgumentException if two servers have one uuid
   */
  public Mongrel2Config {
    servers = List.copyOf(servers);
    settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    mimeTypes = Collections.unmodifiableMap(new LinkedHashMap<>(mimeTypes));
    Checks.distinct(servers.stream().map(ServerSpec::uuid).toList(), "two servers have the uuid");
  }

  /** The server with this uuid. */
  public Optional<ServerSpec> byUuid(String uuid) {
    return servers.stream().filter(server -> server.uuid().equals(uuid)).findFirst();
  }

  /**
   * The servers that somebody means who names one: by its uuid, else those with the name, else
   * those with the default host.
   */
  public List<ServerSpec> named(String word) {
    Optional<ServerSpec> one = byUuid(word);
    if (one.isPresent()) {
      return one.stream().toList();
    }
    List<ServerSpec> byName = servers.stream().filter(each -> each.name().equals(word)).toList();
    return byName.isEmpty()
        ? servers.stream().filter(each -> each.defaultHost().equals(word)).toList()
        : byName;
  }

  /** What the settings mean. */
  public Mongrel2Limits limits() {
    return Mongrel2Limits.of(settings);
  }
}
