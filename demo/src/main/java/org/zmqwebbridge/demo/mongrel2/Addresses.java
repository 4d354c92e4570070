package org.zmqwebbridge.demo.mongrel2;

import java.util.ArrayList;
import java.util.List;
import org.zmqwebbridge.demo.service.Ports;

/**
 * Where the server sends requests to handlers of one kind, and hears their replies.
 *
 * @param sendSpec for example {@code tcp://127.0.0.1:9999}
 * @param recvSpec for example {@code tcp://127.0.0.1:9998}
 */
record Addresses(String sendSpec, String recvSpec) {
  /** The first one that Mongrel2's own examples take; others follow downwards. */
  private static final int FIRST_PORT = 9999;

  /** So many pairs, always the same. */
  static List<Addresses> fixed(int count) {
    List<String> addresses = new ArrayList<>();
    for (int i = 0; i < 2 * count; i++) {
      addresses.add("tcp://127.0.0.1:" + (FIRST_PORT - i));
    }
    return pairs(addresses);
  }

  /** So many pairs that nobody uses now. */
  static List<Addresses> free(int count) {
    return pairs(Ports.freeAddresses(2 * count));
  }

  private static List<Addresses> pairs(List<String> addresses) {
    List<Addresses> pairs = new ArrayList<>();
    for (int i = 0; i < addresses.size(); i += 2) {
      pairs.add(new Addresses(addresses.get(i), addresses.get(i + 1)));
    }
    return pairs;
  }

  /** For a banner. */
  String words() {
    return sendSpec + " and " + recvSpec.substring(recvSpec.lastIndexOf(':'));
  }
}
