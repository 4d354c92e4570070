package org.zmqwebbridge.zws;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** How a connection begins, by the subprotocol that names it (RFC 45). */
enum Mechanism {
  /** Each side says its routing id, and there are no commands. */
  NONE("ZWS2.0"),
  /** Each side says what it is (RFC 23). */
  NULL("ZWS2.0/NULL"),
  /** The client brings a name and a password (RFC 24). */
  PLAIN("ZWS2.0/PLAIN");

  /** What every subprotocol of ZWS 2.0 begins with. */
  static final String FAMILY = "ZWS2.0";

  private final String subprotocol;

  Mechanism(String subprotocol) {
    this.subprotocol = subprotocol;
  }

  String subprotocol() {
    return subprotocol;
  }

  /** The first that the client offers and that is spoken (RFC 6455, section 4.2.2). */
  static Optional<Mechanism> chosen(List<String> offered) {
    return offered.stream().flatMap(name -> of(name).stream()).findFirst();
  }

  static Optional<Mechanism> of(String subprotocol) {
    return Arrays.stream(values()).filter(each -> each.subprotocol.equals(subprotocol)).findAny();
  }
}
