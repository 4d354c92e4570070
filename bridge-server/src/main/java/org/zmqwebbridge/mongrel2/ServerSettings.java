package org.zmqwebbridge.mongrel2;

import java.util.Map;
import java.util.Optional;
import org.zmqwebbridge.mongrel2.config.Mongrel2Config;
import org.zmqwebbridge.mongrel2.config.Mongrel2Limits;
import org.zmqwebbridge.mongrel2.config.Mongrel2Setting;

/**
 * What a configuration says to all its servers.
 *
 * <p>Immutable.
 *
 * @param mimeTypes by the end of a file's name, with its dot
 * @param controlPort of servers that say none of their own; empty: these have none
 */
record ServerSettings(
    Mongrel2Limits limits, Map<String, String> mimeTypes, Optional<String> controlPort) {
  static ServerSettings of(Mongrel2Config config) {
    return new ServerSettings(
        config.limits(),
        config.mimeTypes(),
        Optional.ofNullable(config.settings().get(Mongrel2Setting.CONTROL_PORT.key())));
  }
}
