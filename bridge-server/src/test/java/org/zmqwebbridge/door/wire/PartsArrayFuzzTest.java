package org.zmqwebbridge.door.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Parts survive their way; and what is taken for parts is an array of strings in base64. */
class PartsArrayFuzzTest {
  /** Without the escapes of JSON, which no base64 needs: taken or not, they are no oracle's. */
  private static final Pattern PLAIN =
      Pattern.compile(
          "[ \t\r\n]*\\[[ \t\r\n]*\"[A-Za-z0-9+/]*={0,2}\"[ \t\r\n]*"
              + "(,[ \t\r\n]*\"[A-Za-z0-9+/]*={0,2}\"[ \t\r\n]*)*\\][ \t\r\n]*");

  static Stream<byte[]> seeds() {
    return Stream.of("[\"YQ==\",\"\"]", "[]", "[\"YQ=\"]", "[ \"YWJj\" ] ", "[\"\\u0041A==\"]")
        .map(seed -> seed.getBytes(ISO_8859_1));
  }

  @MethodSource("seeds")
  @FuzzTest
  void anything(byte[] bytes) {
    Optional<List<byte[]>> parts = PartsArray.decode(bytes);
    String text = new String(bytes, ISO_8859_1);
    if (parts.isEmpty()) {
      return;
    }
    assertFalse(parts.get().isEmpty(), "a message of no parts");
    assertTrue(PartsArray.isJson(bytes), "no JSON");
    assertTrue(text.contains("\\") || PLAIN.matcher(text).matches(), text);
    survives(parts.get());
  }

  @FuzzTest
  void parts(byte[] bytes) {
    List<byte[]> parts = new ArrayList<>();
    for (int at = 0; at < bytes.length; ) { // each begins with its length
      int end = Math.min(bytes.length, at + 1 + (bytes[at] & 31));
      parts.add(java.util.Arrays.copyOfRange(bytes, at + 1, end));
      at = end;
    }
    if (!parts.isEmpty()) {
      survives(parts);
    }
  }

  private static void survives(List<byte[]> parts) {
    byte[] encoded = PartsArray.encode(parts);
    int bytes = parts.stream().mapToInt(part -> part.length).sum();
    assertTrue(encoded.length <= PartsArray.maxEncodedBytes(bytes, parts.size()), "too long");
    List<byte[]> again = PartsArray.decode(encoded).orElseThrow();
    assertEquals(parts.size(), again.size());
    for (int i = 0; i < parts.size(); i++) {
      assertArrayEquals(parts.get(i), again.get(i));
    }
  }
}
