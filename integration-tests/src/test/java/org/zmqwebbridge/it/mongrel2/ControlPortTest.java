package org.zmqwebbridge.it.mongrel2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.zmqwebbridge.Bridge;
import org.zmqwebbridge.kit.Await;
import org.zmqwebbridge.mongrel2.config.Mongrel2Config;
import org.zmqwebbridge.mongrel2.config.ServerSpec;

/** The control port: its answers as Mongrel2 1.12.2 gives them, byte for byte where they can be. */
class ControlPortTest {
  private final ConfServer server = ConfServer.in().start("'/h': h", "");

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void tellsWhoItIs() {
    assertEquals(
        "75:7:headers,7:4:uuid,]4:rows,44:40:36:" + ConfServer.UUID + ",]]}",
        server.ask("uuid", Map.of()));
    assertTrue(
        server.ask("time", Map.of()).matches("49:7:headers,7:4:time,]4:rows,18:14:10:\\d+,]]}"));
    String info = server.ask("info", Map.of());
    assertTrue(
        info.contains("92:4:port,9:bind_addr,4:uuid,6:chroot,10:access_log,9:error_log,"), info);
    assertTrue(info.contains(server.port() + "#9:127.0.0.1,"), info);
    assertTrue(server.ask("help", Map.of()).contains("35:4:stop,24:stop the server (SIGINT),]"));
  }

  @Test
  void saysWhatIsWrongAsTheirsDoes() {
    String malformed =
        "97:4:code,12:INVALID_DATA,5:error,62:Invalid data, expecting a list with a string and a"
            + " hash in it.,}";
    String argument = "61:4:code,16:INVALID_ARGUMENT,5:error,22:Invalid argument type.,}";
    assertEquals(malformed, server.ask("6:3:abc,]"));
    assertEquals(malformed, server.ask("!"));
    assertEquals(
        "74:4:code,18:CALLBACK_NOT_FOUND,5:error,33:Callback requested was not found.,}",
        server.ask("nopee", Map.of()));
    assertEquals(argument, server.ask("kill", Map.of()));
    assertEquals(argument, server.ask("kill", Map.of("id", 999)));
    assertEquals(argument, server.ask("status", Map.of()));
    assertEquals(
        "51:5:error,39:Expected argument what=['net'|'tasks'].,}",
        server.ask("status", Map.of("what", "x")));
  }

  @Test
  void showsConnectionsAndKillsThemWithoutANotice() throws IOException {
    try (Socket socket = server.connect();
        Socket other = server.connect()) {
      ConfServer.get(socket, "/h/1");
      String id = ConfServer.id(server.hear());
      String net = server.ask("status", Map.of("what", "net"));
      assertTrue(net.contains("86:2:id,2:fd,4:type,9:last_ping,9:last_read,10:last_write,"), net);
      assertTrue(net.contains(id.length() + ":" + id + "#"), net);
      assertEquals(
          "40:7:headers,9:6:status,]4:rows,8:5:2:OK,]]}",
          server.ask("kill", Map.of("id", Long.valueOf(id))));
      assertEquals(-1, socket.getInputStream().read());
      ConfServer.get(other, "/h/2");
      assertTrue(server.hear().contains(" /h/2 "), "no notice comes between");
    }
  }

  @Test
  void answersTheFirstManualsTextInJson() throws IOException {
    try (Socket socket = server.connect()) {
      ConfServer.get(socket, "/h/1");
      String id = ConfServer.id(server.hear());
      assertTrue(server.ask("status net").startsWith("{\"headers\":[\"id\",\"fd\","));
      assertTrue(server.ask("status tasks").contains("\"Handler_task\""));
      assertTrue(
          server.ask("time").matches("\\{\"headers\":\\[\"time\"],\"rows\":\\[\\[\"\\d+\"]]}\n"));
      assertEquals("{\"headers\":[\"status\"],\"rows\":[[\"OK\"]]}\n", server.ask("kill " + id));
      assertEquals(-1, socket.getInputStream().read());
    }
    assertTrue(server.ask("control stop").contains("stopping the control port"));
    Await.await("the control port to be closed", () -> !server.isControlled());
  }

  @Test
  void stopsTheServer() {
    assertEquals(
        "59:7:headers,6:3:msg,]4:rows,29:25:21:signal sent to server,]]}",
        server.ask("stop", Map.of()));
    Await.await("nobody listens", () -> !server.isControlled());
    assertThrows(IllegalArgumentException.class, server::port);
  }

  @ParameterizedTest
  @ValueSource(strings = {"tcp://0.0.0.0:5999", "tcp://127.example.test:5999"})
  void isBoundToThisMachineOnly(String elsewhere) {
    Mongrel2Config config = new Plan().config(0, server.folder().toString());
    ServerSpec one = config.servers().get(0);
    ServerSpec open =
        new ServerSpec(
            one.uuid(),
            one.name(),
            one.bindAddress(),
            0,
            false,
            one.defaultHost(),
            "",
            one.errorLog(),
            "",
            elsewhere,
            "",
            one.errorLogLevel(),
            one.hosts(),
            List.of(),
            List.of());
    Mongrel2Config exposed = new Mongrel2Config(List.of(open), Map.of(), Map.of());
    try (Bridge bridge = Bridge.builder().listenNowhere().mongrel2(exposed).build()) {
      IllegalStateException refused = assertThrows(IllegalStateException.class, bridge::start);
      assertTrue(refused.getMessage().contains("could stop the server"), refused::getMessage);
    }
  }
}
