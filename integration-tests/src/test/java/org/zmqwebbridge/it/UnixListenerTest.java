package org.zmqwebbridge.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.zmqwebbridge.Bridge;
import org.zmqwebbridge.BridgeBuilder;
import org.zmqwebbridge.edge.Served;
import org.zmqwebbridge.grip.GripConfig;
import org.zmqwebbridge.grip.RouteLine;
import org.zmqwebbridge.grip.RouteTable;
import org.zmqwebbridge.kit.Await;

/** Clients that come in at a Unix socket. */
@Timeout(60)
final class UnixListenerTest {
  @TempDir private Path folder;

  private Path file() {
    return folder.resolve("s");
  }

  private BridgeBuilder builder(String options) {
    return Bridge.builder()
        .listen("127.0.0.1:0")
        .drainMillis(0)
        .listener("local", "unix:" + file() + options, false, Set.of(Served.HTTP))
        .listener("control", "unix:" + folder.resolve("c"), false, Set.of(Served.GRIP_CONTROL))
        .grip(
            GripConfig.of(new RouteTable(List.of(RouteLine.read("* test").orElseThrow())))
                .answeringAll());
  }

  /** A client there, and what it has heard. */
  private record Client(SocketChannel channel, StringBuilder heard) implements AutoCloseable {
    static Client at(Path path) throws IOException {
      return new Client(SocketChannel.open(UnixDomainSocketAddress.of(path)), new StringBuilder());
    }

    Client say(String text) throws IOException {
      ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(UTF_8));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      return this;
    }

    /** Reads until that has come. */
    String hear(String text) throws IOException {
      ByteBuffer bytes = ByteBuffer.allocate(4_096);
      while (heard.indexOf(text) < 0) {
        bytes.clear();
        if (channel.read(bytes) < 0) {
          throw new IOException("it has ended after: " + heard);
        }
        heard.append(UTF_8.decode(bytes.flip()));
      }
      return heard.toString();
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }

  private static double gauge(Bridge bridge, String name) {
    SimpleMeterRegistry meters = new SimpleMeterRegistry();
    bridge.metrics().bindTo(meters);
    return meters.get(name).gauge().value();
  }

  @Test
  void requestsHoldsAndPublishersComeInThere() throws IOException {
    try (Bridge bridge = builder("").build().start();
        Client plain = Client.at(file());
        Client held = Client.at(file());
        Client publisher = Client.at(folder.resolve("c"))) {
      String answer = plain.say("GET / HTTP/1.1\r\nHost: a\r\n\r\n").hear("test origin");
      assertTrue(answer.startsWith("HTTP/1.1 200 OK\r\n"), answer);
      plain.heard().setLength(0);
      plain.say("GET / HTTP/1.1\r\nHost: a\r\n\r\n").hear("test origin");
      held.say("GET /stream HTTP/1.1\r\nHost: a\r\n\r\n").hear("[stream opened]");
      String item =
          "{\"items\":[{\"channel\":\"test\",\"formats\":{\"http-stream\":{\"content\":\"hi!\"}}}]}";
      publisher
          .say("POST /publish HTTP/1.1\r\nHost: a\r\nContent-Length: " + item.length() + "\r\n\r\n")
          .say(item)
          .hear("Published");
      held.hear("hi!");
      assertEquals(0, bridge.port("local"));
    }
    assertFalse(Files.exists(file()), "it is taken away");
  }

  @Test
  void webSocketsComeInThere() throws IOException {
    try (Bridge bridge = builder("").build().start();
        Client client = Client.at(file())) {
      String head =
          client
              .say(
                  String.join(
                      "\r\n",
                      "GET /ws HTTP/1.1",
                      "Host: a",
                      "Upgrade: websocket",
                      "Connection: Upgrade",
                      "Sec-WebSocket-Version: 13",
                      "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
                      "",
                      ""))
              .hear("\r\n\r\n");
      assertTrue(head.startsWith("HTTP/1.1 101 "), head);
      assertEquals(1, gauge(bridge, "zwb.tcp.connections.open"));
    }
  }

  @Test
  void itsModeSaysWhoMayConnect() throws IOException {
    try (Bridge bridge = builder("?mode=660").build().start()) {
      assertEquals(
          "rw-rw----", PosixFilePermissions.toString(Files.getPosixFilePermissions(file())));
      assertTrue(bridge.port() > 0);
    }
  }

  @Test
  void aUserThatIsNoneIsRefusedAndNothingIsLeftBehind() {
    Bridge bridge = builder("?user=no-such-user-here").build();
    String message = assertThrows(IllegalStateException.class, bridge::start).getMessage();
    assertTrue(message.contains("unix:" + file()), message);
    assertFalse(Files.exists(file()));
    bridge.close();
  }

  @Test
  void aSocketThatNobodyListensAtIsReplaced() throws IOException {
    try (ServerSocketChannel killed = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      killed.bind(UnixDomainSocketAddress.of(file()));
    }
    assertTrue(Files.exists(file()));
    try (Bridge bridge = builder("").build().start();
        Client client = Client.at(file())) {
      client.say("GET / HTTP/1.1\r\nHost: a\r\n\r\n").hear("test origin");
      assertTrue(bridge.port() > 0);
    }
  }

  @Test
  void whatIsAnothersStays() throws IOException {
    try (ServerSocketChannel other = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      other.bind(UnixDomainSocketAddress.of(file()));
      Bridge bridge = builder("").build();
      assertThrows(IllegalStateException.class, bridge::start);
      bridge.close();
      assertTrue(Files.exists(file()));
    }
    Files.delete(file());
    Files.writeString(file(), "a letter");
    Bridge bridge = builder("").build();
    assertThrows(IllegalStateException.class, bridge::start);
    bridge.close();
    assertEquals("a letter", Files.readString(file()));
  }

  @Test
  void clientsThatLeaveAreNotCountedAnyMore() throws IOException {
    try (Bridge bridge = builder("").build().start()) {
      try (Client client = Client.at(file())) {
        client.say("GET / HTTP/1.1\r\nHost: a\r\n\r\n").hear("test origin");
      }
      Await.await("all have left", () -> gauge(bridge, "zwb.tcp.connections.open") == 0);
    }
  }
}
