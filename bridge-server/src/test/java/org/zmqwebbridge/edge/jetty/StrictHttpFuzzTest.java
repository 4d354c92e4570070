package org.zmqwebbridge.edge.jetty;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.LocalConnector;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.ThreadPool;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.provider.MethodSource;
import org.zmqwebbridge.edge.RequestHead;
import org.zmqwebbridge.observe.Counters;

/**
 * Whatever bytes a client sends, the requests that are answered are those that are there by the
 * grammar, in that order and with those bodies: nobody finds one more by cutting otherwise.
 */
class StrictHttpFuzzTest {
  /** Keeps what a pool would run, for the test's own thread. */
  private static final class Later implements ThreadPool {
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();

    @Override
    public void execute(Runnable task) {
      tasks.add(task);
    }

    @Override
    public void join() {}

    @Override
    public int getThreads() {
      return 1;
    }

    @Override
    public int getIdleThreads() {
      return 1;
    }

    @Override
    public boolean isLowOnThreads() {
      return false;
    }
  }

  /** Reads all of a request, and remembers it. */
  private static final class Reading extends Handler.Abstract.NonBlocking {
    private final List<ReferenceRequests.Whole> whole = new ArrayList<>();

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
      RequestHead.Builder head = new RequestHead.Builder();
      for (HttpField field : request.getHeaders()) {
        head.header(field.getName(), field.getValue()); // throws if one could look like two
      }
      read(request, response, callback, new StringBuilder());
      return true;
    }

    private void read(Request request, Response response, Callback callback, StringBuilder body) {
      while (true) {
        Content.Chunk chunk = request.read();
        if (chunk == null) {
          request.demand(() -> read(request, response, callback, body));
          return;
        }
        if (Content.Chunk.isFailure(chunk)) {
          callback.failed(chunk.getFailure());
          return;
        }
        ByteBuffer bytes = chunk.getByteBuffer();
        while (bytes.hasRemaining()) {
          body.append((char) (bytes.get() & 0xff));
        }
        chunk.release();
        if (chunk.isLast()) {
          whole.add(
              new ReferenceRequests.Whole(
                  request.getMethod(), request.getHttpURI().getPathQuery(), body.toString()));
          response.write(true, null, callback);
          return;
        }
      }
    }
  }

  private static final Pattern LONE = Pattern.compile("\r(?!\n)|(?<!\r)\n");

  private static final Later later = new Later();
  private static final Reading reading = new Reading();
  private static Server server;
  private static LocalConnector connector;
  private static StrictHttp http;

  @BeforeAll
  static void start() throws Exception {
    server = new Server(later);
    http = new StrictHttp(new HttpConfiguration());
    connector = new LocalConnector(server, http);
    server.addConnector(connector);
    server.setErrorHandler(
        new PlainErrors(new Refusals(new Counters(), Request::getConnectionMetaData)));
    server.setHandler(reading);
    server.start();
    later.tasks.clear(); // its acceptor: transports come from the test
  }

  @AfterAll
  static void stop() throws Exception {
    server.stop();
  }

  static Stream<byte[]> requests() {
    String post = "POST /a HTTP/1.1\r\nHost: x\r\n";
    return Stream.of(
            "GET / HTTP/1.1\r\nHost: x\r\n\r\nGET /b HTTP/1.1\r\nHost: x\r\n\r\n",
            post + "Content-Length: 3\r\n\r\nabcGET /b HTTP/1.1\r\nHost: x\r\n\r\n",
            post + "Transfer-Encoding: chunked\r\n\r\n2\r\nab\r\n0\r\n\r\n" + post + "\r\n",
            post + "Transfer-Encoding: chunked\r\n\r\n1;a=\"b\"\r\na\r\n0\r\nX: y\r\n\r\n",
            post + "Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
            post + "Expect: 100-continue\r\nContent-Length: 2\r\n\r\nab",
            "GET /a HTTP/1.0\r\nConnection: keep-alive\r\n\r\nGET /b HTTP/1.0\r\n\r\n",
            "GET http://x/a?b HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n" + post + "\r\n",
            "GET /a HTTP/1.1\r\nHost: x\r\nX : y\r\n z\n\r\n",
            "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n")
        .map(text -> text.getBytes(ISO_8859_1));
  }

  @MethodSource("requests")
  @FuzzTest
  void stream(byte[] bytes) throws Exception {
    reading.whole.clear();
    NarrowEndPoint endPoint = new NarrowEndPoint(1 << 20);
    Connection connection = http.newConnection(connector, endPoint);
    endPoint.setConnection(connection);
    endPoint.onOpen();
    connection.onOpen();
    endPoint.receive(bytes);
    runLater(endPoint);
    endPoint.addInputEOF();
    runLater(endPoint);
    List<ReferenceRequests.Whole> there = ReferenceRequests.in(new String(bytes, ISO_8859_1));
    assertTrue(reading.whole.size() <= there.size(), () -> reading.whole + " of " + there);
    for (int i = 0; i < reading.whole.size(); i++) {
      ReferenceRequests.Whole answered = reading.whole.get(i);
      ReferenceRequests.Whole meant = there.get(i);
      assertEquals(meant.method(), answered.method());
      assertEquals(meant.body(), answered.body());
      assertTrue(isTarget(meant.target(), answered.target()), () -> meant + ", " + answered);
    }
    if (there.stream().allMatch(StrictHttpFuzzTest::isPlain) && isPlain(bytes)) {
      assertEquals(there.size(), reading.whole.size(), "one was refused");
    }
  }

  /** Of a whole address, path and query are what counts. */
  private static boolean isTarget(String meant, String answered) {
    String path = meant.replaceFirst("^(?i)https?://[^/?#]*", "");
    return answered.equals(meant.startsWith("/") || path.startsWith("/") ? path : "/" + path)
        || (answered.equals("*") && meant.equals("*"));
  }

  private static boolean isPlain(ReferenceRequests.Whole whole) {
    return whole.target().matches("/[a-z0-9]*") && whole.method().matches("GET|POST|PUT");
  }

  /** No header but those whose values are checked for nothing, and short. */
  private static boolean isPlain(byte[] bytes) {
    String text = new String(bytes, ISO_8859_1).toLowerCase(Locale.ROOT);
    return bytes.length < 1000
        && !text.contains("expect")
        && !text.contains("upgrade")
        && text.indexOf('"') < 0
        && !LONE.matcher(text).find()
        && text.split("\nhost:", -1).length == text.split("\nhost: x\r\n", -1).length;
  }

  private static void runLater(NarrowEndPoint endPoint) {
    endPoint.runElsewhere();
    for (Runnable next = later.tasks.poll(); next != null; next = later.tasks.poll()) {
      next.run();
      endPoint.runElsewhere();
    }
  }
}
