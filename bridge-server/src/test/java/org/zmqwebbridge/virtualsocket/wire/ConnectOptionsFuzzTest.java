package org.zmqwebbridge.virtualsocket.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;
import org.zmqwebbridge.json.MalformedTextException;
import org.zmqwebbridge.json.ReferenceJson;
import org.zmqwebbridge.json.StrictJson;
import org.zmqwebbridge.json.StrictJsonFuzzTest;

/** A connect's content and a REP page's answer mean what the JSON says, or are refused. */
class ConnectOptionsFuzzTest {
  private static final Set<String> OWN =
      Set.of("zmq_conn_string", "socket_type", "msgfilter", "reclaim", "notices");

  static Stream<byte[]> structuredContents() {
    return Conversations.structuredContents();
  }

  private static Object read(String text) {
    try {
      return ReferenceJson.read(text);
    } catch (ReferenceJson.NoJson malformed) {
      return null;
    }
  }

  @MethodSource("structuredContents")
  @FuzzTest
  void parse(byte[] bytes) {
    String text = new String(bytes, UTF_8);
    boolean wellFormed = read(text) instanceof Map<?, ?> members && isConnect(members);
    ConnectOptions options;
    try {
      options = ConnectOptions.parse(text);
    } catch (MalformedTextException refused) {
      assertFalse(wellFormed, refused.getMessage());
      return;
    }
    assertTrue(wellFormed);
    Map<?, ?> members = (Map<?, ?>) read(text);
    assertEquals(members.get("zmq_conn_string"), options.target());
    assertEquals(0, number(members).compareTo(BigDecimal.valueOf(options.socketType())));
    assertEquals(textOr(members.get("msgfilter")), options.filter());
    assertEquals(textOr(members.get("reclaim")), options.reclaim());
    assertEquals(Boolean.TRUE.equals(members.get("notices")), options.notices());
    members.keySet().removeAll(OWN);
    StrictJsonFuzzTest.same(members, options.fields());
    options.fields().values().forEach(ConnectOptionsFuzzTest::costsAHookLittle);
  }

  private static boolean isConnect(Map<?, ?> members) {
    return members.get("zmq_conn_string") instanceof String
        && number(members) != null
        && number(members).isInteger()
        && textOr(members.get("msgfilter")) != null
        && textOr(members.get("reclaim")) != null
        && isFlag(members.get("notices"));
  }

  private static ReferenceJson.Digits number(Map<?, ?> members) {
    return members.get("socket_type") instanceof ReferenceJson.Digits number ? number : null;
  }

  private static boolean isFlag(Object value) {
    return value == null || value == ReferenceJson.NULL || value instanceof Boolean;
  }

  /** The text, or the empty one where there is none; {@code null} if it is something else. */
  private static String textOr(Object value) {
    return value == null || value == ReferenceJson.NULL ? "" : value instanceof String s ? s : null;
  }

  /** A hook may take a number for what it looks like: {@code 1e999999999} as an integer. */
  private static void costsAHookLittle(Object field) {
    if (field instanceof BigDecimal number) {
      assertTrue(Math.abs((long) number.scale()) <= StrictJson.MAX_EXPONENT, number.toString());
    }
  }

  @MethodSource("structuredContents")
  @FuzzTest
  void answer(byte[] bytes) {
    String text = new String(bytes, UTF_8);
    List<?> frames = read(text) instanceof List<?> list ? list : List.of();
    boolean wellFormed =
        frames.size() >= 3
            && frames.stream().allMatch(String.class::isInstance)
            && frames.get(1).equals("");
    try {
      Answer answer = Answer.parse(bytes);
      assertTrue(wellFormed);
      List<String> parts = new ArrayList<>(List.of(answer.replyAddress(), ""));
      parts.addAll(answer.body());
      assertEquals(frames, parts);
    } catch (MalformedTextException refused) {
      assertFalse(wellFormed, refused.getMessage());
    }
  }
}
