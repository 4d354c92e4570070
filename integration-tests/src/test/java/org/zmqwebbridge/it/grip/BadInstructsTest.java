package org.zmqwebbridge.it.grip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.zmqwebbridge.grip.PublisherSpec;
import org.zmqwebbridge.it.grip.HoldOrigin.Answer;
import org.zmqwebbridge.it.grip.HoldOrigin.Asked;
import org.zmqwebbridge.kit.Await;
import org.zmqwebbridge.observe.Counter;

/**
 * Origins whose instructs are broken: their clients are told 502, which is counted, and a stream
 * that was held before goes on.
 */
@Execution(ExecutionMode.CONCURRENT) // its tests wait more than they work
class BadInstructsTest {
  private static final String FAILED = "Error while proxying to origin.\n";
  private static final String NEWS =
      "\"channel\":\"fruit\",\"formats\":{\"http-stream\":{\"content\":\"news\\n\"}}";

  private static Answer json(int status, String body) {
    return new Answer(status, body, "Content-Type", "application/grip-instruct");
  }

  private static Answer stream(String... more) {
    List<String> headers = new ArrayList<>(List.of(more));
    headers.addAll(List.of("Grip-Hold", "stream", "Grip-Channel", "fruit"));
    return Answer.ok("begin\n", headers.toArray(String[]::new));
  }

  private static Stream<Answer> instructs() {
    return Stream.concat(
        Stream.of(
                "",
                "{",
                "[]",
                "3",
                "{}{}",
                "{\"hold\":3}",
                "{\"hold\":{\"mode\":\"bogus\"}}",
                "{\"hold\":{\"mode\":3}}",
                "{\"hold\":{\"channels\":{}}}",
                "{\"hold\":{\"channels\":[3]}}",
                "{\"hold\":{\"channels\":[{}]}}",
                "{\"hold\":{\"channels\":[{\"name\":3}]}}",
                "{\"hold\":{\"timeout\":\"x\"}}",
                "{\"hold\":{\"keep-alive\":{\"content-bin\":\"%\"}}}",
                "{\"hold\":{\"meta\":[]}}",
                "{\"response\":3}",
                "{\"response\":{\"code\":\"x\"}}",
                "{\"response\":{\"code\":7}}",
                "{\"response\":{\"body-bin\":\"%\"}}",
                "{\"response\":{\"headers\":[\"x\"]}}",
                "{\"response\":{\"headers\":{\"a b\":\"c\"}}}",
                "{\"response\":{\"reason\":\"OK\\r\\nX-Evil: 1\"}}",
                "{\"hold\":" + "[".repeat(5_000))
            .map(body -> json(200, body)),
        Stream.of(
            json(404, "{\"hold\":{\"mode\":\"stream\"}}"),
            stream("Grip-Channel", "a; prev-id=1"),
            stream("Grip-Keep-Alive", "x; format=bogus"),
            stream("Grip-Keep-Alive", "%; format=base64"),
            stream("Grip-Keep-Alive", "\\q; format=cstring"),
            stream("Grip-Keep-Alive", "x; mode=bogus"),
            stream("Grip-Keep-Alive", "x; timeout=soon"),
            stream("Grip-Timeout", "soon"),
            stream("Grip-Status", "fine"),
            stream("Grip-Link", "nothing"),
            stream("Grip-Link", "<http://>; rel=next"),
            stream("Grip-Link", "<ftp://127.0.0.1/>; rel=next")));
  }

  @ParameterizedTest
  @MethodSource("instructs")
  void areAnsweredWith502AndOthersGoOn(Answer broken) {
    try (HoldOrigin origin =
            new HoldOrigin(asked -> asked.target().equals("/good") ? stream() : broken);
        GripBridge bridge = GripBridge.start("* 127.0.0.1:" + origin.port());
        HeldRequest good = new HeldRequest(bridge.port(), "/good")) {
      good.head(200);
      good.expect("begin\n");
      try (HeldRequest bad = new HeldRequest(bridge.port(), "/bad")) {
        String head = bad.head(502);
        assertFalse(head.contains("Grip-") || head.contains("Evil"), head);
        assertEquals(FAILED, bad.bytes(FAILED.length()));
      }
      assertEquals(1, bridge.bridge().count(Counter.GRIP_MALFORMED));
      bridge.publish(NEWS);
      good.expect("news\n");
    }
  }

  @Test
  void aDebuggingRouteSaysWhatIsWrong() {
    try (HoldOrigin origin = new HoldOrigin(asked -> Answer.ok("", "Grip-Hold", "bogus"));
        GripBridge bridge = GripBridge.start("*,debug 127.0.0.1:" + origin.port());
        HeldRequest bad = new HeldRequest(bridge.port(), "/")) {
      String head = bad.head(502);
      int length = Integer.parseInt(head.replaceAll("(?s).*\r\nContent-Length: (\\d+).*", "$1"));
      String said = bad.bytes(length);
      assertTrue(said.startsWith("Error while proxying to origin: "), said);
      assertTrue(said.contains("bogus"), said);
    }
  }

  @Test
  void anInstructOrAHeldBodyThatIsTooLongIsABadGateway() {
    String body = "x".repeat(100_001);
    for (Answer tooLong :
        List.of(
            Answer.ok(body, "Grip-Hold", "response", "Grip-Channel", "fruit"),
            json(200, "{\"response\":{\"body\":\"" + body + "\"}}"))) {
      try (HoldOrigin origin = new HoldOrigin(asked -> tooLong);
          GripBridge bridge = GripBridge.start("* 127.0.0.1:" + origin.port());
          HeldRequest bad = new HeldRequest(bridge.port(), "/")) {
        bad.head(502);
        assertEquals(FAILED, bad.bytes(FAILED.length()));
        assertEquals(1, bridge.bridge().count(Counter.GRIP_ORIGIN_FAILED));
        assertEquals(0, bridge.bridge().gauge("zwb.grip.channels"));
      }
    }
  }

  // Clients

  /** What a client says of GRIP is its own word, and no origin hears it. */
  @Test
  void whatClientsSayOfGripNoOriginHears() {
    try (HoldOrigin origin = new HoldOrigin(asked -> Answer.ok("plain\n"));
        GripBridge bridge = GripBridge.start("* 127.0.0.1:" + origin.port());
        HeldRequest held =
            new HeldRequest(
                bridge.port(),
                "/",
                "Grip-Hold: stream",
                "gRIP-cHANNEL: fruit",
                "Grip-Last: fruit; last-id=1",
                "Grip-Sig: forged",
                "Grip-Feature: all")) {
      held.head(200);
      assertEquals("plain\n", held.bytes(6));
      Asked asked = origin.next();
      for (String name : List.of("Grip-Hold", "Grip-Channel", "Grip-Last", "Grip-Sig")) {
        assertEquals("", asked.header(name), name);
      }
      assertEquals(1, asked.headers("Grip-Feature").size());
      assertFalse(asked.header("Grip-Feature").contains("all"));
      assertEquals(0, bridge.bridge().gauge("zwb.grip.channels"));
    }
  }

  // Publishers

  private static String item(String id, String previous, String content) {
    return "\"channel\":\"fruit\",\"id\":\""
        + id
        + "\",\"prev-id\":\""
        + previous
        + "\",\"formats\":{\"http-stream\":{\"content\":\""
        + content
        + "\"}}";
  }

  /** Each waits for another that waits for it: the time decides, and none is lost. */
  @Test
  void idsThatLoopAreToldAfterAWhile() {
    try (HoldOrigin origin = new HoldOrigin(asked -> stream());
        GripBridge bridge =
            GripBridge.start(
                config -> config.with(PublisherSpec.DEFAULTS.withTimes(60, 50)),
                settings -> settings,
                "* 127.0.0.1:" + origin.port());
        HeldRequest held = new HeldRequest(bridge.port(), "/good")) {
      held.head(200);
      held.expect("begin\n");
      bridge.publish(item("0", "", "0"));
      held.expect("0");
      bridge.publish(item("a", "b", "a"), item("b", "a", "b"), item("c", "c", "c"));
      StringBuilder heard = new StringBuilder();
      Await.await("all three", () -> heard.append(held.chunk()).chars().distinct().count() == 3);
      assertEquals(3, heard.length(), heard::toString);
      bridge.publish(NEWS);
      held.expect("news\n");
    }
  }
}
