package org.zmqwebbridge.it.blastbeat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.zmqwebbridge.blastbeat.config.VhostSpec;
import org.zmqwebbridge.it.FreePort;
import org.zmqwebbridge.it.PythonPeer;
import org.zmqwebbridge.kit.Await;

/** Nodes on libzmq, over TCP and over Unix sockets. */
@SuppressWarnings("try") // clients and nodes end when a test says so
class PythonNodesTest {
  private static final String NODES = "zwb.blastbeat.nodes";

  @TempDir Path folder;

  private static void answer(Asking client, String said) {
    client.expect("HTTP/1.1 200 OK\r\nContent-Length: " + said.length() + "\r\n\r\n" + said);
  }

  @ParameterizedTest
  @ValueSource(strings = {"tcp", "ipc"})
  void aNodeInPythonAnswersRequestsBodiesAndWebSockets(String transport) throws IOException {
    String router = transport.equals("tcp") ? FreePort.address() : "ipc://" + folder + "/r";
    try (Beat beat =
            Beat.at(
                router, Beat.BIND, any -> any, any -> any, VhostSpec.of("localhost", "python"));
        PythonPeer node = PythonPeer.start("blastbeat_node", router, "python");
        Asking client = beat.client();
        Asking socket = beat.client()) {
      node.expect("ready");
      Await.await("the node to be there", () -> beat.bridge().gauge(NODES) == 1);
      client.get("/a%20b");
      answer(client, "GET /a%20b");
      client.post("/p", "hello".repeat(20_000));
      answer(client, "POST " + "hello".repeat(20_000));
      socket.upgrade("/ws");
      socket.expect(Asking.SWITCH);
      socket.text("ciao");
      socket.expectText("ciao");
    }
  }
}
