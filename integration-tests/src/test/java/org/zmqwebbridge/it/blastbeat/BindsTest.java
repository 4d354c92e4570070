package org.zmqwebbridge.it.blastbeat;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.zmqwebbridge.blastbeat.config.BindSpec;
import org.zmqwebbridge.blastbeat.config.BlastbeatConfig;
import org.zmqwebbridge.blastbeat.config.RouterSpec;
import org.zmqwebbridge.blastbeat.config.VhostSpec;
import org.zmqwebbridge.it.FreePort;

/** Where clients come in: addresses of IPv6, one interface's too, and several at once. */
@SuppressWarnings("try") // clients and nodes end when a test says so
class BindsTest {
  private static final VhostSpec HOST = VhostSpec.of("localhost", "a").withAliases("[::1]");

  /** {@code ::1}. */
  private static InetAddress own() throws IOException {
    byte[] address = new byte[16];
    address[15] = 1;
    return InetAddress.getByAddress(address);
  }

  private static Asking client(int port) throws IOException {
    return new Asking(new Socket(own(), port));
  }

  /** The interface of this machine's own addresses, whatever it is called here. */
  private static String loopback() throws IOException {
    return NetworkInterface.getByInetAddress(own()).getName();
  }

  @ParameterizedTest
  @ValueSource(strings = {"::1:0", "[::1]:0", "::1%lo:0", "[::1%lo]:0"})
  void clientsComeByIpv6AndNodesAreToldTheirAddresses(String written) throws IOException {
    BindSpec bind = BindSpec.parse(written.replace("lo", loopback()), false);
    try (Beat beat = Beat.at(FreePort.address(), bind, any -> any, any -> any, HOST);
        JavaNode node = beat.node("a");
        Asking client = client(beat.port())) {
      client.send(Asking.request("GET", "[::1]", "/"));
      Heard heard = node.hear("uwsgi");
      Map<String, String> said = heard.byName();
      assertEquals("::1", said.get("REMOTE_ADDR"));
      assertEquals("localhost", said.get("SERVER_NAME"));
      node.answer(heard.sid());
      client.expect(Asking.OK);
    }
  }

  @Test
  void oneHostMayBeAtSeveralBinds() throws IOException {
    String router = FreePort.address();
    List<BindSpec> binds = List.of(Beat.BIND, BindSpec.parse("::1:0", false));
    BlastbeatConfig both =
        BlastbeatConfig.of(binds, List.of(RouterSpec.parse(router)), List.of(HOST));
    try (Beat beat = Beat.at(router, Beat.BIND, any -> both, any -> any, HOST);
        JavaNode node = beat.node("a");
        Asking first = beat.client();
        Asking second = client(beat.port(binds.get(1)))) {
      for (Asking client : List.of(first, second)) {
        client.get("/");
        node.serve();
        client.expect(Asking.OK);
      }
    }
  }
}
