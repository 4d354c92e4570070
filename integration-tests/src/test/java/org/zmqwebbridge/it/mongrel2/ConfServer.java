package org.zmqwebbridge.it.mongrel2;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;
import org.zmqwebbridge.Bridge;
import org.zmqwebbridge.BridgeBuilder;
import org.zmqwebbridge.ReloadReport;
import org.zmqwebbridge.it.FreePort;
import org.zmqwebbridge.it.TestBridge;
import org.zmqwebbridge.kit.Await;
import org.zmqwebbridge.mongrel2.config.ConfReader;
import org.zmqwebbridge.tnetstring.TnetstringWriter;

/**
 * A server by the text of a configuration file, in a folder of its own, and one handler of it.
 *
 * <p>Owner thread: the test's.
 */
final class ConfServer implements AutoCloseable {
  static final String UUID = "f400bf85-4538-4f7a-8908-67e313d515c2";
  static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

  private final Path folder;
  private final ZContext context = new ZContext();
  private final ZMQ.Socket requests;
  private final ZMQ.Socket replies;
  private final String send = FreePort.address();
  private final String recv = FreePort.address();
  private final String control = FreePort.address();
  private TestBridge bridge;

  private ConfServer(Path folder) {
    this.folder = folder;
    this.requests = context.createSocket(SocketType.PULL);
    this.replies = context.createSocket(SocketType.XPUB); // a PUB that hears of subscriptions
    for (ZMQ.Socket socket : List.of(requests, replies)) {
      socket.setReceiveTimeOut(Await.DEADLINE_MILLIS);
      socket.setLinger(0);
      socket.setReconnectIVL(20);
      socket.setHandshakeIvl(300);
    }
  }

  /** A folder, to be filled before a server runs in it. */
  static ConfServer in() {
    try {
      Path folder = Files.createTempDirectory("zwb-m2").toRealPath();
      Files.createDirectory(folder.resolve("static"));
      return new ConfServer(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path folder() {
    return folder;
  }

  ConfServer file(String name, byte[] content) {
    try {
      Files.write(folder.resolve(name), content);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Runs it. */
  ConfServer start(String routes, String settings, String... more) {
    bridge =
        TestBridge.start(
            builder ->
                builder.mongrel2(
                    ConfReader.read(text(routes, settings, more), "test.conf").config()));
    replies.connect(recv);
    assertNotNull(replies.recv(), "nobody subscribes at " + recv);
    requests.connect(send);
    return this;
  }

  /** Has it read another file. */
  ReloadReport reload(String routes, String settings, String... more) {
    BridgeBuilder changed =
        Bridge.builder()
            .listen("127.0.0.1:0")
            .drainMillis(0)
            .mongrel2(ConfReader.read(text(routes, settings, more), "test.conf").config());
    return bridge.bridge().reload(changed);
  }

  private String text(String routes, String settings, String... more) {
    return """
        h = Handler(send_spec='%s', send_ident='sender-1', recv_spec='%s', recv_ident='')
        files = Dir(base='static/', index_file='index.html', default_ctype='text/plain')
        main = Server(uuid='%s', name='main', chroot='%s', access_log='access.log',
          error_log='error.log', pid_file='m2.pid', control_port='%s', default_host='localhost',
          bind_addr='127.0.0.1', port=0, %s
          hosts=[Host(name='localhost', routes={%s})])
        settings = {%s}
        servers = [main]
        """
        .formatted(send, recv, UUID, folder, control, String.join(" ", more), routes, settings);
  }

  TestBridge bridge() {
    return bridge;
  }

  int port() {
    return bridge.bridge().mongrel2Port(UUID);
  }

  Socket connect() {
    try {
      Socket socket = new Socket(InetAddress.getLoopbackAddress(), port());
      socket.setSoTimeout(Await.DEADLINE_MILLIS);
      return socket;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void get(Socket socket, String path) throws IOException {
    socket
        .getOutputStream()
        .write(("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n").getBytes(ISO_8859_1));
  }

  static String read(Socket socket, int bytes) throws IOException {
    return new String(socket.getInputStream().readNBytes(bytes), ISO_8859_1);
  }

  /** The next message to the handler. */
  String hear() {
    byte[] message = requests.recv();
    assertNotNull(message, "the handler is told nothing");
    return new String(message, ISO_8859_1);
  }

  /** The same, if it comes in this time; otherwise {@code null}. */
  byte[] hears(int millis) {
    requests.setReceiveTimeOut(millis);
    return requests.recv();
  }

  /** The id in a message. */
  static String id(String message) {
    return message.split(" ", 4)[1];
  }

  void reply(String id, String body) {
    replies.send("sender-1 " + id.length() + ":" + id + ", " + body);
  }

  void order(String id, String order) {
    String ids = "X " + id;
    replies.send("sender-1 " + ids.length() + ":" + ids + ", " + order);
  }

  /** Asks the control port, by a tnetstring. */
  String ask(String command, Map<String, Object> arguments) {
    return ask(new String(TnetstringWriter.write(List.of(command, arguments)), ISO_8859_1));
  }

  /** The same as it is. */
  String ask(String request) {
    byte[] answer = null;
    for (int tries = 0; answer == null && tries < 20; tries++) {
      answer = askOnce(request); // what is asked while a connection is being made may be lost
    }
    assertNotNull(answer, "no answer to " + request);
    return new String(answer, UTF_8);
  }

  private byte[] askOnce(String request) {
    try (ZMQ.Socket socket = context.createSocket(SocketType.REQ)) {
      socket.setReceiveTimeOut(1_000);
      socket.setLinger(0);
      socket.setReconnectIVL(20);
      socket.setHandshakeIvl(300);
      socket.connect(control);
      socket.send(request.getBytes(ISO_8859_1));
      return socket.recv();
    }
  }

  /** Whether it answers within a moment. */
  boolean isControlled() {
    try (ZMQ.Socket socket = context.createSocket(SocketType.REQ)) {
      socket.setReceiveTimeOut(200);
      socket.setLinger(0);
      socket.connect(control);
      socket.send("10:4:time,0:}]");
      return socket.recv() != null;
    }
  }

  String accessLog() {
    try {
      Path log = folder.resolve("access.log");
      return Files.exists(log) ? Files.readString(log) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    if (bridge != null) {
      bridge.close();
    }
    context.close();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
