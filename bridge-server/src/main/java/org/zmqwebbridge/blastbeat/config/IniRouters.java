package org.zmqwebbridge.blastbeat.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.zmqwebbridge.zmq.Security;

/**
 * The routers of a section, and who may connect to them: keys of the bridge's own, {@code
 * zmq-curve-keys} with {@code zmq-curve-clients}, or {@code zmq-plain-users}.
 */
record IniRouters(IniSection section, IniPaths paths, KeyReader keys) {
  private static final String KEYS = "zmq-curve-keys";
  private static final String CLIENTS = "zmq-curve-clients";
  private static final String USERS = "zmq-plain-users";

  List<RouterSpec> read() {
    List<RouterSpec> routers = section.all("zmq", RouterSpec::parse).stream().distinct().toList();
    Optional<Security> security = security();
    if (security.isPresent() && !section.has("zmq")) {
      section.refuse(
          section.has(USERS) ? USERS : KEYS,
          "there is no zmq in this section that it could be for");
    }
    return security
        .map(mechanism -> routers.stream().map(router -> router.with(mechanism)).toList())
        .orElse(routers);
  }

  private Optional<Security> security() {
    boolean isCurve = section.has(KEYS) || section.has(CLIENTS);
    Optional<Path> users = section.one(USERS, paths::existing);
    if (isCurve && section.has(USERS)) {
      section.refuse(
          USERS,
          USERS + ": CURVE and PLAIN exclude each other; CURVE also encrypts, so take it out");
      return Optional.empty();
    }
    if (!isCurve) {
      return users.flatMap(file -> made(USERS, () -> keys.plain(file)));
    }
    Optional<Path> own = section.one(KEYS, paths::existing);
    Optional<Path> clients = section.one(CLIENTS, paths::existing);
    if (!section.has(KEYS) || !section.has(CLIENTS)) {
      section.refuse(
          section.has(KEYS) ? KEYS : CLIENTS, KEYS + " and " + CLIENTS + " belong together");
    }
    return own.isEmpty() || clients.isEmpty()
        ? Optional.empty()
        : made(KEYS, () -> keys.curve(own.get(), clients.get()));
  }

  private interface Making {
    Security make();
  }

  private Optional<Security> made(String key, Making making) {
    try {
      return Optional.of(making.make());
    } catch (IllegalArgumentException wrong) {
      section.refuse(key, key + ": " + wrong.getMessage());
      return Optional.empty();
    }
  }
}
