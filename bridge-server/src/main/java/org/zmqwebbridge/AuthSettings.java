package org.zmqwebbridge;

import org.zmqwebbridge.auth.Authorizer;
import org.zmqwebbridge.config.Section;

/** The settings below {@code auth}. */
final class AuthSettings {
  private AuthSettings() {}

  static void read(Section section, BridgeBuilder builder) {
    section
        .parsed("class", AuthorizerClass::load)
        .ifPresent((Authorizer authorizer) -> builder.authorizer(authorizer));
    section.end();
  }
}
