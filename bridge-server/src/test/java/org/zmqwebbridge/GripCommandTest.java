package org.zmqwebbridge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.event.Level;
import org.zmqwebbridge.config.ConfigException;
import org.zmqwebbridge.edge.Listener;
import org.zmqwebbridge.edge.Served;
import org.zmqwebbridge.edge.UnixPlace;
import org.zmqwebbridge.edge.jetty.EdgeConfig;
import org.zmqwebbridge.grip.DeliveryRate;
import org.zmqwebbridge.grip.Forwarding;
import org.zmqwebbridge.grip.GripConfig;
import org.zmqwebbridge.grip.GripRoute;
import org.zmqwebbridge.grip.PublisherSpec;
import org.zmqwebbridge.kit.Certificate;

/** What zwb grip makes of its options and of Pushpin's file. */
class GripCommandTest {
  @TempDir private Path folder;

  private static BridgeConfig config(String... words) {
    return GripCommand.parse(List.of(words)).read().config();
  }

  private Path conf(String text) throws IOException {
    return Files.writeString(folder.resolve("pushpin.conf"), text);
  }

  private BridgeConfig ofFile(String text, String... more) throws IOException {
    List<String> words = new ArrayList<>(List.of("--config", conf(text).toString()));
    words.addAll(List.of(more));
    return config(words.toArray(String[]::new));
  }

  private void routes(String text) throws IOException {
    Files.writeString(folder.resolve("routes"), text);
  }

  private static List<String> addresses(List<InetSocketAddress> all) {
    return all.stream().map(at -> at.getHostString() + ":" + at.getPort()).toList();
  }

  private static Listener control(BridgeConfig config) {
    return config.edge().listeners().stream()
        .filter(listener -> listener.name().equals(GripCommand.CONTROL))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> domains(BridgeConfig config) {
    return config.grip().routes().routes().stream()
        .map((GripRoute route) -> route.condition().domain())
        .toList();
  }

  @Test
  void withoutAnythingItIsOfThisMachineUnsignedAndItsOwnOriginAnswers() {
    BridgeConfig config = config();
    assertEquals(List.of("127.0.0.1:7999"), addresses(config.edge().listen()));
    assertEquals(Set.of(Served.HTTP), config.edge().serves());
    assertEquals(List.of("127.0.0.1:5561"), addresses(control(config).listen()));
    assertEquals(Set.of(Served.GRIP_CONTROL), control(config).serves());
    assertEquals(List.of("*"), domains(config));
    assertTrue(config.grip().answersAll());
    assertEquals(Optional.empty(), config.grip().signatures().own());
    assertEquals(20, config.grip().limits().maxSubscriptions());
    assertEquals(List.of(), config.warnings());
    assertEquals(List.of(), Cautions.about(config, java.time.Instant.EPOCH));
  }

  @ParameterizedTest
  @CsvSource({
    "8080, 127.0.0.1:8080",
    "127.0.0.1:8081, 127.0.0.1:8081",
    "0.0.0.0:8082, 0.0.0.0:8082"
  })
  void aPortAloneIsOfThisMachine(String port, String address) {
    assertEquals(List.of(address), addresses(config("--port", port).edge().listen()));
    assertEquals(List.of(address), addresses(config("--port=" + port).edge().listen()));
  }

  @Test
  void routesOfTheCommandLineStandInPlaceOfTheFiles() throws IOException {
    routes("file.example test\n");
    String[] words = {"--route", "one.example test", "--route", "two.example,path_beg=/x test"};
    assertEquals(Set.of("one.example", "two.example"), Set.copyOf(domains(config(words))));
    assertEquals(
        Set.of("one.example", "two.example"), Set.copyOf(domains(ofFile("[proxy]\n", words))));
    assertEquals(List.of("file.example"), domains(ofFile("[proxy]\n")));
  }

  @Test
  void anIdHasPortsOfItsOwn() throws IOException {
    assertEquals(List.of("127.0.0.1:5591"), addresses(control(config("--id", "3")).listen()));
    routes("* test\n");
    assertEquals(
        List.of("127.0.0.1:5661"),
        addresses(control(ofFile("[global]\nport_offset=100\n")).listen()));
  }

  @Test
  void takesWhatTheFileSays() throws IOException {
    Files.createDirectory(folder.resolve("sub"));
    Files.writeString(folder.resolve("sub").resolve("routes.txt"), "* test\n");
    BridgeConfig config =
        ofFile(
            """
            [global]
            include={libdir}/internal.conf
            [runner]
            http_port=127.0.0.1:9001,127.0.0.1:9002
            client_buffer_size=8192
            client_maxconn=50000
            allow_compression=true
            [proxy]
            routesfile=sub/routes.txt
            debug=true
            auto_cross_origin=true
            sig_iss=me
            sig_key=changeme
            upstream_key=base64:Y2hhbmdlbWU=
            [handler]
            push_in_http_addr=127.0.0.1
            push_in_http_port=9003
            push_in_http_max_body_size=5000000
            connection_subscription_max=7
            """);
    assertEquals(List.of("127.0.0.1:9001"), addresses(config.edge().listen()));
    assertEquals("http-9002", config.edge().listeners().get(0).name());
    assertEquals(List.of("127.0.0.1:9003"), addresses(control(config).listen()));
    assertEquals(8_192, config.edge().limits().handshake().maxHeaderBytes());
    assertEquals(50_000, config.edge().limits().handshake().maxConnections());
    assertTrue(config.edge().deflate().isPresent());
    GripRoute route = config.grip().routes().routes().get(0);
    assertTrue(route.options().isDebug());
    assertTrue(route.options().isOpenToOrigins());
    assertEquals("me", config.grip().signatures().own().orElseThrow().issuer());
    assertEquals(Optional.of("base64:Y2hhbmdlbWU="), config.grip().signatures().upstreamKey());
    assertEquals(5_000_000, config.grip().limits().maxPublishBytes());
    assertEquals(7, config.grip().limits().maxSubscriptions());
    assertEquals(List.of(), config.warnings());
    assertTrue(config.watchFiles());
  }

  @Test
  void publishersOverZeroMqAreWhereTheFileSays() throws IOException {
    assertEquals("[tcp://127.0.0.1:5560]", config().grip().publishers().zmq().pull().toString());
    assertEquals(
        "[tcp://127.0.0.1:5572]", config("--id", "1").grip().publishers().zmq().sub().toString());
    routes("* test\n");
    PublisherSpec publishers =
        ofFile(
                """
                [global]
                rundir=/run/x
                port_offset=100
                [handler]
                push_in_spec=ipc://{rundir}/{ipc_prefix}in
                push_in_sub_specs=tcp://127.0.0.1:1,tcp://127.0.0.1:2
                push_in_sub_connect=true
                id_cache_ttl=7
                message_wait=8
                subscription_linger=9
                """)
            .grip()
            .publishers();
    assertEquals("[ipc:///run/x/pushpin-in]", publishers.zmq().pull().toString());
    assertEquals(List.of(), publishers.zmq().sub());
    assertEquals(
        "[tcp://127.0.0.1:1, tcp://127.0.0.1:2]", publishers.zmq().subConnected().toString());
    assertEquals("[tcp://127.0.0.1:5663]", publishers.zmq().command().toString());
    assertEquals(7, publishers.idCacheSeconds());
    assertEquals(8, publishers.messageWaitMillis());
    String open = "[handler]\npush_in_spec=tcp://0.0.0.0:5560\n";
    assertThrows(ConfigException.class, () -> ofFile(open));
  }

  @Test
  void whatMeansNothingHereIsNamedOnce() throws IOException {
    routes("* test\n");
    List<String> warnings =
        ofFile("[runner]\nservices=condure\nlogdir=/var/log\n[proxy]\nupdates_check=off\n")
            .warnings();
    assertEquals(
        List.of(
            folder.resolve("pushpin.conf")
                + ": these settings mean nothing here: runner.services, runner.logdir,"
                + " proxy.updates_check"),
        warnings);
  }

  @Test
  void whatPushpinsShippedFileSaysIsTaken() throws IOException {
    routes("* test\n");
    BridgeConfig config =
        ofFile(
            """
            [global]
            include={libdir}/internal.conf
            rundir=run
            ipc_prefix=pushpin-
            port_offset=0
            stats_connection_ttl=120
            [runner]
            http_port=127.0.0.1:7999
            log_level=2
            [proxy]
            routesfile=routes
            accept_x_forwarded_protocol=false
            set_x_forwarded_protocol=proto-only
            x_forwarded_for=
            orig_headers_need_mark=
            accept_pushpin_route=false
            upstream_key=
            cdn_loop=
            [handler]
            stats_spec=ipc:///tmp/{ipc_prefix}stats
            message_rate=2500
            message_hwm=25000
            stats_subscription_ttl=60
            stats_report_interval=10
            stats_format=tnetstring
            """);
    assertEquals(List.of(), config.warnings());
    assertEquals(Forwarding.STANDARD, config.grip().forwarding());
    assertEquals(new DeliveryRate(2_500, 25_000), config.grip().publishers().rate());
    assertEquals(DeliveryRate.NONE, config().grip().publishers().rate());
  }

  @Test
  void headersAndStatisticsAreAsTheFileSays() throws IOException {
    routes("* test\n");
    GripConfig grip =
        ofFile(
                """
                [global]
                stats_connection_ttl=7
                [proxy]
                accept_x_forwarded_protocol=true
                set_x_forwarded_protocol=true
                orig_headers_need_mark=X-One, X-Two
                accept_pushpin_route=true
                cdn_loop=my-cdn
                [handler]
                stats_spec=tcp://127.0.0.1:5565
                stats_format=json
                stats_subscription_ttl=8
                stats_report_interval=9
                message_rate=-1
                """)
            .grip();
    assertEquals(
        Forwarding.STANDARD
            .choosing(true)
            .with(true, Forwarding.Protocol.BOTH)
            .withCdnLoop("my-cdn")
            .withMarkedOnly(Set.of("x-one", "x-two")),
        grip.forwarding());
    assertTrue(grip.stats().isJson());
    assertEquals(7, grip.stats().connectionSeconds());
    assertEquals(8, grip.stats().subscriptionSeconds());
    assertEquals(9, grip.stats().reportSeconds());
    assertEquals(0, grip.publishers().rate().perSecond());
    String open = "[handler]\nstats_spec=tcp://0.0.0.0:5565\n";
    assertThrows(ConfigException.class, () -> ofFile(open));
    assertThrows(ConfigException.class, () -> ofFile("[handler]\nstats_format=xml\n"));
  }

  private Level level(String text, String... more) throws IOException {
    List<String> words = new ArrayList<>(List.of("--config", conf(text).toString()));
    words.addAll(List.of(more));
    GripCommand command = GripCommand.parse(words);
    command.read();
    return command.level();
  }

  @Test
  void howMuchIsLoggedIsAsTheCommandLineSaysOrElseTheFile() throws IOException {
    routes("* test\n");
    assertEquals(Level.INFO, level("[runner]\n"));
    assertEquals(Level.ERROR, level("[runner]\nlog_level=0\n"));
    assertEquals(Level.WARN, level("[runner]\nlog_level=proxy:3,1\n"));
    assertEquals(Level.INFO, level("[runner]\nlog_level=proxy:3\n"));
    assertEquals(Level.DEBUG, level("[runner]\nlog_level=0\n", "--verbose"));
    assertEquals(Level.ERROR, level("[runner]\nlog_level=3\n", "--loglevel", "0"));
    assertThrows(ConfigException.class, () -> level("[runner]\nlog_level=loud\n"));
  }

  @Test
  void optionsOfRoutesThatMeanNothingAreNamedOnce() throws IOException {
    routes("*,session,log_level=3 test\na.example,session test\n");
    assertEquals(
        List.of(
            folder.resolve("routes")
                + ": these options of routes mean nothing here: log_level, session"),
        ofFile("[proxy]\n").warnings());
    assertEquals(
        List.of("--route: these options of routes mean nothing here: session"),
        config("--route", "*,session test").warnings());
  }

  @Test
  void aLineOfTheRoutesThatIsWrongIsLeftOutAndSaid() throws IOException {
    routes("* test\nnonsense\n* test\n");
    BridgeConfig config = ofFile("[proxy]\nroutesfile=routes\n");
    assertEquals(List.of("*"), domains(config));
    assertEquals(2, config.warnings().size());
    assertTrue(config.warnings().get(0).contains("routes:2: "), config.warnings().get(0));
    assertTrue(config.warnings().get(1).contains("routes:3: "), config.warnings().get(1));
  }

  @Test
  void publishersOfOtherMachinesNeedASecret() throws IOException {
    routes("* test\n");
    String open = "[handler]\npush_in_http_addr=0.0.0.0\n";
    String message = assertThrows(IllegalArgumentException.class, () -> ofFile(open)).getMessage();
    assertTrue(message.contains("push_in_http_secret_file"), message);
    Path secret = Files.writeString(folder.resolve("secret"), "s3cret\n");
    Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
    BridgeConfig config = ofFile(open + "push_in_http_secret_file=secret\n");
    assertEquals(Optional.of("s3cret"), config.grip().secret());
  }

  @Test
  void aPortOfTlsHasItsCertificateBesideTheFile() throws IOException {
    routes("* test\n");
    String message =
        assertThrows(ConfigException.class, () -> ofFile("[runner]\nhttps_ports=9443\n"))
            .getMessage();
    assertTrue(message.contains("default_9443.crt"), message);
  }

  private void put(Certificate made, String name) throws IOException {
    Path certs = Files.createDirectories(folder.resolve("runner").resolve("certs"));
    Files.copy(made.pem(), certs.resolve(name + ".crt"));
    Files.copy(made.key(), certs.resolve(name + ".key"));
  }

  @Test
  void certificatesOfPortsAndOfHostsAreAllTaken() throws IOException {
    routes("* test\n");
    put(Certificate.shared(), "default_9443");
    put(Certificate.another(), "default_9444");
    put(Certificate.another(), "default_1");
    put(Certificate.of("a.example", "EC"), "a.example");
    BridgeConfig config = ofFile("[runner]\nhttps_ports=127.0.0.1:9443,127.0.0.1:9444\n");
    EdgeConfig.Tls tls = config.edge().tls().orElseThrow();
    assertTrue(tls.certificate().endsWith("default_9443.crt"), tls.toString());
    assertEquals(
        List.of("default_9444.crt", "a.example.crt"),
        tls.others().stream().map(other -> other.certificate().getFileName().toString()).toList());
    assertEquals(List.of(), config.warnings());
  }

  @Test
  void localPortsAreUnixSockets() throws IOException {
    routes("* test\n");
    BridgeConfig config =
        ofFile(
            """
            [global]
            rundir=/run/x
            [runner]
            http_port=127.0.0.1:9001
            local_ports={rundir}/a, /run/b?mode=660&user=root&group=daemon
            """);
    List<UnixPlace> places =
        config.edge().listeners().stream().flatMap(each -> each.unix().stream()).toList();
    assertEquals(
        List.of(
            UnixPlace.of("/run/x/a", folder),
            new UnixPlace(
                Path.of("/run/b"), Optional.of("660"), Optional.of("root"), Optional.of("daemon"))),
        places);
    assertEquals(List.of(), config.warnings());
    assertEquals(List.of(), Cautions.about(config, java.time.Instant.EPOCH));
    for (String wrong : List.of("/run/b?mode=rw", "/run/b?owner=x", "/run/b?mode")) {
      assertThrows(ConfigException.class, () -> ofFile("[runner]\nlocal_ports=" + wrong + "\n"));
    }
  }

  @Test
  void aChangeOfTheRoutesIsSeenOnceItHasSettled() throws IOException {
    routes("* test\n");
    GripCommand command = GripCommand.parse(List.of("--config", conf("[proxy]\n").toString()));
    command.read();
    assertFalse(command.hasSettledAnew());
    routes("* test\nother.example test\n");
    assertFalse(command.hasSettledAnew());
    assertTrue(command.hasSettledAnew());
    command.read();
    assertFalse(command.hasSettledAnew());
  }

  @ParameterizedTest
  @CsvSource({
    "--foo x, unknown option: --foo",
    "--route, --route needs an argument",
    "--id x, --id is a number",
    "pushpin.conf x, grip takes options only",
    "--route nonsense, a route has a target"
  })
  void whatIsNoOptionIsRefused(String line, String said) {
    String message =
        assertThrows(UsageException.class, () -> config(line.split(" ", -1))).getMessage();
    assertTrue(message.contains(said), message);
  }

  @Test
  void pushpinsOwnOptionsAreTaken() {
    config("--verbose", "-m", "--loglevel", "2", "--merge-output", "--loglevel=3");
    assertEquals(1, config("--logfile", "x.log").warnings().size());
  }
}
