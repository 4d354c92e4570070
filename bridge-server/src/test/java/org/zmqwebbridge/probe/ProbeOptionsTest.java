package org.zmqwebbridge.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProbeOptionsTest {
  private static String refusal(Role role, String... words) {
    return assertThrows(
            IllegalArgumentException.class, () -> ProbeOptions.parse(role, List.of(words)))
        .getMessage();
  }

  @Test
  void aNameIsNeeded() {
    assertEquals(
        "say what to req: an endpoint's name, or tcp://HOST:PORT", refusal(Role.REQ, "--json"));
  }

  @Test
  void aSubSendsNothing() {
    assertEquals(
        "sub sends nothing: what to hear is said by --topic NOVA",
        refusal(Role.SUB, "quotes", "NOVA"));
  }

  @Test
  void optionsOfOneWayAreRefusedOnTheOther() {
    assertEquals(
        "tcp://127.0.0.1:1 is no bridge's endpoint: leave out what is a bridge's option",
        refusal(Role.REQ, "tcp://127.0.0.1:1", "x", "--token", "t"));
    assertEquals(
        "--bind, --server-key, --key and --user are for an address such as tcp://127.0.0.1:10001;"
            + " a bridge does that itself",
        refusal(Role.REQ, "echo", "x", "--bind"));
    assertEquals("--topic is for zwb sub", refusal(Role.REQ, "echo", "--topic", "x"));
  }

  @ParameterizedTest
  @CsvSource({
    "--timeout, 0",
    "--timeout, soon",
    "--every, -1",
    "--count, 0",
    "--auth, hugo",
    "--header, x",
    "--bridge, 127.0.0.1",
    "--bridge, ftp://127.0.0.1",
    "--server-key, x",
    "--user, hugo",
    "--frob, x"
  })
  void eachWrongArgumentIsNamed(String option, String argument) {
    String refusal = refusal(Role.REQ, "echo", option, argument);
    boolean isHelpful =
        refusal.contains(option)
            || refusal.contains("looks like")
            || refusal.contains("40 characters");
    assertEquals(true, isHelpful, refusal);
  }

  @ParameterizedTest
  @CsvSource({
    "http://127.0.0.1:8000, ws://127.0.0.1:8000/data",
    "https://example.org/, wss://example.org/data",
    "wss://example.org/zmq?x=1, wss://example.org/zmq?x=1"
  })
  void aBridgeIsNamedByItsPage(String given, String webSocket) {
    assertEquals(webSocket, BridgePlace.uri(given).toString());
  }
}
