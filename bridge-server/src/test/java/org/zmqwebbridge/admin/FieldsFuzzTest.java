package org.zmqwebbridge.admin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.net.URLEncoder;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.zmqwebbridge.fuzz.Choices;

/** A body is the fields that were sent, or refused as a bad request. */
class FieldsFuzzTest {
  @FuzzTest
  void of(byte[] bytes) {
    Choices choices = new Choices(bytes);
    String type =
        choices.of("application/json", "application/x-www-form-urlencoded", choices.text(20));
    Map<String, String> sent = new LinkedHashMap<>();
    for (int count = choices.below(4); count > 0; count--) {
      sent.put("n" + choices.text(5), choices.text(10));
    }
    try {
      Map<String, String> unused = Fields.of(type, choices.rest());
    } catch (BadRequestException refused) {
      // as it should be
    }
    if (sent.toString().indexOf('\ufffd') < 0) {
      String form =
          sent.entrySet().stream()
              .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
              .collect(Collectors.joining("&"));
      assertEquals(sent, Fields.of("application/x-www-form-urlencoded", form.getBytes(UTF_8)));
    }
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8);
  }
}
