package org.zmqwebbridge.blastbeat.config;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.zmqwebbridge.config.ConfigException;

class BlastbeatFileTest {
  @TempDir private Path folder;
  private IniPlace place;

  @BeforeEach
  void writeFiles() throws IOException {
    place = IniPlace.in(folder);
  }

  private BlastbeatFile read(String ini) throws IOException {
    return place.read(ini);
  }

  private static BindSpec bind(String text) {
    return BindSpec.parse(text, false);
  }

  /** What its repository has as an example, but for the certificates. */
  private static final String THEIRS =
      """
      [blastbeat]
      bind = 0.0.0.0:8080
      ;bind = 192.168.173.5:8081
      bind = 0.0.0.0:8082 1
      # one more
      bind = fe80::a00:27ff:fe13:11ac%eth0:8085

      timeout = 10

      zmq = tcp://192.168.173.5:5000

      ping-freq = 3
      uid = www-data
      gid = 1000
      max-hops = 17

      sessions = 100

      daemon = 1

      [blastbeat:quantal64.local:8443]
      bind-ssl = 192.168.173.5:8443
      certificate = a.crt
      key = a.key
      node = FOOBAR1
      node = FOOBAR2

      [blastbeat:quantal64.local:8080]
      node = FOOBAR1
      sessions = 17
      alias = 192.168.173.5:8080
      alias = 192.168.173.5:8082
      ; 1 MB cache
      cache = 1
      timeout = 3
      bandwidth = 512

      [blastbeat:localhost]
      node = FOOBAR1
      """;

  @Test
  void theirExampleIsReadAsItIs() throws IOException {
    BlastbeatFile file = read(THEIRS);
    BlastbeatConfig config = file.config();
    assertEquals(
        List.of(
            new BindSpec("0.0.0.0", 8080, false),
            new BindSpec("0.0.0.0", 8082, false),
            new BindSpec("fe80::a00:27ff:fe13:11ac%eth0", 8085, false)),
        config.binds());
    assertEquals(List.of(RouterSpec.parse("tcp://192.168.173.5:5000")), config.routers());
    assertEquals(
        new BlastbeatOptions(3_000, 60, 17, 100, 10, 8_388_608, 2L << 30, 64, "www-data", "1000"),
        config.options());
    TlsFiles tls = new TlsFiles(folder.resolve("a.crt"), folder.resolve("a.key"));
    assertEquals(
        List.of(
            VhostSpec.of("quantal64.local:8443", "FOOBAR1", "FOOBAR2")
                .withBinds(new BindSpec("192.168.173.5", 8443, true))
                .with(VhostOptions.DEFAULTS.with(tls)),
            VhostSpec.of("quantal64.local:8080", "FOOBAR1")
                .withAliases("192.168.173.5:8080", "192.168.173.5:8082")
                .with(
                    VhostOptions.DEFAULTS
                        .withSessions(17)
                        .withTimeoutSeconds(3)
                        .withCacheBytes(1 << 20)
                        .withBandwidthKbits(512)),
            VhostSpec.of("localhost", "FOOBAR1")),
        config.vhosts());
    assertEquals(Set.of(tls.certificate(), tls.key()), file.files());
    assertEquals(
        List.of(
            "x.ini:19: unknown key \"daemon\", which has no effect; it stays where it was started,"
                + " so that systemd or a container can tend it"),
        place.remarks(THEIRS));
  }

  @Test
  void theReadmesExampleIsReadAsItIs() throws IOException {
    BlastbeatFile file =
        read(
            """
            [blastbeat]
            bind = 0.0.0.0:8080
            zmq = tcp://0.0.0.0:5000

            [blastbeat:localhost:8000]
            node = foobar1
            """);
    assertEquals(List.of(), file.remarks());
    assertEquals(
        BlastbeatConfig.of(
            List.of(bind("*:8080")),
            List.of(RouterSpec.parse("tcp://*:5000")),
            List.of(VhostSpec.of("localhost:8000", "foobar1"))),
        file.config());
  }

  @Test
  void whatTheServerIsToldIsRead() throws IOException {
    BlastbeatConfig config =
        read("""
                [blastbeat]
                ping-freq = .5
                stats-freq = 0
                max-hops = 0
                sessions = 7
                timeout = 8
                writequeue-buffer = 65536
                memory = 1048576
                max-headers = 9
                """)
            .config();
    assertEquals(
        new BlastbeatOptions(500, 0, 0, 7, 8, 65_536, 1 << 20, 9, "", ""), config.options());
  }

  @Test
  void whatIsOursIsReadToo() throws IOException {
    BlastbeatConfig config =
        read("""
                [blastbeat]
                zmq = tcp://*:5000
                zmq-curve-keys = own.secret
                zmq-curve-clients = nodes.keys
                [blastbeat:a.org]
                zmq = tcp://*:5001
                zmq = tcp://*:5002
                zmq-plain-users = users
                node = a b
                node = c
                weight = a b 3
                head = raw
                socket-io = on
                origin = https://b.org
                origin = https://*.c.org
                """)
            .config();
    assertEquals(List.of(RouterSpec.parse("tcp://*:5000").with(NoKeys.CURVE)), config.routers());
    VhostSpec vhost = config.vhosts().get(0);
    assertEquals(
        List.of(
            RouterSpec.parse("tcp://*:5001").with(NoKeys.PLAIN),
            RouterSpec.parse("tcp://*:5002").with(NoKeys.PLAIN)),
        vhost.routers());
    assertEquals(List.of(new NodeSpec("a b", 3), NodeSpec.of("c")), vhost.nodes());
    assertEquals(
        VhostOptions.DEFAULTS
            .with(HeadForm.RAW)
            .withSocketIo()
            .withOrigins("https://b.org", "https://*.c.org"),
        vhost.options());
  }

  @Test
  void withoutBindsAndRoutersItIsOfThisMachine() throws IOException {
    BlastbeatFile file = read("[blastbeat:a]\nnode = n\n");
    assertEquals(List.of(bind("127.0.0.1:8080")), file.config().binds());
    assertEquals(List.of(RouterSpec.parse("tcp://127.0.0.1:5000")), file.config().routers());
    assertEquals(
        List.of(
            "x.ini: there is no bind; clients come in at 127.0.0.1:8080",
            "x.ini: there is no zmq; nodes connect to tcp://127.0.0.1:5000"),
        place.remarks("[blastbeat:a]\nnode = n\n"));
  }

  @Test
  void whoHasAllOfItsOwnNeedsNothingBesides() throws IOException {
    BlastbeatFile file =
        read("[blastbeat:a]\nnode = n\nbind = 127.0.0.1:0\nzmq = tcp://127.0.0.1:6000\n");
    assertEquals(List.of(), file.remarks());
    assertEquals(List.of(), file.config().binds());
    assertEquals(List.of(bind("127.0.0.1:0")), file.config().allBinds());
  }

  @Test
  void bytesThatAreNoTextDoNotMatterInComments() throws IOException {
    byte[] ini = "; perch\u00e9\n[blastbeat:a]\nnode = n\n".getBytes(ISO_8859_1);
    assertEquals(List.of(VhostSpec.of("a", "n")), place.read(ini).config().vhosts());
    byte[] wrong = "[blastbeat:a]\nnode = perch\u00e9\n".getBytes(ISO_8859_1);
    ConfigException refusal = assertThrows(ConfigException.class, () -> place.read(wrong));
    assertEquals("x.ini:2: node: is not text in UTF-8", place.said(refusal.getMessage()));
  }

  @Test
  void namesOfNodesAreBytes() throws IOException {
    NodeSpec node =
        read("[blastbeat:a]\nnode = perch\u00e9\n").config().vhosts().get(0).nodes().get(0);
    assertEquals("perch\u00c3\u00a9", new String(node.identity(), ISO_8859_1));
  }

  @Test
  void filesAreBesideTheIniFileIfNotWhereItWasStarted() throws IOException {
    Files.createDirectory(folder.resolve("sub"));
    Files.writeString(folder.resolve("sub/b.crt"), "x");
    VhostSpec vhost =
        read("[blastbeat:a]\nnode = n\ncertificate = sub/b.crt\n").config().vhosts().get(0);
    Path file = folder.resolve("sub/b.crt");
    assertEquals(Optional.of(new TlsFiles(file, file)), vhost.tls(), "one file may have both");
  }

  @Test
  void aFileThatIsNotThereIsSaid() {
    String said =
        assertThrows(
                ConfigException.class,
                () -> BlastbeatFile.read(folder.resolve("none.ini"), new NoKeys()))
            .getMessage();
    assertEquals(
        "none.ini cannot be read; is the path right, and may this user read it?"
            + " (NoSuchFileException)",
        place.said(said));
  }

  @Test
  void aFileThatIsTooLongIsSaid() throws IOException {
    byte[] spaces = new byte[(1 << 20) + 1];
    ConfigException refusal = assertThrows(ConfigException.class, () -> place.read(spaces));
    assertEquals(
        "x.ini is longer than 1048576 bytes; is it the one?", place.said(refusal.getMessage()));
  }

  /** Spellings that mean the same vhost {@code a} with node {@code n}. */
  static Stream<String> spellings() {
    return Stream.of(
        "[blastbeat:a]\nnode = n",
        "[blastbeat:a]\nnode=n\n",
        "  [blastbeat:a]  \n\t node\t=\t n \t\n",
        "[blastbeat:a]\r\nnode = n\r\n",
        "\ufeff[blastbeat:a]\nnode = n\n",
        "[ blastbeat: a ]\nnode = n\n",
        "[blastbeat:a]\n; node = m\n# node = o\n\n\nnode = n\n",
        "[blastbeat:a]\nnode = n\nnode = n\n",
        "[blastbeat:a]\n[blastbeat:a]\nnode = n\n",
        "[blastbeat:a]\nnode = n\n[blastbeat:a]\nnode = n\n",
        "[blastbeat:a]\nnode = n\nsessions = 5\nsessions = 0\n",
        "[blastbeat]\n[blastbeat:a]\nnode = n\n");
  }

  @ParameterizedTest
  @MethodSource("spellings")
  void spellingsMeanTheSame(String ini) throws IOException {
    assertEquals(List.of(VhostSpec.of("a", "n")), read(ini).config().vhosts());
  }
}
