package org.zmqwebbridge.it;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Anyone who breaks a rule of ZWS is told which, on that connection; everybody else goes on. */
final class ZwsRulesTest {
  private static final String NONE = "ZWS2.0";
  private static final String NULL = "ZWS2.0/NULL";
  private static final String READY = ZwsPeer.ready("READY", "REQ");

  static Stream<Arguments> breaches() {
    return Stream.of(
        breach("commandInTheRoutingIdsPlace", NONE, 1002, "command_misplaced", READY),
        breach("commandAfterTheRoutingId", NONE, 1002, "command_misplaced", "\0", READY),
        breach("commandInAMessage", NONE, 1002, "command_misplaced", "\0", "\1", "\2x"),
        breach("secondReady", NULL, 1002, "command_misplaced", READY, READY),
        breach("commandThatIsNotReady", NULL, 1002, "command_malformed", "\2\4PING"),
        breach("commandThatEndsTooSoon", NULL, 1002, "command_malformed", "\2\5READY\13Socket"),
        breach("messageInReadysPlace", NULL, 1002, "greeting_missing", "\0hello"),
        breach("flagOf3", NONE, 1002, "flag_unknown", "\0", "\3x"),
        breach("flagOf255", NONE, 1002, "flag_unknown", "\0", "\377x"),
        breach("noFlag", NONE, 1002, "flag_missing", "\0", ""),
        breach("routingIdOf256", NONE, 1002, "routing_id_too_long", "\0" + "i".repeat(256)),
        breach("noDelimiter", NONE, 1002, "no_delimiter", "\0", "\0body"),
        breach("partsWithoutEnd", NONE, 1009, "too_many_parts", parts(9)),
        breach("moreBytesThanAMessageHas", NONE, 1009, "too_large", "\0", "\1", big(), big()));
  }

  private static Arguments breach(
      String name, String subprotocol, int code, String rule, String... said) {
    return Arguments.of(name, subprotocol, code, rule, List.of(said));
  }

  private static String[] parts(int count) {
    String[] said = new String[count + 1];
    said[0] = "\0";
    said[1] = "\1";
    for (int i = 2; i <= count; i++) {
      said[i] = "\1part";
    }
    return said;
  }

  private static String big() {
    return "\1" + "x".repeat(600);
  }

  private static void works(RouterService service, ZwsPeer peer) {
    peer.say("\1").say("\0hello");
    service.reply(service.receive("hello"), "world");
    peer.expect("\1").expect("\0world");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("breaches")
  void aBreachIsNamedAndEndsItsConnectionAlone(
      String name, String subprotocol, int code, String rule, List<String> said) {
    try (RouterService service = new RouterService();
        TestBridge bridge =
            TestBridge.configured(
                "limits.maxParts=8",
                "limits.maxMessageBytes=1024",
                "endpoints.echo={type: REQ, address: \"" + service.address() + "\"}");
        ZwsPeer neighbour = ZwsPeer.greeted(bridge, "/zws/echo");
        ZwsPeer bad = ZwsPeer.open(bridge, "/zws/echo", subprotocol)) {
      bad.next(); // the bridge's routing id, or its READY
      said.forEach(bad::say);
      bad.expectClose(code, rule);
      works(service, neighbour);
    }
  }
}
