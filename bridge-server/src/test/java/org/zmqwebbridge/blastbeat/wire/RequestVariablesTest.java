package org.zmqwebbridge.blastbeat.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What nodes are told, in BlastBeat's order and spelling. */
class RequestVariablesTest {
  private static List<String> told(RequestVariables request) throws Exception {
    return UwsgiPacket.read(request.packet()).stream()
        .map(variable -> variable.name() + "=" + variable.value())
        .toList();
  }

  private static RequestVariables request(
      String query, String host, boolean isSecure, String... headers) {
    return new RequestVariables(
        "POST",
        "/a%20b/c",
        query,
        "HTTP/1.1",
        each -> {
          for (int i = 0; i < headers.length; i += 2) {
            each.accept(headers[i], headers[i + 1]);
          }
        },
        host,
        "127.0.0.1",
        59_140,
        isSecure);
  }

  @Test
  void allIsToldInTheOriginalsOrder() throws Exception {
    assertEquals(
        List.of(
            "REQUEST_METHOD=POST",
            "SCRIPT_NAME=",
            "PATH_INFO=/a%20b/c",
            "QUERY_STRING=x=1&y=2",
            "CONTENT_TYPE=text/plain",
            "CONTENT_LENGTH=5",
            "SERVER_NAME=127.0.0.1",
            "SERVER_PORT=18080",
            "SERVER_PROTOCOL=HTTP/1.1",
            "REMOTE_ADDR=127.0.0.1",
            "REMOTE_PORT=59140",
            "HTTP_HOST=127.0.0.1:18080",
            "HTTP_CONTENT_LENGTH=5",
            "HTTP_X_FOO_BAR=baz",
            "HTTP_CONTENT_TYPE=text/plain",
            "HTTP_COOKIE=a=b",
            "HTTP_COOKIE=c=d"),
        told(
            request(
                "x=1&y=2",
                "127.0.0.1:18080",
                false,
                "host",
                "127.0.0.1:18080",
                "content-length",
                "5",
                "x-foo-bar",
                "baz",
                "content-type",
                "text/plain",
                "cookie",
                "a=b",
                "cookie",
                "c=d")));
  }

  @Test
  void tlsIsToldAtTheEnd() throws Exception {
    List<String> told = told(request(null, "a.org", true, "host", "a.org"));
    assertEquals(
        List.of("HTTP_HOST=a.org", "HTTPS=on", "REQUEST_SCHEME=https"),
        told.subList(told.size() - 3, told.size()));
    assertEquals("QUERY_STRING=", told.get(3));
  }

  @ParameterizedTest
  @CsvSource({
    "localhost, localhost, 80",
    "localhost:8000, localhost, 8000",
    "[::1], [::1], 80",
    "[::1]:8443, [::1], 8443"
  })
  void theHostIsTheConfiguredOne(String host, String name, String port) throws Exception {
    List<String> told = told(request("", host, false, "host", "an-alias:1"));
    assertEquals(List.of("SERVER_NAME=" + name, "SERVER_PORT=" + port), told.subList(4, 6));
  }

  /** Libraries take {@code HTTP_PROXY} for the proxy that they are to use. */
  @Test
  void aClientCannotNameAProxy() throws Exception {
    List<String> told = told(request("", "a", false, "proxy", "evil:1", "proxy-x", "1"));
    assertEquals(List.of("HTTP_PROXY_X=1"), told.subList(9, told.size()));
  }

  /** {@code X_Real_IP} would be the {@code HTTP_X_REAL_IP} that a proxy in front has set. */
  @Test
  void aHeaderCannotLookLikeAnother() throws Exception {
    List<String> told =
        told(request("", "a", false, "x-real-ip", "1.2.3.4", "x_real_ip", "6.6.6.6"));
    assertEquals(List.of("HTTP_X_REAL_IP=1.2.3.4"), told.subList(9, told.size()));
  }

  @Test
  void bytesOfHeadersAreKept() throws Exception {
    List<String> told = told(request("", "a", false, "x-a", "\u00e9\u00ff", "!#$", "1"));
    assertEquals(List.of("HTTP_X_A=\u00e9\u00ff", "HTTP_!#$=1"), told.subList(9, 11));
  }

  @Test
  void tooManyHeadersAreSaid() {
    String[] headers = new String[200];
    for (int i = 0; i < headers.length; i += 2) {
      headers[i] = "x-" + i;
      headers[i + 1] = "y".repeat(1_000);
    }
    assertThrows(UwsgiOverflowException.class, () -> request("", "a", false, headers).packet());
  }
}
