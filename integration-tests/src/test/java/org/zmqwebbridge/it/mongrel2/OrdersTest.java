package org.zmqwebbridge.it.mongrel2;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.zmqwebbridge.kit.Await;
import org.zmqwebbridge.observe.Counter;

/** Files that handlers order for clients, and only those of the server's directories. */
class OrdersTest {
  private static final String SEND_FILE =
      "xrequests=[Xrequest(name='/usr/lib/mongrel2/sendfile.so', settings={})],";

  private final ConfServer server = ConfServer.in();

  @AfterEach
  void close() {
    server.close();
  }

  private String ask(Socket socket) throws IOException {
    ConfServer.get(socket, "/h");
    return ConfServer.id(server.hear());
  }

  private static String file(String name) {
    String items = "8:sendfile," + name.length() + ":" + name + ",";
    return items.length() + ":" + items + "]";
  }

  @Test
  void aFileIsSentAfterWhatWasSaidBefore() throws IOException {
    byte[] content = new byte[3 << 20];
    new Random(1).nextBytes(content);
    server.file("static/big", content).start("'/h': h, '/static/': files", "", SEND_FILE);
    try (Socket socket = server.connect()) {
      String id = ask(socket);
      server.reply(id, "head\r\n\r\n");
      server.order(id, file("static/big"));
      assertEquals("head\r\n\r\n", ConfServer.read(socket, 8));
      byte[] got = socket.getInputStream().readNBytes(content.length);
      assertEquals(java.util.Arrays.hashCode(content), java.util.Arrays.hashCode(got));
      ConfServer.get(socket, "/h/next");
      assertEquals(id, ConfServer.id(server.hear()), "the connection goes on");
    }
  }

  @Test
  void whatIsOutsideOfTheDirectoriesEndsTheConnection() throws IOException {
    server.file("secret", "secret".getBytes(UTF_8));
    server.start("'/h': h, '/static/': files", "", SEND_FILE);
    Files.createSymbolicLink(
        server.folder().resolve("static/link"), server.folder().resolve("secret"));
    for (String name : new String[] {"secret", "static/../secret", "static/link", "static/none"}) {
      try (Socket socket = server.connect()) {
        server.order(ask(socket), file(name));
        assertEquals(-1, socket.getInputStream().read(), name);
      }
    }
    Await.await(
        "four to be counted", () -> server.bridge().count(Counter.MONGREL2_ORDERS_REFUSED) == 4);
  }

  @Test
  void withoutTheModuleAndForOtherWordsTheConnectionEnds() throws IOException {
    server.file("static/a.txt", "a".getBytes(UTF_8)).start("'/h': h, '/static/': files", "");
    try (Socket socket = server.connect()) {
      server.order(ask(socket), file("static/a.txt"));
      assertEquals(-1, socket.getInputStream().read());
    }
  }
}
