package org.zmqwebbridge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;

/** A listener's address is a literal, localhost or every one, and a port; nothing is looked up. */
class HostAndPortFuzzTest {
  private static final Pattern FORM =
      Pattern.compile("((localhost|\\*|[0-9.]+|\\[[0-9a-fA-F:.]+(%[^\\]]*)?\\])?:)?[0-9]{1,5}");

  @FuzzTest
  void parse(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    try {
      List<InetSocketAddress> addresses = HostAndPort.parse(text);
      assertTrue(FORM.matcher(text).matches(), text);
      assertFalse(addresses.isEmpty());
      int port = Integer.parseInt(text.substring(text.lastIndexOf(':') + 1));
      for (InetSocketAddress address : addresses) {
        assertFalse(address.isUnresolved());
        assertEquals(port, address.getPort());
      }
    } catch (IllegalArgumentException refused) {
      assertTrue(refused.getMessage().contains("is no IP address with a port"));
    }
  }
}
