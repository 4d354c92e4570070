package org.zmqwebbridge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zmqwebbridge.config.ConfigSources;

/** What is legal and unwise is said, and what is neither is not. */
class CautionsTest {
  private static final String ECHO =
      "endpoints: { e: { type: REQ, address: \"tcp://127.0.0.1:1\" } }\n";

  private static List<String> warnings(String yaml) {
    try (Bridge bridge =
        BridgeSettings.read(new ConfigSources().yaml(yaml, "zwb.yaml").read()).build()) {
      return bridge.warnings();
    }
  }

  private static void warns(String yaml, String... says) {
    String warnings = warnings(yaml).toString();
    for (String words : says) {
      assertTrue(warnings.contains(words), words + " in " + warnings);
    }
  }

  @Test
  void whatIsRightIsSaidNothingOf() {
    assertEquals(List.of(), warnings(ECHO));
    assertEquals(List.of(), warnings(ECHO + "listen: 8000\nwebsocket: { origins: [\"*\"] }"));
  }

  @Test
  void aListenerThatOthersReachIsSaidToLackTlsAndAuth() {
    for (String listen : List.of("0.0.0.0:8000", "\":8000\"", "\"*:8000\"", "\"[::]:8000\"")) {
      warns(ECHO + "listen: " + listen, "*:8000", "configure tls", "configure auth");
    }
    warns(ECHO + "listen: 192.0.2.1:8000", "192.0.2.1:8000", "configure tls");
  }

  @Test
  void pagesThatAreAWholeDiskOrHomeAreSaidToServeAllOfIt(@TempDir Path own) {
    warns(ECHO + "pages: /", "pages: every file of /", "a folder of their own");
    warns(ECHO + "pages: \"" + System.getProperty("user.home") + "/.\"", "pages: every file of");
    assertEquals(List.of(), warnings(ECHO + "pages: \"" + own + "\""));
  }

  @Test
  void whatElseIsUnwiseIsSaid() {
    warns("listen: 8000", "endpoints: there is none");
    warns(ECHO + "limits: { maxConnectionsPerAddress: 0 }", "maxConnectionsPerAddress");
    warns(ECHO + "websocket: { path: /data/ }", "line 2", "websocket.path", "slash");
    warns(
        ECHO + "websocket: { origins: [\"*\"] }\nauth: { tickets: {} }",
        "websocket.origins: *",
        "cookies");
    warns(ECHO + "auth: { http: { url: \"http://192.0.2.1/\" } }", "auth.http.url", "in clear");
    warns(
        "endpoints: { e: { type: REP, address: \"tcp://0.0.0.0:1\" } }",
        "endpoints.e",
        "tcp://0.0.0.0:1",
        "curve");
  }

  @Test
  void anEndpointThatTheLimitKeepsFromBeingOpenedIsNamed() {
    String two = "endpoints: { e: { type: SUB, address: [\"tcp://127.0.0.1:1\", \"tcp://a:1\"] }";
    String bound = ", page: { type: REP, address: \"tcp://127.0.0.1:2\" }";
    warns(two + " }\nlimits: { maxEndpoints: 1 }", "endpoints.e", "2 ", "limits.maxEndpoints: 1");
    warns(two + bound + " }\nlimits: { maxEndpoints: 2 }", "endpoints.e", "limits.maxEndpoints: 2");
    assertEquals(List.of(), warnings(two + " }\nlimits: { maxEndpoints: 2 }"));
    assertEquals(List.of(), warnings(two + bound + " }\nlimits: { maxEndpoints: 3 }"));
  }

  @Test
  void anEndpointThatIsCalledAsSomethingElseOfTheListenerIsNamed() {
    String called = "endpoints: { NAME: { type: REQ, address: \"tcp://127.0.0.1:1\" } }\n";
    for (String name : List.of("data", "zmq.js", "zmq.min.js", "zmq.mjs", "zmq-http.mjs")) {
      warns(called.replace("NAME", name), "endpoints." + name, "/zws/" + name, "doors");
    }
    warns(called.replace("NAME", "ws") + "websocket: { path: /ws }", "endpoints.ws", "/zws/ws");
    assertEquals(List.of(), warnings(called.replace("NAME", "data") + "doors: [websocket, http]"));
  }

  @Test
  void aRelayNeedsNoEndpoints() {
    assertEquals(List.of(), warnings("relay: {}"));
    assertEquals(List.of(), warnings(ECHO + "relay: {}"));
  }

  @Test
  void aLocationThatIsNeverReachedIsNamedWithTheOneBeforeIt() {
    warns(
        "relay: {locations: [{type: subscriber, url: '/x/(.+)'}, {type: subscriber, prefix: /y/},"
            + " {type: publisher, prefix: /x/pub/}]}",
        "relay.locations.3 (/x/pub/) is never reached: relay.locations.1 (/x/(.+)) takes all its"
            + " paths");
  }

  @Test
  void aLocationThatTakesAnEndpointsPathIsNamedWithIt() {
    String relay = "relay: {locations: [{type: pubsub, url: '%s'}]}";
    warns(ECHO + relay.formatted("/req/(.+)"), "relay.locations.1 (/req/(.+)) takes /req/e");
    warns(ECHO + relay.formatted("/e"), "takes /e, where endpoints.e would be: a location wins");
    warns(ECHO + relay.formatted("/zws/(.+)"), "takes /zws/e");
    String closed = ECHO.replace("REQ,", "REQ, doors: [websocket],");
    assertEquals(List.of(), warnings(closed + relay.formatted("/req/(.+)")));
  }

  @Test
  void aPublisherThatOthersReachWithoutHookOrSecretIsSaid(@TempDir Path folder) throws IOException {
    String relay = "relay: {locations: [{type: publisher, prefix: /p/%s}]}\n";
    String open = "listen: 0.0.0.0:8000\n";
    warns(
        open + relay.formatted(""),
        "relay.locations.1 (/p/): anyone who reaches this machine may publish there");
    Path secret = Files.writeString(folder.resolve("secret"), "s");
    Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
    for (String guarded :
        List.of(
            relay.formatted(", secretFile: \"" + secret + "\""),
            relay.formatted("") + "auth: { tickets: {} }")) {
      String found = warnings(open + guarded).toString();
      assertFalse(found.contains("may publish"), found);
    }
  }

  private static String mongrel2(String send, String receive) {
    return "mongrel2:\n  servers:\n    main:\n      hosts:\n        localhost:\n          routes:\n"
        + ("            \"/a\": { handler: { send: \"" + send + "\", sendIdent: a, ")
        + ("receive: \"" + receive + "\" } }\n")
        + ("            \"/b\": { handler: { send: \"" + send + "\", sendIdent: a, ")
        + ("receive: \"" + receive + "\" } }\n");
  }

  @Test
  void handlersThatOthersReachAreSaidOncePerServer() {
    List<String> found = warnings(ECHO + mongrel2("tcp://*:9997", "tcp://192.0.2.1:9996"));
    assertEquals(1, found.size(), found::toString);
    String line = found.get(0);
    assertTrue(
        line.startsWith("mongrel2: server main: anyone who reaches tcp://*:9997, tcp://192"), line);
    assertTrue(line.contains("answer them") && line.contains("bind 127.0.0.1"), line);
    warns(
        ECHO + mongrel2("tcp://127.0.0.1:9997", "tcp://handlers.example:9996"), "reaches tcp://h");
    assertEquals(
        List.of(), warnings(ECHO + mongrel2("tcp://127.0.0.1:9997", "ipc:///run/zwb/recv")));
    assertEquals(List.of(), warnings(ECHO + mongrel2("tcp://localhost:9997", "ipc://run/recv")));
  }
}
