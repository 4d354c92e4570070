package org.zmqwebbridge;

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

  private static BridgeBuilder by(ConfigSources sources, String... settings) {
    for (String setting : settings) {
      sources.set(setting);
    }
    return BridgeSettings.read(sources.read());
  }
}
