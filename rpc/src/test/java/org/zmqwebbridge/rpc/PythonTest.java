package org.zmqwebbridge.rpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Java and Python, both ways, and the Python package's own tests. */
@Timeout(180)
class PythonTest {

  @Test
  void thePythonPackagesOwnTestsPass() throws Exception {
    Process suite = Python.start("-m", "unittest", "discover", "-t", ".", "-s", "tests");
    String output = Python.read(suite);
    assertEquals(0, suite.waitFor(), output);
    assertTrue(output.contains("\nRan "), output);
    System.out.println(output.substring(output.lastIndexOf("\nRan ")).strip());
  }

  @Test
  void aJavaClientCallsAPythonService() throws Exception {
    Process service = Python.start("tests/peer.py", "serve");
    try (RpcClient client = RpcClient.connect(Python.output(service).readLine())) {
      assertEquals(3L, client.rpc("add", 1, 2));
      List<Object> value = Arrays.asList(1L, 2.5, null, true, "grüße", Map.of("k", List.of()));
      assertEquals(value, client.rpc("echo", value));
      assertEquals(
          Map.of("status", "success", "type", "girl"),
          client.call(Map.class, "add_user", List.of("hugo", "secret"), Map.of("type", "girl")));
      assertEquals("not_allowed", codeOf(client, "add_user", "hugo", "wrong"));
      assertEquals("not_allowed", codeOf(client, "forbidden"));
      assertEquals("bad_arguments", codeOf(client, "add", 1));
      assertEquals("unknown_function", codeOf(client, "__init__"));
      assertEquals("internal", codeOf(client, "fail"));
      assertEquals("out_of_tea", codeOf(client, "refuse", "no tea"));
    } finally {
      service.getOutputStream().close();
      assertTrue(service.waitFor(30, TimeUnit.SECONDS));
    }
    assertEquals(0, service.exitValue());
  }

  private static String codeOf(RpcClient client, String function, Object... args) {
    return assertThrows(RpcException.class, () -> client.rpc(function, args)).code();
  }

  @Test
  void aPythonClientCallsAJavaService() throws Exception {
    try (RunningRpcServer server = new ReferenceService().start("tcp://127.0.0.1:*")) {
      Process caller = Python.start("tests/peer.py", "call", server.address());
      String output = Python.read(caller);
      assertEquals(0, caller.waitFor(), output);
      assertEquals(
          """
          ["add", 3]
          ["add", 3]
          ["echo", {"deep": [1, 2.5, null, true, "gr\\u00fc\\u00dfe"]}]
          ["add_user", {"status": "success", "type": "girl"}]
          ["add_user", {"code": "not_allowed"}]
          ["add", {"code": "bad_arguments"}]
          ["nothing", {"code": "unknown_function"}]
          ["forbidden", {"code": "not_allowed"}]
          ["fail", {"code": "internal"}]
          ["refuse", {"code": "out_of_tea"}]
          """,
          output);
    }
  }
}
