package org.zmqwebbridge.edge.jetty;

import java.util.List;
import org.zmqwebbridge.edge.Upgrader;

/** Where the WebSockets of one dialect are asked for. */
@FunctionalInterface
interface UpgradePlace {
  /**
   * Whether a request for this path with these subprotocols is one for it.
   *
   * @param path decoded
   * @return the path, as the text that its connections keep; {@code null}: it is not
   */
  String of(String path, List<String> offered);

  /** One path, whose text all of its connections share. */
  static UpgradePlace at(String path) {
    return (asked, offered) -> asked.equals(path) ? path : null;
  }

  /** Where the upgrader says. */
  static UpgradePlace of(Upgrader upgrader) {
    return (asked, offered) -> upgrader.isAt(asked, offered) ? asked : null;
  }
}
