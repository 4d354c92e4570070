package org.zmqwebbridge.admin;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FieldsTest {
  private static final String FORM = "application/x-www-form-urlencoded";
  private static final String JSON = "application/json";

  private static Map<String, String> of(String type, String body) {
    return Fields.of(type, body.getBytes(UTF_8));
  }

  private static int refusal(String type, String body) {
    return assertThrows(BadRequestException.class, () -> of(type, body)).status();
  }

  @Test
  void aFormSaysNamesAndValues() {
    assertEquals(Map.of(), of(FORM, ""));
    assertEquals(
        Map.of("principal", "hugo b", "note", "a=b&ü", "empty", ""),
        of(FORM + "; charset=UTF-8", "principal=hugo+b&note=a%3Db%26%C3%BC&empty="));
  }

  @Test
  void aJsonObjectSaysTheSame() {
    assertEquals(Map.of(), of(JSON, "{}"));
    assertEquals(
        Map.of("principal", "hugo", "seconds", "30", "now", "true"),
        of(
            "Application/JSON;charset=utf-8",
            " {\"principal\":\"hugo\",\"seconds\":30,\"now\":true}\n"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "=a", "a=b&c", "a=1&a=2", "a=%", "a=%zz", "a=%ff", "%ff=a"})
  void whatIsNoFormIsRefused(String body) {
    assertEquals(400, refusal(FORM, body));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "\"a\"",
        "{",
        "{\"a\":1",
        "{\"a\":1}{}",
        "{\"a\":1} x",
        "{\"a\":{}}",
        "{\"a\":[]}",
        "{\"a\":null}",
        "{\"a\":1,\"a\":2}",
        "{\"a\":1,}",
        "{a:1}",
        "{'a':1}",
        "{\"a\":NaN}",
        "// c\n{}"
      })
  void whatIsNoFlatJsonObjectIsRefused(String body) {
    assertEquals(400, refusal(JSON, body));
  }

  @Test
  void whatIsNotUtf8IsRefused() {
    byte[] latin = "{\"a\":\"ü\"}".getBytes(ISO_8859_1);
    assertThrows(BadRequestException.class, () -> Fields.of(JSON, latin));
  }

  @Test
  void noBodyNeedsNoType() {
    assertEquals(Map.of(), Fields.of(null, new byte[0]));
    assertEquals(415, refusal("text/plain", ""));
  }

  @Test
  void aBodyOfAnotherTypeOrNoneIsRefused() {
    assertEquals(415, refusal(null, "a=b"));
    assertEquals(415, refusal("", "a=b"));
    assertEquals(415, refusal("text/plain", "a=b"));
    assertEquals(415, refusal("multipart/form-data", "a=b"));
  }
}
