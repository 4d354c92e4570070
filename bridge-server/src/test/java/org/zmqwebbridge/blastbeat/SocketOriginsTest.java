package org.zmqwebbridge.blastbeat;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.zmqwebbridge.http1.BadRequestException;
import org.zmqwebbridge.http1.HeadReader;
import org.zmqwebbridge.http1.HttpHead;

/** Whose pages may open WebSockets, and which targets are none. */
class SocketOriginsTest {
  private static HttpHead head(String host, String origin) throws BadRequestException {
    String text =
        "GET / HTTP/1.1\r\nHost: "
            + host
            + (origin == null ? "" : "\r\nOrigin: " + origin)
            + "\r\n\r\n";
    return new HeadReader(4096, 10, Entrance::wrong)
        .read(ByteBuffer.wrap(text.getBytes(ISO_8859_1)));
  }

  @ParameterizedTest
  @CsvSource({
    "a.test, , '', false, true",
    "a.test, http://a.test, '', false, true",
    "a.test, https://a.test, '', false, true",
    "a.test, http://a.test, '', true, false",
    "a.test, https://a.test, '', true, true",
    "A.test, http://a.test, '', false, true",
    "a.test:81, http://a.test:81, '', false, true",
    "a.test:81, http://a.test, '', false, false",
    "a.test, http://a.test:81, '', false, false",
    "a.test, http://b.test, '', false, false",
    "a.test, http://a.test.evil, '', false, false",
    "a.test, http://xa.test, '', false, false",
    "a.test, null, '', false, false",
    "a.test, null, null, false, true",
    "a.test, null, https://b.test, false, false",
    "a.test, https://b.test, https://b.test, false, true",
    "a.test, https://b.test, null, false, false",
    "a.test, http://b.test, https://b.test, false, false",
    "a.test, https://x.b.test, https://*.b.test, false, true",
    "a.test, https://b.test, https://*.b.test, false, false",
    "a.test, nonsense, https://b.test, false, false",
    "a.test, nonsense, *, false, true",
    "a.test, https://b.test, *, true, true",
  })
  void pagesOfItsOwnAndOfThoseListedMay(
      String host, String origin, String listed, boolean isSecure, boolean isAllowed)
      throws BadRequestException {
    List<String> all = listed.isEmpty() ? List.of() : List.of(listed);
    assertEquals(isAllowed, SocketOrigins.allow(head(host, origin), all, isSecure));
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /, true",
    "GET, '', false",
    "GET, *, false",
    "OPTIONS, *, true",
    "GET, http://a.test/, false",
    "CONNECT, a.test:443, false",
    "GET, /a b, false",
    "GET, /a#b, false",
    "GET, /\u00e4, false",
    "GET, '/%00?\"<>\\^`{|}', true",
    "'', /, false",
  })
  void targetsArePaths(String method, String target, boolean isOne) {
    assertEquals(isOne, Entrance.wrong(method, target) == null);
  }
}
