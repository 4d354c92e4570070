package org.zmqwebbridge.it.grip;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.zmqwebbridge.it.PythonPeer;
import org.zmqwebbridge.kit.Await;

/**
 * Origins that are ZeroMQ workers, as their authors write them for Pushpin, behind a whole bridge.
 */
class ZhttpWorkersTest {
  private static final int SHORT_MILLIS = 1_000;

  @TempDir private Path folder;

  /** A kind of worker, in a language. */
  enum Worker {
    REQ_LIBZMQ("zhttpreq/"),
    STREAM_LIBZMQ("zhttp/"),
    REQ_JEROMQ("zhttpreq/"),
    STREAM_JEROMQ("zhttp/");

    private final String scheme;

    Worker(String scheme) {
      this.scheme = scheme;
    }

    AutoCloseable start(String spec) {
      return switch (this) {
        case REQ_LIBZMQ -> PythonPeer.start("zhttp_worker", "req", spec);
        case STREAM_LIBZMQ -> PythonPeer.start("zhttp_worker", "stream", spec);
        case REQ_JEROMQ -> JeromqWorker.answering(spec);
        case STREAM_JEROMQ -> JeromqWorker.streaming(spec);
      };
    }
  }

  /** Unix sockets: three free ports in a row would be a guess. */
  private String spec() {
    return "ipc://" + folder.resolve("z");
  }

  private GripBridge bridge(Worker worker) {
    return GripBridge.start("* " + worker.scheme + spec());
  }

  private static HttpURLConnection open(GripBridge bridge, String target, int millis)
      throws IOException {
    URI uri = URI.create("http://127.0.0.1:" + bridge.port() + target);
    HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
    connection.setReadTimeout(millis);
    return connection;
  }

  private static boolean isServed(GripBridge bridge) {
    try {
      return open(bridge, "/", SHORT_MILLIS).getResponseCode() == 200;
    } catch (SocketTimeoutException notYet) {
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String post(GripBridge bridge, String target, String body) {
    try {
      HttpURLConnection connection = open(bridge, target, Await.DEADLINE_MILLIS);
      connection.setDoOutput(true);
      connection.setFixedLengthStreamingMode(body.length());
      connection.getOutputStream().write(body.getBytes(UTF_8));
      assertEquals("text/plain", connection.getContentType());
      return new String(connection.getInputStream().readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aWorkerAnswersAndHasRequestsHeld(Worker kind) throws Exception {
    try (GripBridge bridge = bridge(kind);
        AutoCloseable worker = kind.start(spec())) {
      Await.await("the worker to answer", () -> isServed(bridge));
      String uri = "http://127.0.0.1:" + bridge.port() + "/a?b=c";
      assertEquals("POST " + uri + " hello", post(bridge, "/a?b=c", "hello"), kind::toString);
      try (HeldRequest held = new HeldRequest(bridge.port(), "/s?channel=fruit")) {
        String head = held.head(200);
        assertTrue(!head.contains("Grip-"), head);
        held.expect("GET http://127.0.0.1:" + bridge.port() + "/s?channel=fruit ");
        Await.await("the channel", () -> bridge.bridge().gauge("zwb.grip.channels") == 1);
        bridge.publish(
            "\"channel\":\"fruit\",\"formats\":{\"http-stream\":{\"content\":\"news\"}}");
        held.expect("news");
      }
      assertTrue(worker != null);
    }
  }

  /** More than either side may say at once without the other's credits. */
  @Test
  void longBodiesGoByCreditsBothWays() throws Exception {
    String body = "0123456789".repeat(60_000);
    try (GripBridge bridge = bridge(Worker.STREAM_LIBZMQ);
        AutoCloseable worker = Worker.STREAM_LIBZMQ.start(spec())) {
      Await.await("the worker to answer", () -> isServed(bridge));
      String uri = "http://127.0.0.1:" + bridge.port() + "/long";
      assertEquals("POST " + uri + " " + body, post(bridge, "/long", body));
      assertTrue(worker != null);
    }
  }
}
