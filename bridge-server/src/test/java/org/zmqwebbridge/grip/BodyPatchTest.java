package org.zmqwebbridge.grip;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class BodyPatchTest {
  private static final String NONE = "(none)";

  private static String patched(String body, String patch, int maxBytes) {
    return BodyPatch.apply(body.getBytes(UTF_8), patch.replace('\'', '"'), maxBytes)
        .map(bytes -> new String(bytes, UTF_8))
        .orElse(NONE);
  }

  private static String patched(String body, String patch) {
    return patched(body.replace('\'', '"'), patch, 1_000).replace('"', '\'');
  }

  @Test
  void operationsAreAppliedInTheirOrder() {
    assertEquals(
        "{'a':[1,2],'c':'é'}\n",
        patched(
            "{'a':[1],'b':2}\n",
            "[{'op':'add','path':'/a/-','value':2},{'op':'move','from':'/b','path':'/c'},"
                + "{'op':'replace','path':'/c','value':'é'}]"));
    assertEquals(
        "[2]",
        patched("[1,2]", "[{'op':'test','path':'/0','value':1}," + "{'op':'remove','path':'/0'}]"));
    assertEquals("{}", patched("{}", "[]"));
  }

  @Test
  void whatDoesNotApplyComesToNothing() {
    for (String patch :
        List.of(
            "x",
            "{}",
            "[3]",
            "[{}]",
            "[{'op':'none','path':'/a'}]",
            "[{'op':'add'}]",
            "[{'op':'add','path':'/a'}]",
            "[{'op':'add','path':'a','value':1}]",
            "[{'op':'remove','path':'/none'}]",
            "[{'op':'add','path':'/b/9','value':1}]",
            "[{'op':'add','path':'/b/x','value':1}]",
            "[{'op':'add','path':'/a/b','value':1}]",
            "[{'op':3,'path':'/a','value':1}]",
            "[{'op':'test','path':'/a','value':2}]",
            "[{'op':'copy','path':'/c'}]",
            "[{'op':'move','from':'','path':'/c'}]",
            "[{'op':'replace','path':'','value':3}]")) {
      assertEquals(NONE, patched("{'a':1,'b':[]}", patch), patch);
    }
    assertEquals(NONE, patched("no JSON", "[]"));
    assertEquals(NONE, patched("3", "[]"));
  }

  @Test
  void nothingGrowsPastTheLimit() {
    String doubled = "{'op':'copy','from':'','path':'/a'}";
    String patch = "[" + String.join(",", Collections.nCopies(900, doubled)) + "]";
    assertEquals(NONE, patched("{}", patch, 100_000));
    assertEquals(
        NONE, patched("{}", "[{'op':'add','path':'/a','value':'" + "x".repeat(100) + "'}]", 50));
    String more = "[" + String.join(",", Collections.nCopies(1_001, "{}")) + "]";
    assertEquals(NONE, patched("{}", more, 100_000));
  }
}
