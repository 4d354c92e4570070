package org.zmqwebbridge.grip.zhttp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.zmqwebbridge.kit.StreamWorker.text;

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
import org.zmqwebbridge.edge.CloseStatus;
import org.zmqwebbridge.edge.HeaderField;
import org.zmqwebbridge.kit.Await;
import org.zmqwebbridge.kit.HeardSocket;
import org.zmqwebbridge.kit.StreamWorker;
import org.zmqwebbridge.observe.Counters;
import org.zmqwebbridge.origin.OriginRequest;
import org.zmqwebbridge.origin.OriginSocket;
import org.zmqwebbridge.zmq.Security;
import org.zmqwebbridge.zmq.ZmqLoops;

/** WebSockets to workers, message by message. */
final class WorkerSocketTest {
  private static final OriginRequest REQUEST =
      OriginRequest.of(
          null,
          "GET",
          "/chat?a=b",
          List.of(
              new HeaderField("Host", "example.org"),
              new HeaderField("Sec-WebSocket-Extensions", "grip")),
          new byte[0]);

  @TempDir private Path folder;

  private final Counters counters = new Counters();
  private final ZmqLoops loops = new ZmqLoops(1, 0, 5_000, System::nanoTime, counters);
  private final ZContext context = new ZContext();
  private final HeardSocket heard = new HeardSocket();
  private ZhttpOrigins origins;
  private StreamWorker worker;
  private OriginSocket socket;
  private Map<?, ?> request;

  @BeforeEach
  void start() throws Exception {
    loops.start();
    ZhttpLimits limits = new ZhttpLimits(5_000, 60_000, 10_000, 1_000, 1_000);
    origins = new ZhttpOrigins(loops.all().get(0), limits, Security.none(), "zwb_1", counters);
    origins.bind(spec(), false);
    onLoop(() -> {});
    worker = StreamWorker.connect(context, spec());
    socket = origins.socket(spec(), REQUEST, 3_000, heard);
    socket.begin();
    request = worker.take();
  }

  @AfterEach
  void stop() {
    onLoop(origins::close);
    loops.stop(5_000);
    context.close();
  }

  private String spec() {
    return "ipc://" + folder.resolve("z");
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

  /** The worker takes it, and so many bytes. */
  private void accept(int credits) throws Exception {
    worker.say(
        request,
        "seq",
        0,
        "code",
        101,
        "headers",
        List.of(List.of("Sec-WebSocket-Extensions", "grip")),
        "credits",
        credits);
    assertEquals("open Sec-WebSocket-Extensions=grip", heard.next());
    socket.more();
  }

  private CompletableFuture<Void> send(boolean isText, String message) {
    CompletableFuture<Void> taken = new CompletableFuture<>();
    socket.send(isText, message.getBytes(UTF_8), () -> taken.complete(null));
    return taken;
  }

  private static void await(CompletableFuture<Void> done) throws Exception {
    done.get(Await.DEADLINE_MILLIS, TimeUnit.MILLISECONDS);
  }

  @Test
  void itIsAskedForByAnAddressOfWebSockets() throws Exception {
    assertEquals("ws://example.org/chat?a=b", text(request, "uri"));
    assertNull(request.get("method"));
    assertEquals(1_000L, request.get("credits"));
    assertEquals(0L, request.get("seq"));
    accept(100);
  }

  @Test
  void messagesGoBothWays() throws Exception {
    accept(100);
    await(send(true, "hello"));
    Map<?, ?> told = worker.hear();
    assertEquals("hello", text(told, "body"));
    assertEquals("text", text(told, "content-type"));
    assertEquals(1L, told.get("seq"));
    await(send(false, "x"));
    assertEquals("binary", text(worker.hear(), "content-type"));
    worker.say(request, "seq", 1, "body", "m:hi", "content-type", "text");
    assertEquals("text m:hi", heard.next());
    Map<?, ?> credit = worker.hear();
    assertEquals("credit", text(credit, "type"));
    assertEquals(4L, credit.get("credits"));
    socket.more();
    worker.say(request, "seq", 2, "body", "b", "content-type", "binary");
    assertEquals("binary b", heard.next());
  }

  @Test
  void aMessageWaitsForCreditAndIsCutByIt() throws Exception {
    accept(3);
    CompletableFuture<Void> taken = send(true, "hello");
    Map<?, ?> begin = worker.hear();
    assertEquals("hel", text(begin, "body"));
    assertEquals(true, begin.get("more"));
    worker.say(request, "seq", 1, "type", "credit", "credits", 2);
    Map<?, ?> rest = worker.hear();
    assertEquals("lo", text(rest, "body"));
    assertEquals("text", text(rest, "content-type"));
    assertNull(rest.get("more"));
    await(taken);
    await(send(true, "")); // which costs nothing
    assertEquals("", text(worker.hear(), "body"));
  }

  @Test
  void partsOfAMessageAreJoined() throws Exception {
    accept(10);
    worker.say(request, "seq", 1, "body", "one ", "content-type", "text", "more", true);
    assertEquals(4L, worker.hear().get("credits"));
    worker.say(request, "seq", 2, "body", "message");
    assertEquals("text one message", heard.next());
  }

  @Test
  void pingsAndPongsAreTold() throws Exception {
    accept(10);
    socket.ping("a".getBytes(UTF_8), () -> {});
    assertEquals("ping", text(worker.hear(), "type"));
    worker.say(request, "seq", 1, "type", "ping", "body", "b");
    assertEquals("ping b", heard.next());
    assertEquals("credit", text(worker.hear(), "type"));
    socket.pong("b".getBytes(UTF_8), socket::more);
    Map<?, ?> pong = worker.hear();
    assertEquals("pong", text(pong, "type"));
    assertEquals("b", text(pong, "body"));
    worker.say(request, "seq", 2, "type", "pong", "body", "a");
    assertEquals("pong a", heard.next());
  }

  @Test
  void theWorkerClosesAfterWhatItHasSaid() throws Exception {
    accept(10);
    worker.say(request, "seq", 1, "body", "last", "content-type", "text");
    worker.say(request, "seq", 2, "type", "close", "code", 4001, "body", "bye");
    assertEquals("text last", heard.next());
    assertEquals("credit", text(worker.hear(), "type"));
    socket.more();
    assertEquals("closed 4001 bye", heard.next());
    Map<?, ?> answer = worker.hear();
    assertEquals("close", text(answer, "type"));
    assertEquals(4001L, answer.get("code"));
  }

  @Test
  void theClientClosesAfterWhatItHasSaid() throws Exception {
    accept(3);
    CompletableFuture<Void> unused = send(true, "abcd");
    socket.close(new CloseStatus(1001, "away"));
    assertEquals("abc", text(worker.hear(), "body"));
    worker.say(request, "seq", 1, "type", "credit", "credits", 1);
    assertEquals("d", text(worker.hear(), "body"));
    Map<?, ?> close = worker.hear();
    assertEquals("close", text(close, "type"));
    assertEquals(1001L, close.get("code"));
    assertEquals("away", text(close, "body"));
    worker.say(request, "seq", 2, "type", "close", "code", 1001);
    assertEquals("closed 1001 ", heard.next());
  }

  @Test
  void aRefusalIsAnAnswer() throws Exception {
    worker.say(
        request,
        "type",
        "error",
        "condition",
        "rejected",
        "code",
        403,
        "reason",
        "No",
        "headers",
        List.of(),
        "body",
        "not you");
    assertEquals("refused 403 No not you", heard.next());
  }

  @Test
  void aWorkersErrorIsAFailure() throws Exception {
    worker.say(request, "type", "error", "condition", "remote-connection-failed");
    assertEquals("failed BROKEN it says: error remote-connection-failed", heard.next());
  }

  @Test
  void aMessageThatWasLostIsNoticed() throws Exception {
    accept(10);
    worker.say(request, "seq", 2, "body", "x", "content-type", "text");
    assertEquals("failed BROKEN a message of its worker's is missing", heard.next());
    assertEquals("cancel", text(worker.hear(), "type"));
  }

  @Test
  void messagesThatAreTooLongOrNoTextEndIt() throws Exception {
    accept(10);
    worker.say(request, "seq", 1, "body", "x".repeat(3_001), "content-type", "text");
    assertEquals("failed BROKEN a message is at most 3000 bytes", heard.next());
    assertEquals("credit", text(worker.hear(), "type"));
    assertEquals(1009L, worker.hear().get("code"));
  }

  @Test
  void whoLeavesHasTheWorkerTold() throws Exception {
    accept(10);
    socket.abort();
    assertEquals("cancel", text(worker.hear(), "type"));
    assertEquals("failed ABORTED it was not wanted any more", heard.next());
  }

  @Test
  void aWorkerThatIsToldMoreLaterHearsThatNobodyIsThere() throws Exception {
    List<List<String>> headers = List.of(List.of("Sec-WebSocket-Extensions", "grip"));
    worker.say(
        request, "from", "worker2", "seq", 0, "code", 101, "headers", headers, "credits", 10);
    assertEquals("open Sec-WebSocket-Extensions=grip", heard.next());
    socket.abort();
    assertEquals("failed ABORTED it was not wanted any more", heard.next());
    ZMQ.Socket more =
        StreamWorker.socket(context, SocketType.DEALER, spec() + "-out-stream", "worker2");
    assertEquals(
        "cancel", text(new StreamWorker(worker.pull(), more, worker.pub()).hear(), "type"));
  }
}
