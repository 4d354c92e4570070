package org.zmqwebbridge.rpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.zeromq.SocketType;
import org.zeromq.ZMQ;
import org.zmqwebbridge.rpc.examples.Accounts;
import org.zmqwebbridge.rpc.examples.CallPage;
import org.zmqwebbridge.rpc.examples.CallService;
import org.zmqwebbridge.rpc.examples.PublishCalls;

/** The programs that docs/rpc shows, run as their readers would run them. */
@Timeout(120)
class ExamplesTest {
  private static final String CALLS_OF_PYTHON =
      """
      hello!
      {'status': 'success', 'added': 'hugo, a girl'}
      not_allowed: add_user: this call is not allowed
      """;

  private static String printedBy(Runnable program) {
    PrintStream before = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      program.run();
    } finally {
      System.setOut(before);
    }
    return printed.toString(StandardCharsets.UTF_8);
  }

  private static String freeAddress() {
    try (RawPeer peer = RawPeer.bound(SocketType.REP)) {
      return peer.address();
    }
  }

  private static String checkCalls(String printed) {
    List<String> lines = printed.lines().toList();
    assertEquals("hello!", lines.get(0), printed);
    assertTrue(lines.get(1).contains("hugo, a girl"), printed);
    assertEquals("not_allowed: add_user: this call is not allowed", lines.get(2));
    return printed;
  }

  @Test
  void bothClientsCallTheJavaService() throws Exception {
    try (RunningRpcServer service = new Accounts().start("tcp://127.0.0.1:*")) {
      checkCalls(printedBy(() -> CallService.run(service.address())));
      Process python = Python.start("examples/call_service.py", service.address());
      String printed = checkCalls(Python.read(python));
      assertEquals(CALLS_OF_PYTHON.lines().count(), printed.lines().count());
      assertEquals(0, python.waitFor());
    }
  }

  @Test
  void bothClientsCallThePythonService() throws Exception {
    withPython(
        "examples/accounts.py",
        address -> {
          checkCalls(printedBy(() -> CallService.run(address)));
          assertEquals(CALLS_OF_PYTHON, output("examples/call_service.py", address));
        });
  }

  @Test
  void theAsyncioServiceAnswers() throws Exception {
    withPython(
        "examples/accounts_aio.py",
        address -> {
          try (RpcClient client = RpcClient.connect(address, Duration.ofSeconds(30))) {
            assertEquals("hi", client.rpc("echo", "hi"));
          }
        });
  }

  private static String output(String... program) {
    try {
      return Python.read(Python.start(program));
    } catch (Exception failed) {
      throw new AssertionError(failed);
    }
  }

  private static void withPython(String program, Consumer<String> test) throws Exception {
    String address = freeAddress();
    Process service = Python.start(program, address);
    try {
      test.accept(address);
    } finally {
      service.destroyForcibly();
      assertTrue(service.waitFor(30, TimeUnit.SECONDS));
    }
  }

  @Test
  void bothClientsCallAPage() throws Exception {
    try (RawPeer bridge = RawPeer.bound(SocketType.ROUTER)) {
      String address = bridge.address();
      CompletableFuture<String> java =
          CompletableFuture.supplyAsync(() -> printedBy(() -> CallPage.run(address, "page-7")));
      answerAsAPage(bridge);
      assertEquals("hello, Hugo\n", java.join());
      CompletableFuture<String> python =
          CompletableFuture.supplyAsync(() -> output("examples/call_page.py", address, "page-7"));
      answerAsAPage(bridge);
      assertEquals("hello, Hugo\n", python.join());
    }
  }

  /**
   * What the bridge and the page do together: the body's frames come back, the identity does not.
   */
  private static void answerAsAPage(RawPeer bridge) {
    List<byte[]> frames = bridge.receiveBytes();
    int last = frames.size() - 1;
    assertEquals("page-7", new String(frames.get(last), StandardCharsets.UTF_8));
    assertEquals(
        "{\"funcname\":\"greet\",\"args\":[\"Hugo\"],\"kwargs\":{}}",
        new String(frames.get(last - 1), StandardCharsets.UTF_8));
    List<byte[]> answer = new java.util.ArrayList<>(frames.subList(0, last - 1));
    answer.add("{\"returnval\":\"hello, Hugo\"}".getBytes(StandardCharsets.UTF_8));
    bridge.send(answer.toArray(byte[][]::new));
  }

  @Test
  void bothPublishersCallTheirListeners() throws Exception {
    String address = freeAddress();
    Thread java =
        new Thread(
            () -> {
              try {
                PublishCalls.main(new String[] {address});
              } catch (InterruptedException end) {
                // the test's
              }
            });
    java.start();
    hearACall(address);
    java.interrupt();
    java.join();
    String other = freeAddress();
    Process python = Python.start("examples/publish_calls.py", other);
    try {
      hearACall(other);
    } finally {
      python.destroyForcibly();
      assertTrue(python.waitFor(30, TimeUnit.SECONDS));
    }
  }

  private static void hearACall(String address) {
    try (RawPeer page = RawPeer.connected(SocketType.SUB, address)) {
      page.socket.subscribe(ZMQ.SUBSCRIPTION_ALL);
      String call = page.receive().get(0);
      while (!call.contains("\"add\"")) {
        call = page.receive().get(0);
      }
      assertEquals("{\"funcname\":\"add\",\"args\":[1,2],\"kwargs\":{}}", call);
    }
  }
}
