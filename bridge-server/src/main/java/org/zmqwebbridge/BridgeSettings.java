package org.zmqwebbridge;

import java.nio.file.Path;
import org.zmqwebbridge.config.ConfigException;
import org.zmqwebbridge.config.Section;
import org.zmqwebbridge.edge.DeflateSettings;
import org.zmqwebbridge.virtualsocket.RateLimits;

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
    BridgeBuilder builder = Bridge.builder();
    root.parsed("listen", builder::listen);
    ManagementSettings.read(root, builder);
    PagesSettings.read(root, builder);
    webSocket(root.section("websocket"), builder);
    tls(root.section("tls"), builder);
    EndpointSettings.read(root.section("endpoints"), builder);
    AuthSettings.read(root.section("auth"), builder);
    threads(root.section("threads"), builder);
    rates(root.section("rates"), builder);
    LimitSettings.read(root.section("limits"), root.section("deadlines"), builder);
    LogSettings unused = LogSettings.read(root.section("log"));
    root.end();
    return builder;
  }

  private static void webSocket(Section section, BridgeBuilder builder) {
    section.parsed("path", builder::path);
    section.texts("origins").forEach(builder::origin);
    deflate(section, builder);
    section.end();
  }

  /** {@code true} or {@code false}, or a section, which means that it is on. */
  private static void deflate(Section webSocket, BridgeBuilder builder) {
    DeflateSettings standard = DeflateSettings.DEFAULTS;
    if (!webSocket.isSection("deflate")) {
      webSocket
          .parsed("deflate", BridgeSettings::yesOrNo)
          .filter(on -> on)
          .ifPresent(on -> builder.deflate(standard));
      return;
    }
    Section section = webSocket.section("deflate");
    builder.deflate(
        new DeflateSettings(
            (int) section.number("minBytes", standard.minBytes(), 0, Integer.MAX_VALUE),
            (int) section.number("level", standard.level(), 1, 9)));
    section.end();
  }

  private static boolean yesOrNo(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException("\"" + text + "\" is neither true nor false");
    };
  }

  private static void tls(Section section, BridgeBuilder builder) {
    if (section.has("certificate") || section.has("key")) {
      builder.tls(file(section, "certificate"), file(section, "key"));
    }
    section.end();
  }

  private static Path file(Section section, String key) {
    section.requiredText(key);
    return section.parsed(key, Path::of).orElseThrow();
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
