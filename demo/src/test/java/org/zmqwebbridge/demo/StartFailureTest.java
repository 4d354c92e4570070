package org.zmqwebbridge.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.UncheckedIOException;
import java.net.BindException;
import org.junit.jupiter.api.Test;

class StartFailureTest {
  @Test
  void aTakenPortOfPagesIsNamedWithAWayOut() {
    assertEquals(
        "port 8080 on 127.0.0.1 is taken (in use). Stop what uses it, or take another: zwb demo"
            + " --port 0",
        StartFailure.words(
            new UncheckedIOException(new BindException("in use")), 8080, "zwb demo"));
  }

  @Test
  void aTakenAddressOfNodesHasTheSameWayOut() {
    String said = "cannot bind tcp://127.0.0.1:5000: the address is in use";
    assertEquals(
        said + "; zwb demo --blastbeat --port 0 takes free ones",
        StartFailure.words(new IllegalStateException(said), 8080, "zwb demo --blastbeat"));
  }

  @Test
  void whateverElseIsSaidAsItIs() {
    assertEquals("no", StartFailure.words(new IllegalStateException("no"), 8080, "zwb demo"));
    assertEquals(
        "java.lang.NoClassDefFoundError: a.B",
        StartFailure.words(new NoClassDefFoundError("a.B"), 8080, "zwb demo"));
  }
}
