package org.zmqwebbridge.it.grip;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.zmqwebbridge.kit.StreamWorker.text;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zeromq.ZContext;
import org.zmqwebbridge.it.RawPage;
import org.zmqwebbridge.kit.Await;
import org.zmqwebbridge.kit.StreamWorker;

/** WebSockets of clients to ZeroMQ workers. */
class ZhttpSocketsTest {
  @TempDir private Path folder;

  private final ZContext context = new ZContext();

  @AfterEach
  void closeWorkers() {
    context.close();
  }

  private GripBridge bridge() {
    return GripBridge.start("* zhttp/ipc://" + folder.resolve("z"));
  }

  private StreamWorker worker() {
    return StreamWorker.connect(context, "ipc://" + folder.resolve("z"));
  }

  @Test
  void aWorkerSpeaksToAClientAndSubscribesIt() throws Exception {
    try (GripBridge bridge = bridge()) {
      StreamWorker worker = worker();
      Opened opened = open(bridge, worker, "grip");
      RawPage page = opened.page();
      Map<?, ?> request = opened.request();
      assertEquals("grip", header(request, "Sec-WebSocket-Extensions"));
      page.send("hello");
      Map<?, ?> told = worker.hear();
      assertEquals("hello", text(told, "body"));
      assertEquals("text", text(told, "content-type"));
      String subscribe = "c:{\"type\": \"subscribe\", \"channel\": \"w1\"}";
      worker.say(request, "seq", 1, "body", subscribe, "content-type", "text");
      worker.say(request, "seq", 2, "body", "m:hi", "content-type", "text");
      assertEquals("hi", page.nextText());
      bridge.publish("\"channel\":\"w1\",\"formats\":{\"ws-message\":{\"content\":\"news\"}}");
      assertEquals("news", page.nextText());
      worker.say(request, "seq", 3, "type", "close", "code", 4001, "body", "bye");
      assertEquals(4001, page.closeCode());
    }
  }

  @Test
  void aWorkerHearsHowItsClientLeaves() throws Exception {
    try (GripBridge bridge = bridge()) {
      StreamWorker worker = worker();
      RawPage page = open(bridge, worker, "").page();
      page.frame(RawPage.CLOSE, true, new byte[] {0x0f, (byte) 0xa2, 'x'});
      Map<?, ?> told = worker.hear();
      assertEquals("close", text(told, "type"));
      assertEquals(4002L, told.get("code"));
      assertEquals("x", text(told, "body"));
      RawPage other = open(bridge, worker, "").page();
      other.cut();
      assertEquals("cancel", text(worker.hear(), "type"));
    }
  }

  private record Opened(RawPage page, Map<?, ?> request) {}

  /** The handshake waits for the worker, so it is asked for elsewhere. */
  private static Opened open(GripBridge bridge, StreamWorker worker, String extension)
      throws Exception {
    RawPage[] page = new RawPage[1];
    Thread client = new Thread(() -> page[0] = bridge.socket("/chat"));
    client.setDaemon(true);
    client.start();
    Map<?, ?> request = worker.take();
    List<List<String>> headers =
        extension.isEmpty() ? List.of() : List.of(List.of("Sec-WebSocket-Extensions", extension));
    worker.say(request, "seq", 0, "code", 101, "headers", headers, "credits", 1_000);
    client.join(Await.DEADLINE_MILLIS);
    return new Opened(page[0], request);
  }

  private static String header(Map<?, ?> request, String name) {
    for (Object one : (List<?>) request.get("headers")) {
      List<?> pair = (List<?>) one;
      if (new String((byte[]) pair.get(0), UTF_8).equalsIgnoreCase(name)) {
        return new String((byte[]) pair.get(1), UTF_8);
      }
    }
    return "";
  }
}
