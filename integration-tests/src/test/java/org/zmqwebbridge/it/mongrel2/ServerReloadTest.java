package org.zmqwebbridge.it.mongrel2;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.Socket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Other routes, hosts and settings while clients stay connected: what Mongrel2 has given up. */
class ServerReloadTest {
  private final ConfServer server = ConfServer.in().file("static/a.txt", "files\n".getBytes(UTF_8));

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void aConnectionStaysAndItsNextRequestGoesByTheNewRoutes() throws IOException {
    server.start("'/h': h", "");
    try (Socket socket = server.connect()) {
      ConfServer.get(socket, "/h/1");
      String first = server.hear();
      String id = ConfServer.id(first);
      assertTrue(
          server
              .reload("'/h': h, '/static/': files, '/new': h", "")
              .changed()
              .toString()
              .contains("mongrel2"));
      server.reply(id, ConfServer.OK);
      assertEquals(ConfServer.OK, ConfServer.read(socket, ConfServer.OK.length()));
      ConfServer.get(socket, "/new/2");
      String second = server.hear();
      assertEquals(id, ConfServer.id(second), "it keeps its id");
      server.reply(id, ConfServer.OK);
      assertEquals(ConfServer.OK, ConfServer.read(socket, ConfServer.OK.length()));
      ConfServer.get(socket, "/static/a.txt");
      assertEquals("HTTP/1.1 200", ConfServer.read(socket, 12));
    }
  }

  @Test
  void aRouteThatHasGoneIs404() throws IOException {
    server.start("'/h': h, '/old': h", "");
    server.reload("'/h': h", "");
    try (Socket socket = server.connect()) {
      ConfServer.get(socket, "/old");
      assertEquals("HTTP/1.1 404", ConfServer.read(socket, 12));
    }
  }

  @Test
  void whatIsWrongChangesNothing() throws IOException {
    server.start("'/h': h", "");
    IllegalArgumentException wrong =
        assertThrows(
            IllegalArgumentException.class,
            () -> server.reload("'/h': h", "\"limits.handler_targets\": 0"));
    assertTrue(wrong.getMessage().contains("limits.handler_targets"), wrong.getMessage());
    try (Socket socket = server.connect()) {
      ConfServer.get(socket, "/h/1");
      assertTrue(server.hear().contains(" /h/1 "));
    }
  }
}
