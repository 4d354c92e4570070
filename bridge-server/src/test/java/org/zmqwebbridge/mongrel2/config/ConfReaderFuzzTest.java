package org.zmqwebbridge.mongrel2.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A configuration file is read, and the same when written and read again; or refused with its line.
 */
class ConfReaderFuzzTest {
  static Stream<byte[]> seeds() {
    return Stream.of(ConfReaderTest.WHOLE, PythonConfReaderTest.WHOLE, "a=['", "servers=[] #")
        .map(seed -> seed.getBytes(UTF_8));
  }

  @MethodSource("seeds")
  @FuzzTest
  void conf(byte[] bytes) {
    Mongrel2Config config;
    try {
      config = ConfReader.read(new String(bytes, UTF_8), "m.conf").config();
    } catch (IllegalArgumentException refused) {
      assertTrue(refused.getMessage().startsWith("m.conf:"), refused.getMessage());
      return;
    }
    isReadAgain(config);
  }

  @MethodSource("seeds")
  @FuzzTest
  void python(byte[] bytes) {
    Mongrel2Config config;
    try {
      config = PythonConfReader.read(new String(bytes, UTF_8), "m.py").config();
    } catch (IllegalArgumentException refused) {
      assertTrue(refused.getMessage().startsWith("m.py:"), refused.getMessage());
      return;
    }
    isReadAgain(config);
  }

  private static void isReadAgain(Mongrel2Config config) {
    String written;
    try {
      written = ConfWriter.write(config);
    } catch (IllegalArgumentException bothQuotes) {
      return;
    }
    assertEquals(config, ConfReader.read(written, "again.conf").config());
  }
}
