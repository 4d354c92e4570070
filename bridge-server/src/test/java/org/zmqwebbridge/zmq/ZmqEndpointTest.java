package org.zmqwebbridge.zmq;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ZmqEndpointTest {
  @ParameterizedTest
  @CsvSource({
    "tcp://127.0.0.1:5555, tcp://127.0.0.1:5555",
    "TCP://LocalHost:1, tcp://localhost:1",
    "tcp://[0:0:0:0:0:0:0:1]:65535, tcp://[::1]:65535",
    "tcp://[2001:DB8::0:1]:80, tcp://[2001:db8::1]:80",
    "tcp://service-1.example.com:10001, tcp://service-1.example.com:10001",
    "tcp://quote_service:25182, tcp://quote_service:25182",
    "tcp://Proj_Quotes_1:1, tcp://proj_quotes_1:1",
    "tcp://a__b.c_1.d:1, tcp://a__b.c_1.d:1",
  })
  void oneAddressHasOneSpelling(String written, String canonical) {
    assertEquals(canonical, ZmqEndpoint.parse(written).address());
    assertEquals(ZmqEndpoint.parse(canonical), ZmqEndpoint.parse(written));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "tcp",
        "tcp://",
        "tcp://h",
        "tcp://h:",
        "tcp://:1",
        "tcp://*:1",
        "tcp://h:*",
        "tcp://h:0",
        "tcp://h:65536",
        "tcp://h:+1",
        "tcp://h:01",
        "tcp://h: 1",
        "tcp://h:1 ",
        " tcp://h:1",
        "tcp://h:1;tcp://i:2",
        "tcp://a;b:1",
        "tcp://a;b:2:1",
        "tcp://[]:1",
        "tcp://[::1:1",
        "tcp://::1:1",
        "tcp://[::1%eth0]:1",
        "tcp://[::ffff:127.0.0.1]:1",
        "tcp://127.1:1",
        "tcp://2130706433:1",
        "tcp://0x7f.0.0.1:1",
        "tcp://0177.0.0.1:1",
        "tcp://256.0.0.1:1",
        "tcp://1.2.3.4.5:1",
        "tcp://h\u0661:1",
        "tcp://h:\u0661",
        "tcp://h/x:1",
        "tcp://u@h:1",
        "tcp://h..i:1",
        "tcp://-h:1",
        "tcp://_h:1",
        "tcp://h_:1",
        "tcp://h._i:1",
        "tcp://h:1/",
        "tcp://h:1/x",
        "tcp://h\n:1",
        "tcp://h.1:1",
        "ipc:///etc/passwd",
        "inproc://x",
        "ws://h:1",
        "udp://h:1",
        "pgm://h:1",
        "file:///x",
        "http://h:1",
        "tcp:/h:1",
        "tcp//h:1",
      })
  void everythingElseIsRefusedWithAReason(String text) {
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> ZmqEndpoint.parse(text));
    assertFalse(refused.getMessage().isBlank());
  }

  @ParameterizedTest
  @CsvSource({
    "ipc:///tmp/feed.ipc, by TCP only",
    "tcp://127.0.0.1:1/, ends with a slash",
    "tcp://*:1, for what it binds",
    "127.0.0.1:1, looks like tcp://host:port",
  })
  void aReasonNamesTheCause(String text, String cause) {
    String reason =
        assertThrows(IllegalArgumentException.class, () -> ZmqEndpoint.parse(text)).getMessage();
    assertTrue(reason.contains(cause), reason);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ipc:///run/feed", "ipc:///run/a-1/b_2/feed.v1.sock", "ipc:///..a"})
  void theConfigurationMayNameAUnixSocket(String text) {
    ZmqEndpoint parsed = ZmqEndpoint.parseConnected(text);
    assertEquals(text, parsed.address());
    assertEquals(parsed, ZmqEndpoint.parseBound("IPC" + text.substring("ipc".length())));
    assertTrue(parsed.isUnixSocket());
    assertFalse(parsed.isInproc());
    assertFalse(parsed.isNamed());
    assertThrows(IllegalArgumentException.class, () -> ZmqEndpoint.parse(text), "no page may");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ipc://",
        "ipc:///",
        "ipc://*",
        "ipc://feed",
        "ipc://./feed",
        "ipc://@feed",
        "ipc:///@feed",
        "ipc:///run//feed",
        "ipc:///run/feed/",
        "ipc:///run/../etc/feed",
        "ipc:///run/./feed",
        "ipc:///run/..",
        "ipc:///run/a b",
        "ipc:///run/feed;tcp://h:1",
        "ipc:///run/feed\n",
        "ipc:///run/f\u00e9ed",
        "ipc:///run/$HOME",
        "ipc:///run/feed\u0000",
      })
  void aPathThatHasAnotherSpellingIsRefused(String text) {
    assertThrows(IllegalArgumentException.class, () -> ZmqEndpoint.parseConnected(text));
    assertThrows(IllegalArgumentException.class, () -> ZmqEndpoint.parseBound(text));
  }

  @Test
  void aPathIsNoLongerThanTheSystemAllows() {
    String longest = "/" + "a".repeat(106);
    assertEquals(longest, ZmqEndpoint.parseConnected("ipc://" + longest).host());
    assertThrows(
        IllegalArgumentException.class, () -> ZmqEndpoint.parseConnected("ipc://" + longest + "a"));
  }

  @Test
  void anAsteriskIsEveryIpv4AddressWhereTheBridgeBinds() {
    assertEquals("tcp://0.0.0.0:5555", ZmqEndpoint.parseBound("tcp://*:5555").address());
    assertEquals("tcp://0.0.0.0:5555", ZmqEndpoint.parseBound("TCP://*:5555").address());
    assertEquals("tcp://[::]:5555", ZmqEndpoint.parseBound("tcp://[::]:5555").address());
  }

  @ParameterizedTest
  @ValueSource(strings = {"tcp://*", "tcp://*:*", "tcp://*:0", "tcp://*.*:1", "tcp://**:1", "*:1"})
  void noOtherWildcardIsBound(String text) {
    assertThrows(IllegalArgumentException.class, () -> ZmqEndpoint.parseBound(text));
  }

  @Test
  void aNameOfTwoHundredFiftyFourCharactersIsRefused() {
    String label = "a".repeat(63);
    String longest = label + "." + label + "." + label + "." + "a".repeat(61);
    assertEquals(253, longest.length());
    assertTrue(ZmqEndpoint.parse("tcp://" + longest + ":1").isNamed());
    assertThrows(
        IllegalArgumentException.class, () -> ZmqEndpoint.parse("tcp://" + longest + "a:1"));
  }

  @Test
  void onlyANameIsResolved() {
    assertTrue(ZmqEndpoint.parse("tcp://localhost:1").isNamed());
    assertFalse(ZmqEndpoint.parse("tcp://127.0.0.1:1").isNamed());
    assertFalse(ZmqEndpoint.parse("tcp://[::1]:1").isNamed());
  }

  @Test
  void inprocComesFromCodeOnly() {
    assertEquals("inproc://echo", ZmqEndpoint.inproc("echo").address());
    assertThrows(IllegalArgumentException.class, () -> ZmqEndpoint.inproc("a b"));
  }
}
