package org.zmqwebbridge.mongrel2.m2sh;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.zmqwebbridge.mongrel2.config.Mongrel2Config;
import org.zmqwebbridge.mongrel2.config.Mongrel2File;
import org.zmqwebbridge.mongrel2.config.ServerSpec;

/**
 * What m2sh prints is what Mongrel2 1.12.2's prints: as it was measured, and beside it where it is.
 */
class M2shTest {
  /** Of routes no two have one length: Mongrel2's m2sh would put them into an order of its own. */
  private static final String CONF =
      """
      files = Dir(base='tests/', index_file='index.html', default_ctype='text/plain')
      hello = Handler(send_spec='tcp://127.0.0.1:1', send_ident='a-1',
          recv_spec='tcp://127.0.0.1:2', recv_ident='')
      one = Server(uuid="aaaa", access_log="/logs/a.log", error_log="/logs/ae.log", chroot="./",
          pid_file="/run/a.pid", default_host="localhost", name="one", port=6767,
          hosts=[Host(name="localhost", routes={'/': files, '/h': hello, '/x/(\\d+)$': files}),
                 Host(name="b.org", matching="(.*).b.org", routes={'/': files})])
      two = Server(uuid="bbbb", access_log="/logs/b.log", error_log="/logs/be.log", chroot="./",
          pid_file="/run/b.pid", default_host="localhost", name="two", port=6768,
          hosts=[Host(name="localhost", routes={'/p': Proxy(addr='127.0.0.1', port=80)})])
      settings = {"limits.tick_timer": 1}
      servers = [one, two]
      """;

  @TempDir Path folder;
  private final OneM2sh m2sh = new OneM2sh();

  @BeforeEach
  void load() throws IOException {
    Files.writeString(folder.resolve("m.conf"), CONF, UTF_8);
    m2sh.run("load", "-config", folder.resolve("m.conf").toString(), "-db", database());
    assertEquals("", m2sh.err());
  }

  private String database() {
    return folder.resolve("c.sqlite").toString();
  }

  private String printed(String line) {
    return m2sh.run(line.replace("DB", database()).split(" ")).out();
  }

  @Test
  void listingsAreTables() {
    assertEquals(
        "SERVERS:\n------\none localhost aaaa \ntwo localhost bbbb \n", printed("servers -db DB"));
    assertEquals(
        "HOSTS in one:\n-----\n1 localhost \n2 b.org \n", printed("hosts --db DB --server one"));
    assertEquals(
        "ROUTES in host localhost, server one\n-----\n/ \n/h \n/x/(\\d+)$ \n",
        printed("routes -db DB -server one -host localhost"));
    assertEquals("ROUTES in host id 3\n-----\n/p \n", printed("routes -db DB -id 3"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "servers -db DB",
        "hosts -db DB -server one",
        "hosts --db DB --server two",
        "hosts -db DB -server none",
        "routes -db DB -server one -host localhost",
        "routes -db DB -server one -host b.org",
        "routes -db DB -id 3",
        "routes -db DB -server one -host none",
        "log -db DB",
        "running -db DB -name one",
        "running -db DB -uuid bbbb",
        "route -pattern /x/(\\d+)$ -match /x/12",
        "route -pattern /x/(\\d+)$ -match /x/12a",
        "route --pattern /x --match /x/12a",
        "help -on load",
        "help -on running",
      })
  void whatMongrel2PrintsIsPrintedHere(String line) throws Exception {
    assumeTrue(DebianM2sh.isThere());
    String theirs = DebianM2sh.run(folder, line.replace("DB", "c.sqlite").split(" "));
    assertEquals(theirs, printed(line));
  }

  @Test
  void theirsAndOursReadEachOthersDatabases() throws Exception {
    assumeTrue(DebianM2sh.isThere());
    String unused = DebianM2sh.run(folder, "load", "-config", "m.conf", "-db", "theirs.sqlite");
    Mongrel2Config ours = Mongrel2File.read(Path.of(database())).config();
    Mongrel2Config theirs = Mongrel2File.read(folder.resolve("theirs.sqlite")).config();
    assertEquals(ours.servers(), theirs.servers());
    assertEquals(ours.settings(), theirs.settings());
    assertTrue(theirs.mimeTypes().containsKey(".html"), "theirs brings MIME types along");
  }

  /** Version 1.13 has one column more than Debian's 1.12.2, whose m2sh makes this database. */
  @Test
  void databasesOfVersion113AreReadAndListed() throws Exception {
    assumeTrue(DebianM2sh.isThere());
    String unused = DebianM2sh.run(folder, "load", "-config", "m.conf", "-db", "newer.sqlite");
    Path newer = folder.resolve("newer.sqlite");
    try (Connection database = DriverManager.getConnection("jdbc:sqlite:" + newer);
        Statement statement = database.createStatement()) {
      statement.execute("ALTER TABLE server ADD COLUMN error_log_level INTEGER DEFAULT 2");
      statement.execute("UPDATE server SET error_log_level = 4 WHERE name = 'two'");
    }
    List<ServerSpec> servers = Mongrel2File.read(newer).config().servers();
    assertEquals(List.of(2, 4), servers.stream().map(ServerSpec::errorLogLevel).toList());
    assertEquals(printed("servers -db DB"), printed("servers -db " + newer));
    String again = printed("dump -db " + newer);
    assertTrue(again.contains("error_log_level=4"), again);
  }

  @Test
  void whatIsDumpedTheirsLoads() throws Exception {
    assumeTrue(DebianM2sh.isThere());
    Files.writeString(folder.resolve("d.conf"), printed("dump -db DB"), UTF_8);
    String unused = DebianM2sh.run(folder, "load", "-config", "d.conf", "-db", "theirs.sqlite");
    assertEquals(
        Mongrel2File.read(Path.of(database())).config().servers(),
        Mongrel2File.read(folder.resolve("theirs.sqlite")).config().servers());
  }

  @Test
  void helpKnowsEveryCommandOfMongrel2sAndSomeMore() throws Exception {
    String ours = printed("help");
    assertTrue(ours.startsWith("Mongrel2 m2sh has these commands available:\n\n    load  Load a"));
    assumeTrue(DebianM2sh.isThere());
    List<String> lines = ours.lines().toList();
    assertTrue(lines.containsAll(DebianM2sh.run(folder, "help").lines().toList()), ours);
  }

  @Test
  void theLogKeepsWhatWasSaidThroughInit() {
    assertEquals("", printed("commit -db DB -what m.conf -where there -why because"));
    assertEquals("", printed("init -db DB"));
    assertEquals("SERVERS:\n------\n", printed("servers -db DB"));
    List<String> log =
        printed("log -db DB").lines().skip(2).map(line -> line.substring(20)).toList();
    assertEquals(
        List.of(
            "me here " + folder.resolve("m.conf") + " load command ",
            "me there m2sh m.conf because ",
            "me here init load command "),
        log);
  }

  @Test
  void whatIsDumpedIsLoadedAgain() throws IOException {
    Path again = Files.writeString(folder.resolve("again.conf"), printed("dump -db DB"), UTF_8);
    assertEquals(
        Mongrel2File.read(Path.of(database())).config(), Mongrel2File.read(again).config());
  }

  @Test
  void aShellDoesACommandALine() {
    m2sh.typing("version\n\nbogus\nhelp -for 'uuid'\n").run("shell");
    assertEquals("Tested/1\nuuid\tPrints out a randomly generated UUID.\n", m2sh.out());
    assertEquals(
        "m2sh: INVALID COMMAND. Use m2sh help to find out what's available.\n", m2sh.err());
    assertEquals(0, m2sh.status());
  }

  @Test
  void theAccessLogIsPrintedForPeople() throws IOException {
    Path log = folder.resolve("access.log");
    Files.writeString(
        log,
        "78:9:localhost,9:127.0.0.1,5:36414#10:1795206765#3:GET,2:/h,8:HTTP/1.1,3:200#1:0#]\nx\n");
    m2sh.run("access", "-log", log.toString());
    assertEquals("[1795206765] 127.0.0.1:36414 localhost \"GET /h HTTP/1.1\" 200 0\n", m2sh.out());
    assertEquals("m2sh: " + log + ":2 is no line of an access log\n", m2sh.err());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bogus",
        "servers x",
        "hosts -db DB",
        "routes -db DB -host h",
        "route -pattern x",
        "start -db DB",
        "start -db DB -name one -every",
        "stop -db DB -name none",
        "stop -db DB -name one",
        "load -config none.conf",
        "servers -db none.sqlite",
        "commit -db DB",
      })
  void whatCannotBeDoneIsSaidAndEndsWith255(String line) {
    assertEquals("", printed(line));
    assertEquals(255, m2sh.status());
    assertTrue(m2sh.err().startsWith("m2sh: "), m2sh.err());
  }

  @Test
  void aRouteWithAPatternIsTried() {
    assertEquals(
        """
        Match passed on '/x/12' against '/x/(\\d+)$'.
        ROUTE: pattern='/x/(\\d+)$', prefix='/x/'
        """,
        printed("route -pattern /x/(\\d+)$ -match /x/12"));
    assertEquals(
        "Match passed on '/a/b.png' against '.png'.\nROUTE: pattern='.png', prefix='.png'\n",
        printed("route -pattern .png -match /a/b.png -reversed"));
  }

  @Test
  void theControlPortIsAskedWhatIsTyped() {
    m2sh.answering("49:7:headers,7:4:time,]4:rows,18:14:10:1795206765,]]}")
        .typing("time\nkill id=7\nstop x\nstatus what=net\n")
        .run("control", "-db", database(), "-name", "one");
    assertEquals(
        List.of("10:4:time,0:}]", "19:4:kill,9:2:id,1:7#}]", "26:6:status,13:4:what,3:net,}]"),
        m2sh.asked().stream().map(line -> line.split(" ", 2)[1]).toList());
    String address = "ipc://" + Path.of("run/control").toAbsolutePath() + " ";
    assertTrue(m2sh.asked().get(0).startsWith(address), m2sh.asked().get(0));
    assertEquals("time:  1795206765\n".repeat(3), m2sh.out());
    assertEquals("m2sh: USAGE: command arg1=val1 arg2=val2\n", m2sh.err());
  }

  @Test
  void answersOfTheControlPortAreTables() {
    m2sh.typing("x\n");
    m2sh.answering("34:7:headers,10:2:id,2:fd,]4:rows,0:]}")
        .run("control", "-db", database(), "-name", "two");
    assertEquals("", m2sh.err());
    assertEquals("id  fd  \n", m2sh.out());
    m2sh.answering("39:4:code,9:NOT_FOUND,5:error,9:not there,}")
        .run("control", "-db", database(), "-name", "two");
    assertEquals("ERROR: not there\n", m2sh.out());
  }
}
