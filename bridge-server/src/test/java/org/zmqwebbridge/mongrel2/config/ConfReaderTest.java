package org.zmqwebbridge.mongrel2.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfReaderTest {
  /** All arguments that a Server must have, but for its hosts. */
  static final String REST =
      "access_log='/l/a', error_log='/l/e', pid_file='/r/p', default_host='h', name='n'";

  static final String WHOLE =
      """
      # one of everything
      files = Dir(base='tests/' index_file='index.html' default_ctype='text/plain' cache_ttl=7)
      main = Server(
          uuid="f400bf85-4538-4f7a-8908-67e313d515c2",
          access_log="/logs/access.log", error_log="/logs/error.log", chroot="./",
          pid_file="/run/m.pid", default_host="localhost", name="main", port=6767,
          bind_addr='127.0.0.1', use_ssl=1, control_port='ipc://run/c', error_log_level=3,
          hosts=[Host(name="localhost", routes={
              '/': files,
              '/x/(\\d+)$': Handler(send_spec='tcp://127.0.0.1:1', send_ident='a-1',
                  recv_spec='tcp://127.0.0.1:2', recv_ident='', raw_payload=1,
                  protocol='tnetstring')
              '/p': Proxy(addr='127.0.0.1', port=8080),
              '.png': Dir(base='i/', index_file='', default_ctype='image/png', reversed=1),
          }), Host(name='b.org', matching='(.*).b.org', maintenance=1, routes={'/': files})],
          filters=[Filter(name='f.so', settings={'extensions': ["*.html", "*.txt"], 'least': 10})],
          xrequests=[Xrequest(name='/l/sendfile.so', settings={})]
      )
      settings = {"limits.tick_timer": 1, 'limits.min_ping': "015"}
      mimetypes = {'.foo': 'text/foo'}
      servers = [main]
      """;

  private static String refusal(String text) {
    return assertThrows(IllegalArgumentException.class, () -> ConfReader.read(text, "m.conf"))
        .getMessage();
  }

  @Test
  void everythingIsRead() {
    Mongrel2File file = ConfReader.read(WHOLE, "m.conf");
    assertEquals(List.of(), file.remarks());
    ServerSpec server = file.config().servers().get(0);
    assertEquals("f400bf85-4538-4f7a-8908-67e313d515c2", server.uuid());
    assertEquals(6767, server.port());
    assertTrue(server.useTls());
    assertEquals(3, server.errorLogLevel());
    HostSpec host = server.hosts().get(0);
    assertEquals("localhost", host.matching());
    DirSpec files = new DirSpec("tests/", "index.html", "text/plain", 7);
    HandlerSpec handler =
        new HandlerSpec(
            "tcp://127.0.0.1:1", "a-1", "tcp://127.0.0.1:2", "", true, HandlerProtocol.TNETSTRING);
    assertEquals(
        List.of(
            new RouteSpec("/", false, files),
            new RouteSpec("/x/(\\d+)$", false, handler),
            new RouteSpec("/p", false, ProxySpec.of("127.0.0.1", 8080)),
            new RouteSpec(".png", true, new DirSpec("i/", "", "image/png", 0))),
        host.routes());
    assertTrue(server.hosts().get(1).maintenance());
    assertEquals("(.*).b.org", server.hosts().get(1).matching());
    assertEquals(
        List.of(
            new FilterSpec("f.so", Map.of("extensions", List.of("*.html", "*.txt"), "least", 10L))),
        server.filters());
    assertEquals("sendfile", server.xrequests().get(0).word());
    assertEquals("015", file.config().settings().get("limits.min_ping"));
    assertEquals(15, file.config().limits().minPingSeconds());
    assertEquals(Map.of(".foo", "text/foo"), file.config().mimeTypes());
  }

  @Test
  void whatIsWrittenIsReadAgain() {
    Mongrel2Config config = ConfReader.read(WHOLE, "m.conf").config();
    assertEquals(config, ConfReader.read(ConfWriter.write(config), "again.conf").config());
  }

  @Test
  void aStringIsWhatStandsBetweenItsQuotes() {
    String text = "servers=[] settings={'a': 'c\\'d\"e', \"b\": 'x\ny\\n'}";
    Map<String, String> settings = ConfReader.read(text, "m.conf").config().settings();
    assertEquals(Map.of("a", "c\\'d\"e", "b", "x\ny\\n"), settings);
  }

  @Test
  void namesMayBeDefinedLaterAndTheLastMeaningCounts() {
    String text =
        "servers=[a]\nport=1\na=Server(uuid='a', port=port, hosts=[], " + REST + ")\nport=2";
    assertEquals(2, ConfReader.read(text, "m.conf").config().servers().get(0).port());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "a=1|m.conf:1: there is no servers = […]",
        "servers=Server()|m.conf:1: servers is a list: servers = [main]",
        "servers=[a]|m.conf:1: nothing is called a; define it, or put text into quotes",
        "a=b b=a servers=[a]|m.conf:1: a means itself",
        "servers=[1]|m.conf:1: a Server belongs here, not a number",
        "servers=[Server()]|m.conf:1: this Server has no hosts; add hosts=…",
        "a=-1|m.conf:1: the character \"-\" is in no number or name here; numbers are 0 or more",
        "a='x|m.conf:1: a string begins here and does not end; close it with '",
        "servers=[|m.conf:1: the [ here is not closed; a ] is missing",
        "servers [|m.conf:1: a = is missing after servers, before \"[\"",
        "a={b:1}|m.conf:1: a key is a string in quotes, not \"b\"",
        "servers=[] settings=[]|m.conf:1: settings is a map in { }, not a list",
        "servers=[] settings={'a':[]}|m.conf:1: a is a string or a number, not a list",
        "a=A(b=1,b=2) servers=[a]|m.conf:1: a Server belongs here, not a A",
      })
  void whatIsWrongIsSaidWithItsLine(String text, String message) {
    assertEquals(message, refusal(text));
  }

  @Test
  void aWrongValueIsSaidWithTheLineOfItsThing() {
    String server = "servers=[\nServer(uuid='a', port='80', hosts=[], " + REST + ")]";
    assertEquals(
        "m.conf:2: port of a Server is a whole number of up to 9 digits, not a string",
        refusal(server));
    String host =
        "servers=[Server(uuid='a', port=80, " + REST + ", hosts=[\nHost(name='h', routes={\n";
    assertEquals(
        "m.conf:3: Dir x: base ends with a /; write x/",
        refusal(host + "'/': Dir(base='x', index_file='', default_ctype='t')})])]"));
    assertEquals(
        "m.conf:3: a route leads to a Dir, Proxy or Handler, not to a Foo",
        refusal(host + "'/': Foo()})])]"));
    assertEquals(
        "m.conf:1: setting limits.min_ping is a whole number, not \"x\"",
        refusal("settings={'limits.min_ping': 'x'} servers=[]"));
  }

  @Test
  void whatHasNoEffectIsRemarked() {
    String text =
        "servers=[\nServer(uuid='a', port=80, hosts=[], zzz=4, " + REST + ")] settings={'a': 1}";
    assertEquals(
        List.of(
            "m.conf:2: zzz of a Server has no effect",
            "m.conf: setting a is unknown and has no effect; is it spelled right?"),
        ConfReader.read(text, "m.conf").remarks());
  }

  @Test
  void namesInNamesAddUpToSoMuchOnly() {
    StringBuilder text = new StringBuilder("a0=['x']\n");
    for (int i = 1; i < 30; i++) {
      text.append("a%d=[a%d, a%d]\n".formatted(i, i - 1, i - 1));
    }
    text.append("servers=[Server(uuid='a', port=80, hosts=[], ").append(REST);
    text.append(", filters=[Filter(name='f', settings={'a': a29})])]");
    assertTrue(refusal(text.toString()).endsWith("adds up to more than 100000 values"));
  }
}
