package org.zmqwebbridge.grip.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class KeepAliveTest {
  private static String data(String header) throws MalformedGripException {
    return new String(KeepAlive.of(header).data(), ISO_8859_1);
  }

  @Test
  void dataIsWrittenInThreeWays() throws MalformedGripException {
    assertEquals("a\\n", data("a\\n"));
    assertEquals(":\n\r\\\u00ffx", data(":\\n\\r\\\\\\xFfx; format=cstring"));
    assertEquals("hi", data("aGk=; format=base64"));
  }

  @Test
  void timesAndModes() throws MalformedGripException {
    assertEquals(55, KeepAlive.of("x").seconds());
    assertEquals(1, KeepAlive.of("x; timeout=0").seconds());
    assertTrue(KeepAlive.of("x; mode=interval").isByInterval());
    assertFalse(KeepAlive.of("x; mode=idle").isByInterval());
  }

  @Test
  void whatIsNoneIsRefused() {
    for (String wrong :
        new String[] {
          "x; format=html",
          "\\q; format=cstring",
          "\\; format=cstring",
          "\\x1; format=cstring",
          "%; format=base64",
          "x; mode=often",
          "x; timeout=soon"
        }) {
      assertThrows(MalformedGripException.class, () -> KeepAlive.of(wrong), wrong);
    }
  }
}
