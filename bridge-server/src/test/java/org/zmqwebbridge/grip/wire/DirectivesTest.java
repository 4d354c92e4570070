package org.zmqwebbridge.grip.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DirectivesTest {
  private static String variables(String content) throws MalformedGripException {
    Directives.Meaning values = Directives.variables(Map.of("name", "Ann", "empty", ""));
    return new String(Directives.replace(content.getBytes(UTF_8), values), UTF_8);
  }

  @Test
  void variablesAndPercentSignsAreReplaced() throws Exception {
    assertEquals("Hi Ann! 100% é", variables("Hi %(name)s%(empty)s! 100%% é"));
  }

  @Test
  void whatIsNoDirectiveIsAnError() {
    for (String wrong : List.of("%", "%x", "%s", "%(name", "%(name)", "%(name)x", "%(other)s")) {
      assertThrows(MalformedGripException.class, () -> variables(wrong), wrong);
    }
  }

  @Test
  void idsAreWrittenAsTheyAreOrInHexadecimal() throws Exception {
    byte[] content = "%I %(b)I %%".getBytes(UTF_8);
    byte[] id = "a1".getBytes(UTF_8);
    assertEquals(
        "a1 b %", new String(Directives.replace(content, Directives.ids(id, false)), UTF_8));
    assertEquals(
        "6131 62 %", new String(Directives.replace(content, Directives.ids(id, true)), UTF_8));
  }
}
