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
    ConfigSources sources = new ConfigSources();
    for (String setting : settings) {
      sources.set(setting);
    }
    return BridgeSettings.read(sources.read());
  }
}
