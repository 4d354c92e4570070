package org.zmqwebbridge.virtualsocket.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.zmqwebbridge.json.MalformedTextException;

class ConnectOptionsTest {
  private static ConnectOptions parse(String more) throws MalformedTextException {
    return ConnectOptions.parse("{\"zmq_conn_string\":\"echo\",\"socket_type\":3" + more + "}");
  }

  @Test
  void everyOtherMemberIsAFieldInPlainJava() throws Exception {
    ConnectOptions options =
        parse(
            ",\"username\":\"hugo\",\"n\":1,\"big\":12345678901234567890,\"pi\":3.14,\"b\":true,"
                + "\"none\":null,\"list\":[1,\"a\"],\"map\":{\"k\":[]}");
    Map<String, Object> fields = options.fields();
    assertEquals("hugo", fields.get("username"));
    assertEquals(1L, fields.get("n"));
    assertEquals(new BigDecimal("12345678901234567890"), fields.get("big"));
    assertEquals(3.14, fields.get("pi"));
    assertEquals(true, fields.get("b"));
    assertTrue(fields.containsKey("none"));
    assertEquals(Arrays.<Object>asList(1L, "a"), fields.get("list"));
    assertEquals(Map.of("k", List.of()), fields.get("map"));
    assertThrows(UnsupportedOperationException.class, () -> fields.put("x", "y"));
  }

  @Test
  void theWiresOwnMembersAreNoFields() throws Exception {
    ConnectOptions options = parse(",\"msgfilter\":\"f\",\"reclaim\":\"r\"");
    assertEquals("f", options.filter());
    assertEquals("r", options.reclaim());
    assertEquals(Map.of(), options.fields());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "[]",
        "{}",
        "{\"zmq_conn_string\":\"e\"}",
        "{\"socket_type\":3}",
        "{\"zmq_conn_string\":1,\"socket_type\":3}",
        "{\"zmq_conn_string\":\"e\",\"socket_type\":\"3\"}",
        "{\"zmq_conn_string\":\"e\",\"socket_type\":3.5}",
        "{\"zmq_conn_string\":\"e\",\"socket_type\":null}",
        "{\"zmq_conn_string\":\"e\",\"socket_type\":3,\"msgfilter\":1}",
        "{\"zmq_conn_string\":\"e\",\"socket_type\":3,\"username\":\"a\",\"username\":\"hugo\"}",
      })
  void whatIsNoConnectIsMalformed(String content) {
    assertThrows(MalformedTextException.class, () -> ConnectOptions.parse(content));
  }

  @Test
  void contentThatWasNoStringIsMalformed() {
    assertThrows(MalformedTextException.class, () -> ConnectOptions.parse(null));
    assertThrows(MalformedTextException.class, () -> Answer.parse(null));
  }

  @Test
  void anAnswerIsAddressEmptyBody() throws Exception {
    assertEquals(
        new Answer("r", List.of("a", "b")),
        Answer.parse("[\"r\",\"\",\"a\",\"b\"]".getBytes(UTF_8)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "[]",
        "[\"r\"]",
        "[\"r\",\"\"]",
        "[\"r\",\"x\",\"b\"]",
        "[\"r\",\"\",1]"
      })
  void anythingElseIsNoAnswer(String content) {
    assertThrows(MalformedTextException.class, () -> Answer.parse(content.getBytes(UTF_8)));
  }
}
