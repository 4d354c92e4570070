package org.zmqwebbridge.handler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.zmqwebbridge.handler.Servers.Pair;

/** The Python library's own tests, against servers of ours. */
@Timeout(180)
class PythonTest {
  @TempDir Path uploads;

  @Test
  void theirTestsPass() throws Exception {
    try (Servers servers = new Servers(uploads)) {
      Process suite =
          Python.start(
              "test/python/mongrel2_test.py",
              String.valueOf(servers.filesPort()),
              String.valueOf(servers.partsPort()),
              words(servers.json),
              words(servers.tnetstring),
              words(servers.async),
              words(servers.parts));
      String output = Python.read(suite);
      assertEquals(0, suite.waitFor(), output);
      assertTrue(output.contains("\nRan "), output);
      System.out.println(output.substring(output.lastIndexOf("\nRan ")).strip());
    }
  }

  private static String words(Pair pair) {
    return pair.sendSpec() + " " + pair.recvSpec();
  }
}
