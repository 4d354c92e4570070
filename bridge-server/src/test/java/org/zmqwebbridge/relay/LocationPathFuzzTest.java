package org.zmqwebbridge.relay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** The id of a channel is what the path has after the prefix, whatever that is, or cut, or none. */
class LocationPathFuzzTest {
  private static final String PREFIX = "/pub/";
  private static final int MAX = 8;

  static Stream<byte[]> seeds() {
    return Stream.of(
            "/pub/a",
            "/pub/",
            "/pub",
            "/pub/a/b",
            "/pub/a\nb",
            "/pub/\u2028",
            "/pub/äöüäöü",
            "/x",
            "/pub/%41 b")
        .map(seed -> seed.getBytes(UTF_8));
  }

  @MethodSource("seeds")
  @FuzzTest
  void ids(byte[] bytes) {
    String path = encoded(new String(bytes, UTF_8));
    String plain = new String(bytes, UTF_8);
    LocationPath location = LocationPath.prefix(PREFIX);
    boolean leads = plain.startsWith(PREFIX);
    Optional<String> id =
        leads && plain.length() > PREFIX.length()
            ? Optional.of(plain.substring(PREFIX.length()))
            : Optional.empty();
    assertEquals(leads, location.matches(path));
    assertEquals(id, location.id(path));
    id.ifPresent(LocationPathFuzzTest::keeps);
  }

  /** As the edge hands paths on, at the most: all is encoded but letters, digits and slashes. */
  private static String encoded(String text) {
    StringBuilder path = new StringBuilder();
    for (byte b : text.getBytes(UTF_8)) {
      boolean isPlain = b == '/' || (b >= '0' && b <= '9') || (b >= 'a' && b <= 'z');
      path.append(isPlain ? "" + (char) b : "%%%02X".formatted(b & 0xff));
    }
    return path.toString();
  }

  private static void keeps(String id) {
    boolean fits = id.getBytes(UTF_8).length <= MAX;
    assertEquals(
        fits ? Optional.of(id) : Optional.empty(), Flavor.PROTOCOL.ways().shortened(id, MAX));
    String cut = Flavor.NHPM.ways().shortened(id, MAX).orElseThrow();
    assertTrue(id.startsWith(cut), cut);
    assertTrue(cut.getBytes(UTF_8).length <= MAX);
    assertTrue(fits == cut.equals(id));
    assertTrue(fits || cut.getBytes(UTF_8).length > MAX - 4, "no more than one character short");
    assertEquals(id, new NameSpec("", MAX).channel(id));
    if (id.indexOf('\u001f') < 0) {
      assertNotEquals(new NameSpec("a", MAX).channel(id), new NameSpec("b", MAX).channel(id));
      assertNotEquals(id, new NameSpec("a", MAX).channel(id));
    }
  }
}
