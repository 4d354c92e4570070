package org.zmqwebbridge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class UsageTest {
  @Test
  void aCommandsFormsAreToldAlone() {
    assertEquals("usage: zwb procer PROFILES PIDFILE\n", Usage.of("procer"));
    assertEquals(
        "usage: zwb req|sub|pub|push NAME|ADDRESS [PART]... [OPTION]...\n", Usage.of("push"));
  }

  @Test
  void aFormOfTwoLinesIsWhole() {
    assertEquals(
        """
        usage: zwb grip [--config FILE] [--route LINE]... [--port [ADDRESS:]PORT] [--id N] [--verbose]
                        [--loglevel N] [--management HOST:PORT]
        """,
        Usage.of("grip"));
  }

  @Test
  void aCommandOfTwoFormsHasBoth() {
    assertEquals(
        """
        usage: zwb config check [FILE|FOLDER] [--config FILE] [--pages DIR] [--set KEY=VALUE]...
               zwb config schema
        """,
        Usage.of("config"));
  }

  @Test
  void whoNamesNoCommandIsToldAll() {
    assertEquals(Usage.all(), Usage.of("bogus"));
    assertEquals(Usage.all(), Usage.of(""));
    assertTrue(Usage.all().startsWith("usage: zwb serve "));
    assertTrue(Usage.all().endsWith("\n       zwb version\n"));
  }
}
