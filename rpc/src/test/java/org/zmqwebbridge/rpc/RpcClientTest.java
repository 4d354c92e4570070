package org.zmqwebbridge.rpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.zeromq.SocketType;

/** What callers may rely on, over real sockets. */
@Timeout(60)
class RpcClientTest {
  private static final Duration SHORT = Duration.ofMillis(300);

  /** Long enough for a stalled handshake to heal. */
  private static final Duration LONGER = Duration.ofSeconds(4);

  /** An interface for the reference service. */
  interface Api {
    int add(int first, int second);

    @RpcMethod("add_user")
    Map<String, String> addUser(String username, String password);

    void refuse(String why);

    String echo(Object msg);

    default int increment(int number) {
      return add(number, 1);
    }
  }

  /** Its result cannot come from JSON. */
  interface Odd {
    Thread thread();
  }

  private static RpcException failure(org.junit.jupiter.api.function.Executable call) {
    return assertThrows(RpcException.class, call);
  }

  @Test
  void resultsAndErrorsReachTheCaller() {
    try (RunningRpcServer server = new ReferenceService().start("tcp://127.0.0.1:*");
        RpcClient client = RpcClient.connect(server.address())) {
      assertEquals(3L, client.rpc("add", 1, 2));
      assertEquals(List.of(1L, "two"), client.rpc("echo", List.of(1, "two")));
      assertEquals(
          Map.of("status", "success", "type", "girl"),
          client.call(Map.class, "add_user", List.of("hugo", "secret"), Map.of("type", "girl")));
      RpcException wrong = failure(() -> client.rpc("add", 1));
      assertTrue(wrong.is(RpcCode.BAD_ARGUMENTS));
      assertTrue(wrong.getMessage().contains("second"), wrong.getMessage());
      assertEquals("out_of_tea", failure(() -> client.rpc("refuse", "none")).code());
      assertTrue(
          failure(() -> client.call(String.class, "add", List.of(1, 2), Map.of()))
              .is(RpcCode.BAD_ANSWER));
    }
  }

  @Test
  void anInterfaceIsAClient() {
    try (RunningRpcServer server = new ReferenceService().start("tcp://127.0.0.1:*");
        RpcClient client = RpcClient.connect(server.address())) {
      Api api = client.proxy(Api.class);
      assertEquals(3, api.add(1, 2));
      assertEquals(8, api.increment(7));
      assertEquals("boy", api.addUser("hugo", "secret").get("type"));
      assertEquals("no", failure(() -> api.refuse("no")).getMessage());
      assertTrue(failure(() -> api.echo(5)).is(RpcCode.BAD_ANSWER));
      assertEquals("remote Api", api.toString());
      assertEquals(api, api);
      assertNotEquals(api, client.proxy(Api.class));
    }
  }

  @Test
  void aResultTypeThatJsonCannotFillIsRefusedBeforeAnyCall() {
    try (RpcClient client = RpcClient.connect("tcp://127.0.0.1:1")) {
      assertThrows(IllegalArgumentException.class, () -> client.proxy(Odd.class));
      assertThrows(IllegalArgumentException.class, () -> client.proxy(String.class));
    }
  }

  @Test
  void callersOfManyThreadsEachGetTheirOwnAnswer() {
    try (RunningRpcServer server = new ReferenceService().start("tcp://127.0.0.1:*");
        RpcClient client = RpcClient.connect(server.address())) {
      List<CompletableFuture<Object>> calls =
          IntStream.range(0, 200)
              .mapToObj(i -> CompletableFuture.supplyAsync(() -> client.rpc("echo", i)))
              .toList();
      for (int i = 0; i < calls.size(); i++) {
        assertEquals((long) i, calls.get(i).join());
      }
    }
  }

  @Test
  void aLateAnswerDoesNotReachTheNextCall() {
    try (RawPeer service = RawPeer.bound(SocketType.ROUTER);
        RpcClient hasty = RpcClient.connect(service.address(), LONGER)) {
      assertTrue(failure(() -> hasty.rpc("slow")).is(RpcCode.TIMEOUT));
      List<String> late = receiveKeepingRoute(service);
      service.send(routes.get(0), bytes(""), bytes("{\"returnval\":\"late\"}"));
      assertTrue(late.get(0).contains("slow"));
      CompletableFuture<String> second =
          CompletableFuture.supplyAsync(() -> outcome(hasty, "next"));
      receiveKeepingRoute(service);
      service.send(routes.get(0), bytes(""), bytes("{\"returnval\":\"late\"}"));
      service.send(routes.get(1), bytes(""), bytes("{\"returnval\":\"right\"}"));
      String outcome = second.join();
      assertNotEquals("late", outcome);
      assertTrue(
          Set.of("right", "timeout").contains(outcome), outcome); // a slow machine may be late
    }
  }

  private final List<byte[]> routes = new java.util.ArrayList<>();

  private static byte[] bytes(String text) {
    return text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
  }

  /** Receives [route, "", body]; routes are bytes, not text. */
  private List<String> receiveKeepingRoute(RawPeer service) {
    byte[] route = service.socket.recv();
    if (route == null) {
      throw new AssertionError("no request came");
    }
    routes.add(route);
    service.socket.recv();
    return service.receive();
  }

  private static String outcome(RpcClient client, String function) {
    try {
      return (String) client.rpc(function);
    } catch (RpcException failed) {
      return failed.code();
    }
  }

  @Test
  void aCallThatNobodyTakesInTimeIsNeverSentAndTheNextOneIs() {
    String address;
    try (RawPeer gone = RawPeer.bound(SocketType.ROUTER)) {
      address = gone.address();
    }
    try (RpcClient client = RpcClient.connect(address, Duration.ofSeconds(30));
        RpcClient hasty = RpcClient.connect(address, SHORT)) {
      RpcException nobody = failure(() -> hasty.rpc("lost"));
      assertTrue(nobody.is(RpcCode.TIMEOUT));
      assertTrue(nobody.getMessage().contains("was not carried out"), nobody.getMessage());
      ReferenceService service = new ReferenceService();
      CompletableFuture<Object> waiting =
          CompletableFuture.supplyAsync(() -> client.rpc("add", 1, 2));
      try (RunningRpcServer server = service.start(address)) {
        assertEquals(3L, waiting.join());
        assertEquals(address, server.address());
        assertEquals(1, service.additions.get());
      }
    }
  }

  @Test
  void noCallIsLostToAHandshakeThatStalls() { // a few connections in a hundred do, in JeroMQ
    ReferenceService service = new ReferenceService();
    try (RunningRpcServer server = service.start("tcp://127.0.0.1:*")) {
      for (int i = 0; i < 100; i++) {
        try (RpcClient client = RpcClient.connect(server.address())) {
          assertEquals(i + 1L, client.rpc("add", i, 1));
        }
      }
    }
    assertEquals(100, service.additions.get());
  }

  @Test
  void aTimedOutCallIsNotRepeated() {
    ReferenceService service = new ReferenceService();
    try (RunningRpcServer server = service.start("tcp://127.0.0.1:*");
        RpcClient hasty = RpcClient.connect(server.address(), LONGER);
        RpcClient patient = RpcClient.connect(server.address())) {
      assertTrue(failure(() -> hasty.rpc("hang")).is(RpcCode.TIMEOUT));
      assertEquals(3L, patient.rpc("add", 1, 2));
      assertEquals(1, service.additions.get());
      service.release();
    }
  }

  @Test
  void whatIsNoAnswerIsSaidToBeNone() {
    for (String nonsense : List.of("goober", "[1]", "{}", "{\"returnval\":NaN}", "")) {
      try (RawPeer service = RawPeer.bound(SocketType.REP);
          RpcClient client = RpcClient.connect(service.address())) {
        CompletableFuture<String> call = CompletableFuture.supplyAsync(() -> outcome(client, "x"));
        service.receive();
        service.send(nonsense);
        assertEquals("bad_answer", call.join(), nonsense);
      }
    }
  }

  @Test
  void theOriginalsErrorsWithoutACodeReachTheCaller() {
    try (RawPeer service = RawPeer.bound(SocketType.REP);
        RpcClient client = RpcClient.connect(service.address())) {
      CompletableFuture<RpcException> call =
          CompletableFuture.supplyAsync(() -> failure(() -> client.rpc("x")));
      service.receive();
      service.send("{\"status\":\"error\",\"error_msg\":\"unauthorized access\"}");
      assertEquals("unauthorized access", call.join().getMessage());
      assertEquals("", call.join().code());
    }
  }

  @Test
  void aCallToAPageEndsWithThePagesIdentity() {
    try (RawPeer bridge = RawPeer.bound(SocketType.REP);
        RpcClient page = RpcClient.toPage(bridge.address(), "page-7")) {
      CompletableFuture<Object> call =
          CompletableFuture.supplyAsync(() -> page.rpc("greet", "you"));
      assertEquals(
          List.of("{\"funcname\":\"greet\",\"args\":[\"you\"],\"kwargs\":{}}", "page-7"),
          bridge.receive());
      bridge.send("{\"returnval\":\"hi\"}");
      assertEquals("hi", call.join());
    }
  }

  @Test
  void theBridgesErrorsReachTheCallerOfAPage() {
    try (RawPeer bridge = RawPeer.bound(SocketType.REP);
        RpcClient page = RpcClient.toPage(bridge.address(), "nobody")) {
      CompletableFuture<String> call = CompletableFuture.supplyAsync(() -> outcome(page, "greet"));
      bridge.receive();
      bridge.send("{\"status\":\"error\",\"error_msg\":\"…\",\"code\":\"no_such_page\"}");
      assertEquals("no_such_page", call.join());
    }
  }

  @Test
  void anInterruptEndsTheCallAndHurtsNoLaterOne() throws InterruptedException {
    ReferenceService service = new ReferenceService();
    try (RunningRpcServer server = service.start("tcp://127.0.0.1:*");
        RpcClient client = RpcClient.connect(server.address())) {
      CompletableFuture<String> interrupted = new CompletableFuture<>();
      Thread caller = new Thread(() -> interrupted.complete(outcome(client, "hang")));
      caller.start();
      caller.interrupt();
      assertEquals("interrupted", interrupted.join());
      caller.join();
      assertEquals(3L, client.rpc("add", 1, 2));
      service.release();
    }
  }

  @Test
  void closeEndsCallsAndLeavesNoThread() throws InterruptedException {
    try (RawPeer service = RawPeer.bound(SocketType.REP)) {
      Set<Thread> before = Thread.getAllStackTraces().keySet();
      RpcClient client = RpcClient.connect(service.address());
      CompletableFuture<String> call = CompletableFuture.supplyAsync(() -> outcome(client, "x"));
      service.receive();
      client.close();
      assertEquals("closed", call.join());
      assertEquals("closed", outcome(client, "y"));
      for (Thread thread : Thread.getAllStackTraces().keySet()) {
        if (!before.contains(thread) && !thread.getName().startsWith("ForkJoinPool")) {
          thread.join(20_000);
          assertFalse(thread.isAlive(), thread.getName());
        }
      }
    }
  }
}
