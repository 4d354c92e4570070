package org.zmqwebbridge.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.zmqwebbridge.fuzz.Choices;

/** A hook reads the headers that were sent, and no others. */
class HandshakeFuzzTest {
  private static final InetSocketAddress REMOTE =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 1);

  @FuzzTest
  void headers(byte[] bytes) {
    Choices choices = new Choices(bytes);
    Handshake.Builder builder = new Handshake.Builder();
    Map<String, List<String>> expected = new LinkedHashMap<>();
    while (choices.hasMore()) {
      String name = choices.of("Cookie", "sec-websocket-protocol", "X-A", choices.text(10));
      String value = choices.text(60);
      try {
        builder.header(name, value);
        expected.computeIfAbsent(name.toLowerCase(Locale.ROOT), n -> new ArrayList<>()).add(value);
      } catch (IllegalArgumentException refused) {
        assertTrue((name + value).chars().anyMatch(Character::isISOControl));
      }
    }
    Handshake handshake = builder.build("/data", "secret", REMOTE, true);
    assertEquals(expected, handshake.headers());
    expected.forEach(
        (name, values) ->
            assertEquals(values.get(0), handshake.header(name.toUpperCase(Locale.ROOT)).get()));
    cookies(handshake);
    subprotocols(handshake);
    assertFalse(handshake.toString().contains("secret"));
  }

  /** RFC 6265, section 5.4: pairs between semicolons, the first of a name wins. */
  private static void cookies(Handshake handshake) {
    Map<String, String> expected = new LinkedHashMap<>();
    String all = String.join(";", handshake.headers().getOrDefault("cookie", List.of()));
    for (String pair : all.split(";", -1)) {
      String[] parts = pair.split("=", 2);
      if (parts.length == 2 && !parts[0].isEmpty()) {
        String value = parts[1].trim();
        expected.putIfAbsent(parts[0].trim(), value.replaceAll("(?s)^\"(.*)\"$", "$1"));
      }
    }
    assertEquals(expected, handshake.cookies());
    expected.forEach((name, value) -> assertEquals(value, handshake.cookie(name).get()));
  }

  private static void subprotocols(Handshake handshake) {
    for (String protocol : handshake.subprotocols()) {
      assertEquals(protocol.trim(), protocol);
      assertFalse(protocol.isEmpty() || protocol.contains(","));
    }
  }
}
