package org.zmqwebbridge.blastbeat.config;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
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
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.zmqwebbridge.config.ConfigException;

class BlastbeatFileTest {
  @TempDir private Path folder;

  @BeforeEach
  void writeFiles() throws IOException {
    for (String name : List.of("a.crt", "a.key", "bad.crt", "own.secret", "nodes.keys", "users")) {
      Files.writeString(folder.resolve(name), "x");
    }
  }

  private BlastbeatFile read(String ini) throws IOException {
    return read(ini.getBytes(UTF_8));
  }

  private BlastbeatFile read(byte[] ini) throws IOException {
    Path file = folder.resolve("x.ini");
    Files.write(file, ini);
    return BlastbeatFile.read(file, new NoKeys());
  }

  private String said(String text) {
    return text.replace(folder + "/", "");
  }

  private List<String> remarks(String ini) throws IOException {
    return read(ini).remarks().stream().map(this::said).toList();
  }

  private List<String> mistakes(String ini) {
    return assertThrows(ConfigException.class, () -> read(ini)).problems().stream()
        .map(this::said)
        .toList();
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
        remarks(THEIRS));
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
        remarks("[blastbeat:a]\nnode = n\n"));
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
    assertEquals(List.of(VhostSpec.of("a", "n")), read(ini).config().vhosts());
    byte[] wrong = "[blastbeat:a]\nnode = perch\u00e9\n".getBytes(ISO_8859_1);
    ConfigException refusal = assertThrows(ConfigException.class, () -> read(wrong));
    assertEquals("x.ini:2: node: is not text in UTF-8", said(refusal.getMessage()));
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
        said(said));
  }

  @Test
  void aFileThatIsTooLongIsSaid() throws IOException {
    byte[] spaces = new byte[(1 << 20) + 1];
    ConfigException refusal = assertThrows(ConfigException.class, () -> read(spaces));
    assertEquals("x.ini is longer than 1048576 bytes; is it the one?", said(refusal.getMessage()));
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

  private static final String OTHERS = "[blastbeat]\nbind = 127.0.0.1:1\nzmq = tcp://127.0.0.1:2\n";

  static Stream<Arguments> unwise() {
    return Stream.of(
        Arguments.of(
            "[blastbeat]\nbnd = x\nbnd = y\n",
            "x.ini:5: unknown key \"bnd\", which has no effect; did you mean \"bind\"?"),
        Arguments.of(
            "[blastbeat]\ncertificate = x\n",
            "x.ini:5: unknown key \"certificate\", which has no effect; it belongs to a"
                + " [blastbeat:HOST]"),
        Arguments.of(
            "[blastbeat:a]\nnode = n\nping-freq = 1\n",
            "x.ini:6: unknown key \"ping-freq\", which has no effect; it belongs to [blastbeat]"),
        Arguments.of(
            "[blastbeat:a]\nnode = n\nnonsense\n",
            "x.ini:6: unknown key \"nonsense\", which has no effect"),
        Arguments.of(
            "[uwsgi]\nsocket = :1\n",
            "x.ini:4: section [uwsgi] has no effect; [blastbeat] and [blastbeat:HOST] have"),
        Arguments.of(
            "[blastbaet]\nbind = :1\n",
            "x.ini:4: section [blastbaet] has no effect; [blastbeat] and [blastbeat:HOST] have; did"
                + " you mean \"blastbeat\"?"),
        Arguments.of(
            "[blastbeat]\nmemory = 2048\n",
            "x.ini:5: memory = 2048 is taken for megabytes, as BlastBeat's README has it; numbers"
                + " from 1048576 on are bytes"),
        Arguments.of(
            "[blastbeat]\ntimeout = 10 ; seconds\n",
            "x.ini:5: timeout: what is after the number is no comment, and has no effect"),
        Arguments.of(
            "[blastbeat]\nping-freq = 2.5 # seconds\n",
            "x.ini:5: ping-freq: what is after the number is no comment, and has no effect"),
        Arguments.of(
            "[blastbeat:a]\nalias = b\n",
            "x.ini: [blastbeat:a] has no node, so its requests are answered 503"),
        Arguments.of(
            "[blastbeat:a]\nnode = n\n[blastbeat:b]\nnode = n\nalias = A\n",
            "x.ini: A is a name of [blastbeat:a] and of [blastbeat:b]; at 127.0.0.1:1, the first"
                + " gets its requests"));
  }

  @ParameterizedTest
  @MethodSource("unwise")
  void whatHasNoEffectIsNamedOnce(String ini, String remark) throws IOException {
    assertEquals(List.of(remark), remarks(OTHERS + ini + "\n[blastbeat:z]\nnode = n\n"));
  }

  static Stream<Arguments> wrong() {
    return Stream.of(
        Arguments.of(
            "= x\n", "x.ini:1: is neither [section], key = value nor a comment (;): \"= x\""),
        Arguments.of("[blastbeat\nbind = 1\n", "x.ini:1: a section ends with ]: \"[blastbeat\""),
        Arguments.of("[blastbeat]\nbind =\n", "x.ini:2: bind: has no value; write bind = VALUE"),
        Arguments.of("[blastbeat]\nbind\n", "x.ini:2: bind: has no value; write bind = VALUE"),
        Arguments.of(
            "[blastbeat]\nbind = example.org:80\n",
            "x.ini:2: bind: \"example.org:80\" is no address with a port; write 127.0.0.1:8080, or"
                + " *:8080 for every address of this machine, ::1:8080 or fe80::1%eth0:8080 for"
                + " IPv6"),
        Arguments.of(
            "[blastbeat]\nzmq = 127.0.0.1:5000\n",
            "x.ini:2: zmq: an address looks like tcp://host:port"),
        Arguments.of(
            "[blastbeat]\ntimeout = ten\n", "x.ini:2: timeout: is a whole number, not \"ten\""),
        Arguments.of(
            "[blastbeat]\ntimeout = 0\n",
            "x.ini:2: timeout: it is a number from 1 to 31536000, not 0"),
        Arguments.of(
            "[blastbeat]\nsessions = 99999999999999999999\n",
            "x.ini:2: sessions: is a whole number, not \"99999999999999999999\""),
        Arguments.of(
            "[blastbeat]\nping-freq = 1e9\n",
            "x.ini:2: ping-freq: is a number of seconds, not \"1e9\""),
        Arguments.of(
            "[blastbeat]\nping-freq = 0\n",
            "x.ini:2: ping-freq: it, in milliseconds, is a number from 100 to 3600000, not 0"),
        Arguments.of(
            "[blastbeat]\nmemory = 0\n",
            "x.ini:2: memory: it is a number from 1 to 1099511627776, not 0"),
        Arguments.of(
            "[blastbeat:a b]\nnode = n\n",
            "x.ini:1: the name of a virtual host is 1 to 300 letters, digits and signs without"
                + " spaces, not \"a b\""),
        Arguments.of(
            "[blastbeat:]\nnode = n\n",
            "x.ini:1: the name of a virtual host is 1 to 300 letters, digits and signs without"
                + " spaces, not \"\""),
        Arguments.of(
            "[blastbeat:a]\nalias = b c\n",
            "x.ini:2: alias: it is 1 to 300 letters, digits and signs without spaces, not \"b c\""),
        Arguments.of(
            "[blastbeat:a]\nnode = n\u0001\n", "x.ini:2: node: has control characters: \"n?\""),
        Arguments.of(
            "[blastbeat:a]\nnode = foobar1\nweight = fobar1 2\n",
            "x.ini:3: weight: there is no node \"fobar1\" here; did you mean \"foobar1\"?"),
        Arguments.of(
            "[blastbeat:a]\nnode = n\nweight = n\n",
            "x.ini:3: weight: is the name of a node and a number, such as foobar1 2, not \"n\""),
        Arguments.of(
            "[blastbeat:a]\nnode = n\nweight = n 0\n",
            "x.ini:3: weight: the weight of node n is a number from 1 to 1000, not 0"),
        Arguments.of(
            "[blastbeat:a]\nhead = rae\n",
            "x.ini:2: head: is one of uwsgi, raw, not \"rae\"; did you mean \"raw\"?"),
        Arguments.of(
            "[blastbeat:a]\nsocket-io = maybe\n",
            "x.ini:2: socket-io: is one of 1, true, on, 0, false, off, not \"maybe\""),
        Arguments.of(
            "[blastbeat:a]\norigin = b.org\n",
            "x.ini:2: origin: \"b.org\" is no Origin; it begins with a scheme: https://b.org, or"
                + " http://b.org"),
        Arguments.of(
            "[blastbeat:a]\nkey = a.key\n",
            "x.ini:2: key: is of no certificate; say certificate = FILE"),
        Arguments.of(
            "[blastbeat:a]\ncertificate = bad.crt\n", "x.ini:2: certificate: bad.crt is bad"),
        Arguments.of(
            "[blastbeat:a]\ncertificate = \0x\n",
            "x.ini:2: certificate: has control characters: \"?x\""),
        Arguments.of(
            "[blastbeat:a]\nbind-ssl = 127.0.0.1:1\n",
            "x.ini: bind-ssl 127.0.0.1:1: no virtual host there has a certificate; say certificate"
                + " and key of one"),
        Arguments.of(
            "[blastbeat]\nbind = 127.0.0.1:1\nbind-ssl = 127.0.0.1:1\n",
            "x.ini: bind 127.0.0.1:1 is there with TLS and without; let it be one of both"),
        Arguments.of(
            "[blastbeat:a]\nnode = n\n[blastbeat:A]\nnode = n\n",
            "x.ini: two virtual hosts have the name \"a\"; give each its own"),
        Arguments.of(
            "[blastbeat]\nzmq-plain-users = users\n",
            "x.ini:2: there is no zmq in this section that it could be for"),
        Arguments.of(
            "[blastbeat]\nzmq = tcp://*:1\nzmq-curve-keys = own.secret\n",
            "x.ini:3: zmq-curve-keys and zmq-curve-clients belong together"),
        Arguments.of(
            "[blastbeat]\nzmq = tcp://*:1\nzmq-curve-keys = own.secret\n"
                + "zmq-curve-clients = bad.crt\n",
            "x.ini:3: zmq-curve-keys: bad.crt is bad"),
        Arguments.of(
            "[blastbeat]\nzmq = tcp://*:1\nzmq-curve-keys = own.secret\n"
                + "zmq-curve-clients = nodes.keys\nzmq-plain-users = users\n",
            "x.ini:5: zmq-plain-users: CURVE and PLAIN exclude each other; CURVE also encrypts, so"
                + " take it out"));
  }

  @ParameterizedTest
  @MethodSource("wrong")
  void whatIsWrongIsSaidWithItsPlace(String ini, String mistake) {
    assertEquals(List.of(mistake), mistakes(ini));
  }

  @Test
  void aFileThatCannotBeReadIsLookedForInTwoPlaces() {
    String said = mistakes("[blastbeat:a]\ncertificate = none.crt\n").get(0);
    assertEquals(
        "x.ini:2: certificate: none.crt cannot be read, neither from "
            + Path.of("").toAbsolutePath()
            + " nor from "
            + folder
            + "; is the path right, and may this user read it?",
        said);
  }

  @Test
  void allMistakesAreSaidAtOnce() {
    assertEquals(
        List.of(
            "x.ini:2: bind: \"x\" is no address with a port",
            "x.ini:3: max-hops: is a whole number",
            "x.ini:5: head: is one of uwsgi, raw",
            "x.ini:7: a section ends with ]"),
        mistakes("[blastbeat]\nbind = x\nmax-hops = y\n[blastbeat:a]\nhead = z\nnode = n\n[other\n")
            .stream()
            .map(mistake -> mistake.replaceAll("[;,:] (write|not) .*|: \"\\[other.*", ""))
            .toList());
  }

  @Test
  void theyEndSomewhere() {
    assertEquals(100, mistakes("[blastbeat]\n" + "bind = x\n".repeat(1_000)).size());
  }

  @Test
  void nothingOfSecretsIsSaid() throws IOException {
    Files.writeString(folder.resolve("own.secret"), "sesame");
    assertFalse(
        mistakes(
                "[blastbeat]\nzmq = tcp://*:1\nzmq-curve-keys = own.secret\nzmq-curve-clients ="
                    + " bad.crt\n")
            .toString()
            .contains("sesame"));
  }
}
