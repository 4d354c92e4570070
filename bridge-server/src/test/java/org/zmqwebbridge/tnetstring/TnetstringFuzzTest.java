package org.zmqwebbridge.tnetstring;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What is taken for a tnetstring means what it means when it is written again, and has no more in
 * it than it came in.
 */
class TnetstringFuzzTest {
  static Stream<byte[]> seeds() {
    return Stream.of(
            "5:hello,",
            "16:1:a,8:1:1#1:2#]}",
            "0:~",
            "3:1.5^",
            "4:true!",
            "2:-1#",
            "3:0:]]",
            "9:1:a")
        .map(seed -> seed.getBytes(ISO_8859_1));
  }

  @MethodSource("seeds")
  @FuzzTest
  void anything(byte[] bytes) throws MalformedTnetstringException {
    Object value;
    try {
      value = TnetstringReader.whole(bytes, 0);
    } catch (MalformedTnetstringException none) {
      return;
    }
    assertTrue(3 * values(value) <= bytes.length, "more values than bytes for them");
    byte[] written = TnetstringWriter.write(value);
    byte[] again = TnetstringWriter.write(TnetstringReader.whole(written, 0));
    assertArrayEquals(written, again);
  }

  private static int values(Object value) {
    if (value instanceof List<?> list) {
      return 1 + list.stream().mapToInt(TnetstringFuzzTest::values).sum();
    }
    if (value instanceof Map<?, ?> map) {
      return 1 + map.size() + map.values().stream().mapToInt(TnetstringFuzzTest::values).sum();
    }
    return 1;
  }
}
