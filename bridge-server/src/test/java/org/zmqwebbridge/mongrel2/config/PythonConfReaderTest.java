package org.zmqwebbridge.mongrel2.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PythonConfReaderTest {
  static final String WHOLE =
      """
      from mongrel2.config import *

      main = Server(
          uuid="f400bf85-4538-4f7a-8908-67e313d515c2",
          access_log="/logs/access.log",
          error_log="/logs/error.log",
          chroot="./",
          default_host="localhost",
          name="test",
          pid_file="/run/mongrel2.pid",
          port=6767
      )
      files = Dir(base='tests/', index_file='index.html', default_ctype='text/plain')
      local = Host(name="localhost", routes={r'/tests/(.*\\.json)': files})
      main.hosts.add(local)
      main.hosts.add(Host(name="other", maintenance=True, routes={}))
      commit([main], settings={'limits.buffer_size': 4096, "limits.content_length": 1024})
      """;

  private static String refusal(String text) {
    return assertThrows(IllegalArgumentException.class, () -> PythonConfReader.read(text, "m.py"))
        .getMessage();
  }

  @Test
  void theFormOfTheFirstManualIsRead() {
    assertTrue(PythonConfReader.isPython(WHOLE));
    assertFalse(PythonConfReader.isPython(ConfReaderTest.WHOLE));
    Mongrel2Config config = PythonConfReader.read(WHOLE, "m.py").config();
    ServerSpec server = config.servers().get(0);
    DirSpec files = new DirSpec("tests/", "index.html", "text/plain", 0);
    assertEquals(2, server.hosts().size());
    assertEquals(
        List.of(new RouteSpec("/tests/(.*\\.json)", false, files)), server.hosts().get(0).routes());
    assertTrue(server.hosts().get(1).maintenance());
    assertEquals(
        Map.of("limits.buffer_size", "4096", "limits.content_length", "1024"), config.settings());
  }

  @Test
  void stringsAreWhatPythonMakesOfThem() {
    String text =
        """
        import x
        servers=[]
        settings={'a': 'x\\ty\\.', 'b': r'x\\ty', 'c': '''d'
        e''', 'f': "\\""}
        """;
    assertEquals(
        Map.of("a", "x\ty\\.", "b", "x\\ty", "c", "d'\ne", "f", "\""),
        PythonConfReader.read(text, "m.py").config().settings());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "a=1|m.py:1: there is no commit([main]) at the end",
        "commit([a])|m.py:1: nothing is called a; define it, or put text into quotes",
        "a=b|m.py:1: nothing is called b; define it, or put text into quotes",
        "a=1 a=2|m.py:1: a is defined twice; give each a name of its own",
        "a=1 a.hosts.add(1)|m.py:1: a is no Server or Host, and has no hosts",
        "a=Server() a.hosts.drop(1)|m.py:1: a list has add(…) and append(…), not \"drop\"",
        "print(1)|m.py:1: \"print\" is read as data only: NAME = VALUE, NAME.hosts.add(…),"
            + " commit([…])",
      })
  void whatIsWrongIsSaidWithItsLine(String text, String message) {
    assertEquals(message, refusal(text));
  }
}
