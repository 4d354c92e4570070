package org.zmqwebbridge;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which settings of two configurations differ, but for the endpoints: every part of a {@link
 * BridgeConfig} is compared, down to single values. What a running bridge takes over is listed
 * here; whatever else there is, or will be, needs a restart, and is said to.
 *
 * <p>Immutable.
 *
 * @param reloaded those that a running bridge takes over, by the names of their settings
 * @param restart those that it does not
 */
record ConfigDifferences(Set<String> reloaded, Set<String> restart) {
  /** Endpoints are compared by themselves, and the others are no settings. */
  private static final Set<String> APART = Set.of("endpoints", "warnings", "accessSink");

  private static final List<String> TAKEN_OVER =
      List.of(
          "edge.origins",
          "edge.publicOrigins",
          "edge.hosts",
          "edge.limits.",
          "edge.tls.",
          "authorizer",
          "tickets",
          "access.hookMillis",
          "access.firstFrameMillis",
          "access.zwsHandshakeMillis",
          "limits.",
          "rates.",
          "accessLog.",
          "grip.routes.",
          "mongrel2.",
          "blastbeat.",
          "drainMillis",
          "shutdownMillis");

  /** Where a part's path and its setting's name differ; the first that it begins with counts. */
  private static final Map<String, String> NAMES = new LinkedHashMap<>();

  static {
    NAMES.put("edge.limits.handshake.", "limits.");
    NAMES.put("edge.limits.connection.", "limits.");
    NAMES.put("edge.limits.exchange.", "limits.");
    NAMES.put("channels.", "limits.");
    NAMES.put("edge.listen", "listen");
    NAMES.put("edge.hosts", "hosts");
    NAMES.put("edge.serves", "serves");
    NAMES.put("edge.listeners", "listeners");
    NAMES.put("edge.selectors", "threads.selectors");
    NAMES.put("edge.tls", "tls");
    NAMES.put("edge.pages.root.path", "pages.folder");
    NAMES.put("edge.pages.root", "pages.folder");
    NAMES.put("edge.pages.policy", "pages.csp");
    NAMES.put("edge.pages", "pages");
    NAMES.put("edge.publicOrigins", "websocket.publicOrigin");
    NAMES.put("edge.proxies.source", "clientAddress");
    NAMES.put("edge.proxies.networks", "trustedProxies");
    NAMES.put("edge.", "websocket.");
    NAMES.put("grip.isOn", "grip");
    NAMES.put("grip.limits.holds.", "grip.holds.");
    NAMES.put("grip.limits.", "grip.");
    NAMES.put("grip.publishers.rate.perSecond", "grip.messageRate");
    NAMES.put("grip.publishers.rate.hwm", "grip.messageHwm");
    NAMES.put("grip.publishers.", "grip.");
    NAMES.put("grip.sockjs.limits.", "grip.sockjs.");
    NAMES.put("grip.stats.isJson", "grip.stats.format");
    NAMES.put("grip.routes.routes", "grip.routes");
    NAMES.put("grip.isShared", "grip.channels");
    NAMES.put("grip.retention", "grip.keep");
    NAMES.put("grip.secret", "grip.control.secretFile");
    NAMES.put("grip.signatures.own", "grip.sig");
    NAMES.put("grip.signatures.upstreamKey", "grip.upstreamKey");
    NAMES.put("blastbeat.options.", "blastbeat.");
    NAMES.put("blastbeat.binds", "blastbeat.bind");
    NAMES.put("accessLog.format", "log.access");
    NAMES.put("accessLog.perSecond", "log.accessPerSecond");
    NAMES.put("access.revokedSeconds", "auth.revokedSeconds");
    NAMES.put("access.", "deadlines.");
    NAMES.put("authorizer", "auth");
    NAMES.put("tickets", "auth.tickets");
    NAMES.put("hookClass", "auth.class");
    NAMES.put("watchFiles", "reload.watch");
    NAMES.put("management.secret", "management.secretFile");
    NAMES.put("management.inspector.bodyBytes", "management.inspectorBytes");
    NAMES.put("management.inspector.perSecond", "management.inspectorPerSecond");
    NAMES.put("drainMillis", "deadlines.drainMillis");
    NAMES.put("shutdownMillis", "deadlines.shutdownMillis");
    NAMES.put("threads.stuckMillis", "deadlines.stuckMillis");
  }

  static ConfigDifferences between(BridgeConfig before, BridgeConfig after) {
    ConfigDifferences found = new ConfigDifferences(new TreeSet<>(), new TreeSet<>());
    found.compare("", before, after);
    if (before.grip().isOn() != after.grip().isOn()) {
      found.reloaded().remove("grip.routes"); // none, until there is a proxy
    }
    return found;
  }

  private void compare(String path, Record before, Record after) {
    for (RecordComponent component : before.getClass().getRecordComponents()) {
      String name = path + component.getName();
      if (!APART.contains(name)) {
        compareValues(name, value(component, before), value(component, after));
      }
    }
  }

  private void compareValues(String name, Object before, Object after) {
    if (before instanceof Optional<?> one
        && after instanceof Optional<?> other
        && one.isPresent()
        && other.isPresent()) {
      compareValues(name, one.get(), other.get());
    } else if (before instanceof Record one
        && after instanceof Record other
        && one.getClass() == other.getClass()) {
      compare(name + ".", one, other);
    } else if (!before.equals(after)) {
      boolean takenOver = TAKEN_OVER.stream().anyMatch(part -> isPart(name, part));
      (takenOver ? reloaded : restart).add(settingName(name));
    }
  }

  private static boolean isPart(String name, String part) {
    return part.endsWith(".") ? name.startsWith(part) : name.equals(part);
  }

  private static Object value(RecordComponent component, Record owner) {
    try {
      component.getAccessor().setAccessible(true); // also of a record of another package
      return component.getAccessor().invoke(owner);
    } catch (IllegalAccessException | InvocationTargetException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** What its setting is called; of a part without another name, its path. */
  private static String settingName(String path) {
    String name =
        NAMES.entrySet().stream()
            .filter(entry -> path.startsWith(entry.getKey()))
            .findFirst()
            .map(entry -> entry.getValue() + path.substring(entry.getKey().length()))
            .orElse(path);
    return name.startsWith("limits.") && name.endsWith("Millis")
        ? name.replaceFirst("limits", "deadlines")
        : name;
  }
}
