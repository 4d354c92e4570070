package org.zmqwebbridge;

import java.util.List;
import org.zmqwebbridge.config.ConfigSources;

/** Bridges as a configuration makes them, inside the test's process. */
public final class Configured {
  private Configured() {}

  /**
   * A builder that has read these.
   *
   * @param settings as {@code --set} takes them: {@code limits.maxFragments=3}
   */
  public static BridgeBuilder by(String... settings) {
    return by(new ConfigSources(), settings);
  }

  /** One that has read a file with this text, and then these. */
  public static BridgeBuilder byYaml(String text, String... settings) {
    return by(new ConfigSources().yaml(text, "zwb.yaml"), settings);
  }

  /** What {@code config check} warns of, where a file has this text, and then these. */
  public static List<String> warnings(String yaml, String... settings) {
    try (Bridge bridge = byYaml(yaml, settings).build()) {
      return bridge.warnings();
    }
  }

  private static BridgeBuilder by(ConfigSources sources, String... settings) {
    for (String setting : settings) {
      sources.set(setting);
    }
    return BridgeSettings.read(sources.read());
  }
}
