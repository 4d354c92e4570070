package org.zmqwebbridge.relay.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Of what Accept names, the first form that there is; of nonsense, text. */
class InfoFormFuzzTest {
  private static final Pattern KNOWN =
      Pattern.compile(
          "(text/plain)|((?:text|application)/(?:x-)?json)|((?:text|application)/xml)"
              + "|((?:text|application)/(?:x-)?yaml)");

  static Stream<byte[]> seeds() {
    return Stream.of(
            "foo/bar, application/json;q=0.1, text/xml",
            "TEXT/X-YAML",
            "text/plain;q=0",
            "application/x-xml, text/xml",
            ",,;,\ttext/x-json ;x",
            "application/json/, */*",
            "")
        .map(seed -> seed.getBytes(ISO_8859_1));
  }

  private static InfoForm.Chosen reference(String accept) {
    for (String range : accept.split(",", -1)) {
      String type = range.split(";", -1)[0].strip().toLowerCase(Locale.ROOT);
      Matcher known = KNOWN.matcher(type);
      if (known.matches()) {
        InfoForm form =
            known.group(1) != null
                ? InfoForm.TEXT
                : known.group(2) != null
                    ? InfoForm.JSON
                    : known.group(3) != null ? InfoForm.XML : InfoForm.YAML;
        return new InfoForm.Chosen(form, type);
      }
    }
    return new InfoForm.Chosen(InfoForm.TEXT, "text/plain");
  }

  @MethodSource("seeds")
  @FuzzTest
  void accept(byte[] bytes) {
    String accept = new String(bytes, ISO_8859_1);
    InfoForm.Chosen chosen = InfoForm.of(accept);
    assertEquals(reference(accept), chosen);
    assertTrue(chosen.type().chars().allMatch(c -> c > ' ' && c < 0x7f), chosen.type());
  }
}
