package org.zmqwebbridge.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.zmqwebbridge.handler.Python;

/** The Python library's own tests, against a ROUTER of libzmq's. */
@Timeout(120)
class PythonTest {
  @Test
  void theirTestsPass() throws Exception {
    Process suite = Python.start("test/python/blastbeat_test.py");
    String output = Python.read(suite);
    assertEquals(0, suite.waitFor(), output);
    assertTrue(output.contains("\nRan "), output);
    System.out.println(output.substring(output.lastIndexOf("\nRan ")).strip());
  }
}
