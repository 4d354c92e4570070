package org.zmqwebbridge.grip.zhttp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.zmqwebbridge.kit.StreamWorker.message;
import static org.zmqwebbridge.kit.StreamWorker.text;
import static org.zmqwebbridge.kit.StreamWorker.written;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;
import org.zmqwebbridge.edge.HeaderField;
import org.zmqwebbridge.kit.Await;
import org.zmqwebbridge.kit.StreamWorker;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.observe.Counters;
import org.zmqwebbridge.origin.OriginCall;
import org.zmqwebbridge.origin.OriginRequest;
import org.zmqwebbridge.zmq.Security;
import org.zmqwebbridge.zmq.ZmqLoops;

/** Workers are sockets of JeroMQ that are driven from here, message by message. */
final class ZhttpOriginsTest {
  private static final List<HeaderField> HEADERS =
      List.of(new HeaderField("Host", "example.org"), new HeaderField("X-A", "b"));

  @TempDir private Path folder;

  private final Counters counters = new Counters();
  private final ZmqLoops loops = new ZmqLoops(1, 0, 5_000, System::nanoTime, counters);
  private final ZContext context = new ZContext();
  private ZhttpOrigins origins;

  @BeforeEach
  void start() {
    loops.start();
    open(ZhttpLimits.DEFAULTS);
  }

  private void open(ZhttpLimits limits) {
    origins = new ZhttpOrigins(loops.all().get(0), limits, Security.none(), "zwb_1", counters);
  }

  @AfterEach
  void stop() {
    onLoop(origins::close);
    loops.stop(5_000);
    context.close();
  }

  /** Workers connect to what is bound: JeroMQ's may wait for ever on what is not. */
  private void bind(boolean isRequest) {
    origins.bind(spec(), isRequest);
    onLoop(() -> {});
  }

  private void onLoop(Runnable task) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    loops
        .all()
        .get(0)
        .post(
            () -> {
              task.run();
              done.complete(null);
            });
    done.join();
  }

  /** Unix sockets: three free ports in a row would be a guess. */
  private String spec() {
    return "ipc://" + folder.resolve("z");
  }

  private HeardAnswer ask(boolean isRequest, String method, byte[] body, long bytes) {
    HeardAnswer heard = new HeardAnswer();
    OriginRequest request =
        new OriginRequest(null, method, "/a?b=c", HEADERS, body, bytes, List.of());
    heard.call = origins.open(spec(), isRequest, request, heard);
    heard.call.begin();
    return heard;
  }

  /** An answer, and the request that a worker has taken. */
  private record Asked(HeardAnswer answer, Map<?, ?> request) {}

  /** Asks until the worker has it: a connection of JeroMQ's may be dropped at its beginning. */
  private Asked asked(ZMQ.Socket worker, String method, byte[] body) throws Exception {
    worker.setReceiveTimeOut(1_000);
    byte[] message = null;
    HeardAnswer answer = null;
    for (int i = 0; message == null && i < 20; i++) {
      answer = ask(true, method, body, body.length);
      message = worker.recv();
    }
    return new Asked(answer, message(message));
  }

  private ZMQ.Socket rep() {
    return StreamWorker.socket(context, SocketType.REP, spec(), "");
  }

  private static String heard(HeardAnswer answer) throws Exception {
    return answer.end.get(Await.DEADLINE_MILLIS, TimeUnit.MILLISECONDS);
  }

  // One message for one

  @Test
  void aRequestIsOneMessageAndSoIsItsAnswer() throws Exception {
    bind(true);
    ZMQ.Socket worker = rep();
    Asked asked = asked(worker, "POST", "a=1".getBytes(UTF_8));
    HeardAnswer answer = asked.answer();
    Map<?, ?> request = asked.request();
    assertEquals("zwb_1", text(request, "from"));
    assertEquals("POST", text(request, "method"));
    assertEquals("http://example.org/a?b=c", text(request, "uri"));
    assertEquals("a=1", text(request, "body"));
    assertEquals(1_000_000L, request.get("max-size"));
    worker.send(
        written(
            Map.of(
                "id",
                request.get("id"),
                "code",
                201,
                "reason",
                "Made",
                "headers",
                List.of(List.of("X-B", "c")),
                "body",
                "done")));
    assertEquals("201 Made [X-B: c] done", heard(answer));
  }

  @Test
  void aWorkersErrorIsAFailure() throws Exception {
    bind(true);
    ZMQ.Socket worker = rep();
    Asked asked = asked(worker, "GET", new byte[0]);
    HeardAnswer answer = asked.answer();
    Map<?, ?> request = asked.request();
    worker.send(
        written(
            Map.of(
                "id", request.get("id"),
                "type", "error",
                "condition", "remote-connection-failed")));
    assertEquals("BROKEN: it says: remote-connection-failed", heard(answer));
  }

  @Test
  void anAnswerThatSplitsAHeadIsAFailure() throws Exception {
    bind(true);
    ZMQ.Socket worker = rep();
    Asked asked = asked(worker, "GET", new byte[0]);
    HeardAnswer answer = asked.answer();
    Map<?, ?> request = asked.request();
    worker.send(
        written(
            Map.of(
                "id", request.get("id"),
                "code", 200,
                "headers", List.of(List.of("X-B", "c\r\nSet-Cookie: d=e")))));
    assertTrue(heard(answer).startsWith("BROKEN: "), heard(answer));
  }

  @Test
  void whatAnswersNothingIsCounted() throws Exception {
    bind(true);
    ZMQ.Socket worker = rep();
    Asked asked = asked(worker, "GET", new byte[0]);
    HeardAnswer answer = asked.answer();
    Map<?, ?> request = asked.request();
    worker.send("Jnothing of ours");
    Await.await("it is counted", () -> counters.value(Counter.ZHTTP_STRAY) == 1);
    answer.call.abort();
    assertEquals("ABORTED: it was not wanted any more", heard(answer));
    assertTrue(request.containsKey("id"));
  }

  @Test
  void withoutAWorkerItIsUnreachable() throws Exception {
    open(new ZhttpLimits(1, 60_000, 1_000_000, 1_000, 200_000));
    HeardAnswer answer = ask(true, "GET", new byte[0], 0);
    assertTrue(heard(answer).startsWith("UNREACHABLE: "), heard(answer));
  }

  @Test
  void aRequestIsNotGivenToWhoNeverShookHands() throws Exception {
    open(new ZhttpLimits(Await.DEADLINE_MILLIS, 60_000, 1_000_000, 1_000, 200_000));
    int port = freePort();
    String spec = "tcp://127.0.0.1:" + port;
    origins.bind(spec, true);
    onLoop(() -> {});
    HeardAnswer answer = new HeardAnswer();
    try (Socket dropped = new Socket(InetAddress.getLoopbackAddress(), port)) {
      assertEquals(0xff, dropped.getInputStream().read()); // it is being greeted
      OriginRequest request = OriginRequest.of(null, "GET", "/", HEADERS, new byte[0]);
      answer.call = origins.open(spec, true, request, answer);
      answer.call.begin();
      onLoop(() -> {}); // it could be sent by now
    }
    ZMQ.Socket worker = StreamWorker.socket(context, SocketType.REP, spec, "");
    Map<?, ?> request = message(worker.recv());
    worker.send(written(Map.of("id", request.get("id"), "code", 200, "body", "done")));
    assertEquals("200  [] done", heard(answer));
  }

  private static int freePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    }
  }

  // Streamed

  private StreamWorker worker() {
    bind(false);
    return StreamWorker.connect(context, spec());
  }

  @Test
  void anAnswerIsStreamedByCredits() throws Exception {
    StreamWorker worker = worker();
    HeardAnswer answer = ask(false, "GET", new byte[0], 0);
    Map<?, ?> request = worker.take();
    assertEquals(200_000L, request.get("credits"));
    assertEquals(0L, request.get("seq"));
    assertEquals(true, request.get("stream"));
    worker.say(
        request, "seq", 0, "code", 200, "reason", "OK", "headers", List.of(), "body", "hello ",
        "more", true);
    Map<?, ?> credit = worker.hear();
    assertEquals("credit", text(credit, "type"));
    assertEquals(6L, credit.get("credits"));
    assertEquals(1L, credit.get("seq"));
    worker.say(request, "seq", 1, "body", "world");
    assertEquals("200 OK [] hello world", heard(answer));
  }

  @Test
  void aBodyGoesAsTheWorkerTakesIt() throws Exception {
    StreamWorker worker = worker();
    HeardAnswer answer = ask(false, "POST", null, -1);
    Map<?, ?> request = worker.take();
    assertEquals(true, request.get("more"));
    CompletableFuture<Void> taken = new CompletableFuture<>();
    answer.call.write("abcdef".getBytes(UTF_8), () -> taken.complete(null));
    worker.say(request, "seq", 0, "type", "credit", "credits", 4);
    assertEquals("abcd", text(worker.hear(), "body"));
    worker.say(request, "seq", 1, "type", "credit", "credits", 4);
    assertEquals("ef", text(worker.hear(), "body"));
    taken.get(Await.DEADLINE_MILLIS, TimeUnit.MILLISECONDS);
    answer.call.endBody(List.of());
    Map<?, ?> last = worker.hear();
    assertEquals("", text(last, "body"));
    assertEquals(null, last.get("more"));
    worker.say(request, "seq", 2, "code", 204);
    assertEquals("204  [] ", heard(answer));
  }

  @Test
  void aWorkerIsToldWhenNobodyWantsItsAnswer() throws Exception {
    StreamWorker worker = worker();
    HeardAnswer answer = ask(false, "GET", new byte[0], 0);
    Map<?, ?> request = worker.take();
    worker.say(request, "seq", 0, "code", 200, "body", "a", "more", true);
    assertEquals("credit", text(worker.hear(), "type"));
    OriginCall call = answer.call;
    call.abort();
    assertEquals("cancel", text(worker.hear(), "type"));
    assertEquals("ABORTED: it was not wanted any more", heard(answer));
  }

  @Test
  void aSignOfLifeMayBeAboutManyRequests() throws Exception {
    StreamWorker worker = worker();
    HeardAnswer first = ask(false, "GET", new byte[0], 0);
    HeardAnswer second = ask(false, "GET", new byte[0], 0);
    Map<?, ?> one = worker.take();
    Map<?, ?> two = worker.take();
    worker.say(
        "zwb_1",
        Map.of(
            "from",
            "worker1",
            "id",
            List.of(Map.of("id", one.get("id"), "seq", 0), Map.of("id", two.get("id"), "seq", 0)),
            "type",
            "keep-alive"));
    worker.say(one, "seq", 1, "code", 200, "body", "a");
    worker.say(two, "seq", 1, "code", 200, "body", "b");
    assertEquals("200  [] a", heard(first));
    assertEquals("200  [] b", heard(second));
    assertEquals(0, counters.value(Counter.ZHTTP_STRAY), "it was understood");
  }

  @Test
  void aWorkerThatHeedsNoCreditIsGivenUp() throws Exception {
    open(new ZhttpLimits(5_000, 60_000, 1_000, 1_000, 1_000));
    StreamWorker worker = worker();
    HeardAnswer answer = ask(false, "GET", new byte[0], 0);
    answer.takes = false;
    Map<?, ?> request = worker.take();
    for (int i = 0; i < 4; i++) {
      worker.say(request, "seq", i, "code", 200, "body", "x".repeat(1_000), "more", true);
    }
    assertEquals("BROKEN: it says more than it was given credit for", heard(answer));
  }
}
