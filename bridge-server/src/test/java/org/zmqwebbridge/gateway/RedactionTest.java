package org.zmqwebbridge.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RedactionTest {
  private static String shown(int most, String... parts) {
    return new Redaction(most)
        .of(List.of(parts).stream().map(part -> part.getBytes(UTF_8)).toList());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"user\":\"ada\",\"password\":\"x y\",\"n\":1} |"
            + " {\"user\":\"ada\",\"password\":\"…\",\"n\":1}",
        "{\"apiKey\" : 12, \"n\":1} | {\"apiKey\" : \"…\", \"n\":1}",
        "{\"Token\":\"a\\\"b\",\"n\":1} | {\"Token\":\"…\",\"n\":1}",
        "{\"auth\":{\"name\":\"ada\"},\"n\":1} | {\"auth\":\"…\"",
        "{\"p\\u0061ss\":\"hugo\"} | {\"p\\u0061ss\":\"…\"}",
        "{\"secret\":\"cut off | {\"secret\":\"…\"",
        "{\"secret\": | {\"secret\":\"…\"",
        "Authorization: Bearer abc.def | Authorization: Bearer …",
        "{\"say\":\"hello\"} | {\"say\":\"hello\"}"
      })
  void whatSoundsLikeACredentialIsNotShown(String said, String shown) {
    assertEquals(shown, shown(1000, said));
  }

  @Test
  void onlyTheBeginningIsShownAndNoHalfCharacter() {
    assertEquals("ab…", shown(2, "abc"));
    assertEquals("a…", shown(2, "a€"));
    assertEquals("ab ¦ c…", shown(3, "ab", "cd"));
    assertEquals("", shown(0, "abc"));
  }

  @Test
  void whatIsNoTextIsShownInDigitsAndNoControlCharacterAsItIs() {
    assertEquals("0xff00", new Redaction(9).of(List.of(new byte[] {(byte) 0xff, 0})));
    assertEquals("a·b", shown(9, "a\nb"));
  }
}
