package org.zmqwebbridge;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.zmqwebbridge.config.Section;
import org.zmqwebbridge.grip.stats.StatsSpec;
import org.zmqwebbridge.zmq.Security;
import org.zmqwebbridge.zmq.ZmqEndpoint;

/** The settings below {@code grip.stats}. */
final class StatsSettings {
  /** The longest time of any of them. */
  static final int MAX_SECONDS = 86_400;

  private static final String ADDRESS = "address";
  private static final Map<String, Boolean> FORMATS;

  static {
    Map<String, Boolean> words = new LinkedHashMap<>();
    words.put("tnetstring", false);
    words.put("json", true);
    FORMATS = Collections.unmodifiableMap(words);
  }

  private StatsSettings() {}

  static StatsSpec read(Section section) {
    StatsSpec standard = StatsSpec.NONE;
    Optional<ZmqEndpoint> address = section.parsed(ADDRESS, text -> ZmqEndpoint.parseBound(text));
    boolean isJson = section.choice("format", FORMATS).orElse(standard.isJson());
    StatsSpec read =
        standard.withTimes(
            seconds(section, "connectionSeconds", standard.connectionSeconds()),
            seconds(section, "subscriptionSeconds", standard.subscriptionSeconds()),
            seconds(section, "reportSeconds", standard.reportSeconds()));
    boolean isEach = section.flag("connections", standard.tellsConnections());
    Security security = SecuritySettings.bound(section, "statistics");
    section.end();
    return address
        .map(bound -> read.with(security).tellingConnections(isEach).at(bound, isJson))
        .orElse(read);
  }

  private static int seconds(Section section, String key, int absent) {
    return (int) section.number(key, absent, 1, MAX_SECONDS);
  }
}
