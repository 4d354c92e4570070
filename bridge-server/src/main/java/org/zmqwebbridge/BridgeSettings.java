package org.zmqwebbridge;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.zmqwebbridge.config.ConfigException;
import org.zmqwebbridge.config.Section;
import org.zmqwebbridge.edge.DeflateSettings;
import org.zmqwebbridge.edge.HostNames;
import org.zmqwebbridge.edge.jetty.EdgeConfig;
import org.zmqwebbridge.edge.jetty.TlsIdentity;
import org.zmqwebbridge.gateway.Door;
import org.zmqwebbridge.rate.RateLimits;

/**
 * Turns settings into a {@link BridgeBuilder}. This class and its siblings {@code …Settings}, one
 * for each section, are the one place that knows every setting's name, default and bounds.
 */
final class BridgeSettings {
  private static final int MAX_THREADS = 64;
  private static final int MAX_RATE = 10_000_000;
  private static final int MAX_SPIN_TURNS = 1_000_000;

  private BridgeSettings() {}

  /**
   * Reads all settings.
   *
   * @throws ConfigException if one is unknown or wrong; the message says where and what to do
   */
  static BridgeBuilder read(Section root) {
    return read(root, new AuthParts());
  }

  /**
   * Reads all settings, perhaps not for the first time.
   *
   * @param parts what earlier readings have made
   */
  static BridgeBuilder read(Section root, AuthParts parts) {
    return root.collecting(section -> all(section, parts));
  }

  private static BridgeBuilder all(Section root, AuthParts parts) {
    BridgeBuilder builder = Bridge.builder();
    root.parsed("listen", builder::listen);
    root.parsedTexts("hosts", HostNames::checked).forEach(builder::host);
    ManagementSettings.read(root, builder);
    ProxySettings.read(root, builder);
    PagesSettings.read(root, builder);
    webSocket(root.section("websocket"), builder);
    tls(root.section("tls"), builder);
    ListenerSettings.read(root, builder);
    Set<Door> doors = DoorSettings.read(root, Door.ALL);
    EndpointSettings.read(root.section("endpoints"), doors, builder);
    RelaySettings.read(root, builder);
    GripSettings.read(root, builder);
    Mongrel2Settings.read(root, builder);
    BlastbeatSettings.read(root, builder);
    part(root, "auth", section -> AuthSettings.read(section, builder, parts));
    threads(root.section("threads"), builder);
    rates(root.section("rates"), builder);
    LimitSettings.read(root.section("limits"), root.section("deadlines"), builder);
    reload(root.section("reload"), builder);
    builder.accessLog(LogSettings.read(root.section("log")).access());
    root.end();
    return builder.warnings(root.warnings());
  }

  private static void part(Section root, String key, Consumer<Section> reading) {
    Section section = root.section(key);
    Optional<Section> unused =
        root.attempt(
            () -> {
              reading.accept(section);
              return section;
            });
  }

  private static void reload(Section section, BridgeBuilder builder) {
    builder.watchFiles(section.flag("watch", false));
    section.end();
  }

  private static void webSocket(Section section, BridgeBuilder builder) {
    section.parsed("path", builder::path);
    if (section.text("path").filter(path -> path.length() > 1 && path.endsWith("/")).isPresent()) {
      section.warn("path", "ends with a slash, so pages must write one there, too");
    }
    section.parsedTexts("origins", EdgeConfig::checkedOrigin).forEach(builder::origin);
    section
        .oneOrMore("publicOrigin", EdgeConfig::checkedPublicOrigin)
        .forEach(builder::publicOrigin);
    deflate(section, builder);
    section.end();
  }

  /** {@code true} or {@code false}, or a section, which means that it is on. */
  private static void deflate(Section webSocket, BridgeBuilder builder) {
    DeflateSettings standard = DeflateSettings.DEFAULTS;
    if (!webSocket.isSection("deflate")) {
      if (webSocket.flag("deflate", false)) {
        builder.deflate(standard);
      }
      return;
    }
    Section section = webSocket.section("deflate");
    builder.deflate(
        new DeflateSettings(
            (int) section.number("minBytes", standard.minBytes(), 0, Integer.MAX_VALUE),
            (int) section.number("level", standard.level(), 1, 9)));
    section.end();
  }

  /** Read here already, so that what is wrong is said with the place of its setting. */
  private static void tls(Section section, BridgeBuilder builder) {
    boolean apart = section.has("key");
    Optional<Path> key = section.parsed("key", Path::of);
    Optional<Path> certificate =
        apart ? section.required("certificate", Path::of) : section.parsed("certificate", Path::of);
    boolean http2 = section.flag("http2", true);
    List<EdgeConfig.Tls> others = new ArrayList<>();
    for (Section other : section.sections("others")) {
      section.attempt(() -> another(other)).ifPresent(others::add);
    }
    section.end();
    if (certificate.isEmpty() || (apart && key.isEmpty())) {
      if (!others.isEmpty()) {
        section.refuse("others", "are for other names than those of certificate; say that, too");
      }
      return;
    }
    EdgeConfig.Tls files = new EdgeConfig.Tls(certificate.get(), key.orElse(certificate.get()));
    try {
      TlsIdentity unused = TlsIdentity.read(files);
      builder.tls(files.certificate(), files.key()).http2(http2);
      others.forEach(other -> builder.tlsToo(other.certificate(), other.key()));
    } catch (IllegalArgumentException wrong) {
      String message = wrong.getMessage();
      section.refuse(apart && message.startsWith("tls.key: ") ? "key" : "certificate", message);
    }
  }

  private static EdgeConfig.Tls another(Section section) {
    Optional<Path> named = section.required("certificate", Path::of);
    Optional<Path> apart = section.parsed("key", Path::of);
    section.end();
    Path certificate = named.orElseThrow(section::unusable);
    Path key = apart.orElse(certificate);
    EdgeConfig.Tls files = new EdgeConfig.Tls(certificate, key);
    try {
      TlsIdentity unused = TlsIdentity.read(files);
    } catch (IllegalArgumentException wrong) {
      section.refuse("certificate", wrong.getMessage());
    }
    return files;
  }

  private static void rates(Section section, BridgeBuilder builder) {
    RateLimits none = RateLimits.NONE;
    builder.rates(
        new RateLimits(
            (int) section.number("perConnection", none.perConnection(), 0, MAX_RATE),
            (int) section.number("perPrincipal", none.perPrincipal(), 0, MAX_RATE),
            (int)
                section.number(
                    "burstSeconds", none.burstSeconds(), 1, RateLimits.MAX_BURST_SECONDS)));
    section.end();
  }

  private static void threads(Section section, BridgeBuilder builder) {
    Threads standard = Threads.standard();
    builder.loops((int) section.number("loops", standard.loops(), 1, MAX_THREADS));
    builder.selectors((int) section.number("selectors", standard.selectors(), 1, MAX_THREADS));
    builder.spinTurns((int) section.number("spinTurns", standard.spinTurns(), 0, MAX_SPIN_TURNS));
    section.end();
  }
}
