package org.zmqwebbridge.blastbeat.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.zmqwebbridge.edge.PortTls;

class BlastbeatConfigTest {
  private static final BindSpec ALL = BindSpec.parse("127.0.0.1:8080", false);
  private static final BindSpec OWN = BindSpec.parse("127.0.0.1:8443", true);
  private static final RouterSpec ROUTER = RouterSpec.parse("tcp://127.0.0.1:5000");
  private static final TlsFiles TLS = new TlsFiles(Path.of("a.crt"), Path.of("a.key"));

  @ParameterizedTest
  @CsvSource({
    "0.0.0.0:8080, 0.0.0.0, 8080",
    "127.0.0.1:0, 127.0.0.1, 0",
    "0.0.0.0:8080 5, 0.0.0.0, 8080",
    "0.0.0.0:8080\t-1, 0.0.0.0, 8080",
    "*:8080, 0.0.0.0, 8080",
    "8080, 127.0.0.1, 8080",
    "localhost:8080, 127.0.0.1, 8080",
    "::1:8080, ::1, 8080",
    "[::1]:8080, ::1, 8080",
    ":::8080, ::, 8080",
    "fe80::a00:27ff:fe13:11ac%eth0:8085, fe80::a00:27ff:fe13:11ac%eth0, 8085"
  })
  void bindsAreReadAsTheirs(String text, String address, int port) {
    assertEquals(new BindSpec(address, port, false), BindSpec.parse(text, false));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ":8080",
        "x:8080",
        "example.org:80",
        "127.0.0.1",
        "127.0.0.1:",
        "127.0.0.1:65536",
        "127.0.0.1:-1",
        "127.0.0.1:80 x",
        "[127.0.0.1]:80",
        "127.0.0.1%eth0:80",
        "127.1:80",
        "::1",
        "fe80::1%:80",
        "[::1:80",
        "127.0.0.1:80;127.0.0.2:80"
      })
  void otherBindsAreRefused(String text) {
    assertThrows(IllegalArgumentException.class, () -> BindSpec.parse(text, false));
  }

  @Test
  void addressesAreThoseOfThisMachine() {
    assertTrue(ALL.socketAddress().getAddress().isLoopbackAddress());
    assertTrue(ALL.isLoopback() && BindSpec.parse("[::1]:1", false).isLoopback());
    assertFalse(BindSpec.parse("*:1", false).isLoopback());
    assertEquals("[::1]:1", BindSpec.parse("::1:1", false).toString());
    BindSpec none = BindSpec.parse("fe80::1%nowhere0:80", false);
    assertEquals(
        "bind [fe80::1%nowhere0]:80: this machine has no such interface; ip link shows those that it"
            + " has",
        assertThrows(IllegalArgumentException.class, none::socketAddress).getMessage());
  }

  @Test
  void aHostIsAtItsOwnBindsOrAtThoseOfAll() {
    VhostSpec everywhere = VhostSpec.of("a", "n");
    VhostSpec apart = VhostSpec.of("b", "n").withBinds(OWN).with(VhostOptions.DEFAULTS.with(TLS));
    BlastbeatConfig config =
        BlastbeatConfig.of(List.of(ALL), List.of(ROUTER), List.of(everywhere, apart));
    assertEquals(List.of(everywhere), config.vhostsAt(ALL));
    assertEquals(List.of(apart), config.vhostsAt(OWN));
    assertEquals(List.of(ALL, OWN), config.allBinds());
  }

  @Test
  void nodesConnectToItsOwnRoutersOrToThoseOfAll() {
    RouterSpec own = RouterSpec.parse("tcp://127.0.0.1:5001");
    VhostSpec everywhere = VhostSpec.of("a", "n");
    VhostSpec apart = VhostSpec.of("b", "n").withRouters(own);
    BlastbeatConfig config =
        BlastbeatConfig.of(List.of(ALL), List.of(ROUTER), List.of(everywhere, apart));
    assertEquals(List.of(ROUTER), config.routersOf(everywhere));
    assertEquals(List.of(own), config.routersOf(apart));
    assertEquals(List.of(ROUTER, own), config.allRouters());
  }

  @Test
  void certificatesAreShownForAllNamesWithoutTheirPorts() {
    VhostSpec host =
        VhostSpec.of("a.org:8443", "n")
            .withAliases("A2.org", "a.org", "[::1]:8443")
            .withBinds(OWN)
            .with(VhostOptions.DEFAULTS.with(TLS));
    BlastbeatConfig config =
        BlastbeatConfig.of(List.of(ALL), List.of(ROUTER), List.of(host, VhostSpec.of("b", "n")));
    config.checkCertificates();
    assertEquals(Optional.empty(), config.tls(ALL));
    assertEquals(
        List.of("a.org", "A2.org", "[::1]"),
        config.tls(OWN).orElseThrow().identities().stream().map(PortTls.Identity::name).toList());
  }

  @Test
  void aRouterThatOthersReachIsOpenWithoutAMechanism() {
    assertTrue(RouterSpec.parse("tcp://*:5000").isOpen());
    assertFalse(RouterSpec.parse("tcp://127.0.0.1:5000").isOpen());
    assertFalse(RouterSpec.parse("ipc:///run/nodes").isOpen());
    assertFalse(RouterSpec.parse("tcp://*:5000").with(NoKeys.PLAIN).isOpen());
    assertEquals(
        "ipc://" + Path.of("run/nodes").toAbsolutePath(),
        RouterSpec.parse("ipc://run/nodes").address().address());
  }

  @Test
  void whatDoesNotGoTogetherIsRefused() {
    VhostSpec lacking = VhostSpec.of("a", "n");
    assertEquals(
        "there is no router that nodes could connect to: a has none, and there is none for all; say"
            + " zmq = tcp://127.0.0.1:5000",
        refusal(() -> BlastbeatConfig.of(List.of(ALL), List.of(), List.of(lacking))));
    assertEquals(
        "two routers with other keys or users are bound at \"tcp://127.0.0.1:5000\"; give each its"
            + " own",
        refusal(
            () ->
                BlastbeatConfig.of(
                    List.of(ALL),
                    List.of(ROUTER),
                    List.of(lacking.withRouters(ROUTER.with(NoKeys.PLAIN))))));
    assertEquals(
        "virtual host a: two nodes are \"n\"; give each its own",
        refusal(() -> VhostSpec.of("a", "n", "n")));
    assertEquals(
        List.of("N", "n"),
        VhostSpec.of("a", "N", "n").nodes().stream().map(NodeSpec::name).toList(),
        "names of nodes are bytes");
  }

  private static String refusal(Runnable making) {
    return assertThrows(IllegalArgumentException.class, making::run).getMessage();
  }
}
