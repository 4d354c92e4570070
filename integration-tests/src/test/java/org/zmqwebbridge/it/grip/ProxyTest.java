package org.zmqwebbridge.it.grip;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.zmqwebbridge.grip.Forwarding;
import org.zmqwebbridge.grip.Forwarding.ForwardedFor;
import org.zmqwebbridge.grip.Forwarding.Protocol;
import org.zmqwebbridge.kit.RawOrigin;

/** What a reverse proxy passes on of requests and answers, and what it does not. */
class ProxyTest {
  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

  private static String line(RawOrigin origin) {
    return "* 127.0.0.1:" + origin.port();
  }

  @Test
  void headersOfTheConnectionAreNotPassedOn() {
    try (RawOrigin origin = RawOrigin.saying(OK);
        ProxyBridge bridge = ProxyBridge.routing(line(origin));
        ProxyClient client = bridge.client()) {
      client.get(
          "/a/b%20c?x=1",
          "Connection: keep-alive, Upgrade, X-Mine",
          "X-Mine: 1",
          "Keep-Alive: 3",
          "TE: trailers",
          "Upgrade: foo",
          "Proxy-Authorization: secret",
          "Accept-Encoding: gzip",
          "Grip-Sig: x",
          "grip-foo: x",
          "Cookie: a=1",
          "X-Two: 1",
          "X-Two: 2",
          "X-Forwarded-Proto: https",
          "X-Forwarded-For: 1.2.3.4, 5.6.7.8");
      String answered = client.answer();
      assertTrue(answered.endsWith("\r\n\r\nok"), answered);
      String said = origin.heads();
      assertTrue(said.startsWith("GET /a/b%20c?x=1 HTTP/1.1\r\nHost: e.com\r\n"), said);
      for (String gone :
          List.of(
              "Connection:",
              "X-Mine",
              "Keep-Alive",
              "TE:",
              "Te:",
              "Upgrade",
              "Proxy-",
              "Accept-Enc",
              "Grip-Sig",
              "Grip-Foo",
              "Forwarded-Proto")) {
        assertFalse(said.contains(gone), gone + " in " + said);
      }
      for (String kept :
          List.of(
              "Cookie: a=1\r\n",
              "X-Two: 1\r\nX-Two: 2\r\n",
              "Grip-Feature: status, ",
              "X-Forwarded-For: 1.2.3.4, 5.6.7.8\r\n")) {
        assertTrue(said.contains(kept), kept + " in " + said);
      }
    }
  }

  @Test
  void answersArePassedOnAsTheyAreButForTheConnection() {
    String answer =
        "HTTP/1.1 299 So So\r\nConnection: X-Hop\r\nX-Hop: 1\r\nKeep-Alive: timeout=5"
            + "\r\nSet-Cookie: a=1\r\nSet-Cookie: b=2\r\nContent-Encoding: br\r\nServer: mine"
            + "\r\nContent-Length: 3\r\n\r\n\u0001\u0002\u0003";
    try (RawOrigin origin = RawOrigin.saying(answer);
        ProxyBridge bridge = ProxyBridge.routing(line(origin));
        ProxyClient client = bridge.client()) {
      for (int i = 0; i < 2; i++) {
        String said = client.get("/").answer();
        assertTrue(said.startsWith("HTTP/1.1 299 So So\r\n"), said);
        assertTrue(said.contains("Set-Cookie: a=1\r\nSet-Cookie: b=2\r\n"), said);
        assertTrue(said.contains("Content-Encoding: br\r\n"), said);
        assertTrue(said.contains("Server: mine\r\n"), said);
        assertFalse(said.contains("X-Hop"), said);
        assertFalse(said.contains("Keep-Alive"), said);
        assertTrue(said.endsWith("\r\n\r\n\u0001\u0002\u0003"), said);
      }
      assertEquals(1, origin.accepted(), "connections are kept alive");
    }
  }

  @Test
  void targetsAreSentAsTheyWereWritten() {
    try (RawOrigin origin = RawOrigin.saying(OK);
        ProxyBridge bridge = ProxyBridge.routing(line(origin));
        ProxyClient client = bridge.client()) {
      for (String target : List.of("/a?", "/a?b=%41&c=//d/../e;f", "/%C3%A4/%41/", "/a:b@c")) {
        String answered = client.get(target).answer();
        String said = origin.heads();
        assertTrue(said.startsWith("GET " + target + " HTTP/1.1\r\n"), answered + said);
      }
      client.send("GET http://other.com/x?y HTTP/1.1\r\nHost: other.com\r\n\r\n").answer();
      assertTrue(origin.heads().startsWith("GET /x?y HTTP/1.1\r\nHost: other.com\r\n"));
      client.send("OPTIONS * HTTP/1.1\r\nHost: e.com\r\n\r\n").answer();
      assertTrue(origin.heads().startsWith("OPTIONS * HTTP/1.1\r\nHost: e.com\r\n"));
    }
  }

  @Test
  void traceAndConnectAreRefused() {
    try (RawOrigin origin = RawOrigin.saying(OK);
        ProxyBridge bridge = ProxyBridge.routing(line(origin))) {
      try (ProxyClient client = bridge.client()) {
        String said = client.send("TRACE / HTTP/1.1\r\nHost: e.com\r\n\r\n").answer();
        assertTrue(said.startsWith("HTTP/1.1 405 "), said);
      }
      try (ProxyClient client = bridge.client()) {
        String said = client.send("CONNECT e.com:80 HTTP/1.1\r\nHost: e.com:80\r\n\r\n").head();
        assertTrue(said.startsWith("HTTP/1.1 501 "), said);
      }
      assertEquals(0, origin.accepted());
    }
  }

  @Test
  void headAnd204And304HaveNoBody() {
    try (RawOrigin origin =
            RawOrigin.playing(
                line -> {
                  for (String head = line.head(); !head.isEmpty(); head = line.head()) {
                    line.write(
                        head.startsWith("HEAD")
                            ? "HTTP/1.1 200 OK\r\nContent-Length: 12345\r\n\r\n"
                            : head.startsWith("GET /204")
                                ? "HTTP/1.1 204 None\r\n\r\n"
                                : "HTTP/1.1 304 Same\r\nETag: \"x\"\r\nContent-Length: 77\r\n\r\n");
                  }
                });
        ProxyBridge bridge = ProxyBridge.routing(line(origin));
        ProxyClient client = bridge.client()) {
      String head = client.send("HEAD / HTTP/1.1\r\nHost: e.com\r\n\r\n").head();
      assertTrue(head.contains("Content-Length: 12345\r\n"), head);
      String none = client.get("/204").head();
      assertTrue(none.startsWith("HTTP/1.1 204 None\r\n"), none);
      assertFalse(none.contains("Content-Length"), none);
      assertFalse(none.contains("Transfer-Encoding"), none);
      String same = client.get("/304").head();
      assertTrue(same.startsWith("HTTP/1.1 304 Same\r\n"), same);
      assertTrue(same.contains("ETag: \"x\"\r\n"), same);
      String again = client.send("HEAD / HTTP/1.1\r\nHost: e.com\r\n\r\n").head();
      assertTrue(again.startsWith("HTTP/1.1 200 OK\r\n"), again);
      assertEquals(1, origin.accepted());
    }
  }

  @Test
  void clientsAndOriginsOfHttp10AreServed() {
    try (RawOrigin origin =
            RawOrigin.playing(
                line -> {
                  String unused = line.head();
                  line.write("HTTP/1.0 200 OK\r\nContent-Type: a/b\r\n\r\nto the end");
                });
        ProxyBridge bridge = ProxyBridge.routing(line(origin))) {
      try (ProxyClient client = bridge.client()) {
        client.send("GET / HTTP/1.0\r\nHost: e.com\r\n\r\n");
        String head = client.head();
        assertTrue(head.startsWith("HTTP/1.1 200 OK\r\n"), head);
        assertFalse(head.contains("chunked"), head);
        assertEquals("to the end", client.rest());
      }
      try (ProxyClient client = bridge.client()) {
        String head = client.get("/").head();
        assertTrue(head.contains("Transfer-Encoding: chunked\r\n"), head);
        assertEquals("a\r\nto the end\r\n0\r\n\r\n", client.read(20));
      }
    }
  }

  @Test
  void interimAnswersAreNotTheAnswer() {
    try (RawOrigin origin =
            RawOrigin.saying(
                "HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\nHTTP/1.1 102 Processing\r\n\r\n"
                    + OK);
        ProxyBridge bridge = ProxyBridge.routing(line(origin));
        ProxyClient client = bridge.client()) {
      for (int i = 0; i < 2; i++) {
        String hints = client.get("/").head();
        assertTrue(hints.startsWith("HTTP/1.1 103 Early Hints\r\n"), hints);
        String processing = client.head();
        assertTrue(processing.startsWith("HTTP/1.1 102 Processing\r\n"), processing);
        String said = client.answer();
        assertTrue(said.startsWith("HTTP/1.1 200 OK\r\n") && said.endsWith("\r\n\r\nok"), said);
      }
    }
  }

  @Test
  void trailersArePassedOnToWhoTakesThem() {
    try (RawOrigin origin =
            RawOrigin.saying(
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTrailer: X-Sum"
                    + "\r\n\r\n2\r\nok\r\n0\r\nX-Sum: 7\r\nGrip-Hold: stream\r\n\r\n");
        ProxyBridge bridge = ProxyBridge.routing(line(origin));
        ProxyClient client = bridge.client()) {
      client.get("/", "TE: trailers").head();
      assertEquals("2\r\nok\r\n0\r\nX-Sum: 7\r\n\r\n", client.read(22));
      client.get("/").head();
      assertEquals("2\r\nok\r\n0\r\n\r\n", client.read(12));
    }
  }

  @Test
  void whoExpectsToContinueIsTold() {
    try (RawOrigin origin =
            RawOrigin.playing(
                line -> {
                  String head = line.head();
                  line.write(OK.replace("ok", new String(line.read(2), ISO_8859_1)));
                });
        ProxyBridge bridge = ProxyBridge.routing(line(origin));
        ProxyClient client = bridge.client()) {
      client.send(
          "POST / HTTP/1.1\r\nHost: e.com\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n");
      assertTrue(client.head().startsWith("HTTP/1.1 100 "));
      assertTrue(client.send("ab").answer().endsWith("\r\n\r\nab"));
      assertTrue(origin.heads().contains("\r\nExpect: 100-continue\r\n"), "it is asked first");
    }
  }

  @Test
  void bodiesWithAndWithoutALengthAreWholeAtTheOrigin() {
    try (RawOrigin origin =
            RawOrigin.playing(
                line -> {
                  for (String head = line.head(); !head.isEmpty(); head = line.head()) {
                    int at = head.indexOf("Content-Length: ") + 16;
                    int bytes =
                        at < 16 ? 0 : Integer.parseInt(head.substring(at, head.indexOf('\r', at)));
                    String body = new String(line.read(bytes), ISO_8859_1);
                    line.write(
                        "HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
                  }
                });
        ProxyBridge bridge = ProxyBridge.routing(line(origin));
        ProxyClient client = bridge.client()) {
      client.send("PUT / HTTP/1.1\r\nHost: e.com\r\nContent-Length: 3\r\n\r\nabc");
      assertTrue(client.answer().endsWith("\r\n\r\nabc"));
      client.send(
          "PUT / HTTP/1.1\r\nHost: e.com\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n2\r\nbc"
              + "\r\n0\r\n\r\n");
      assertTrue(client.answer().endsWith("\r\n\r\nabc"));
      String large = "x".repeat(300_000);
      client.send("PUT / HTTP/1.1\r\nHost: e.com\r\nContent-Length: 300000\r\n\r\n" + large);
      assertTrue(client.answer().endsWith("\r\n\r\n" + large));
    }
  }

  @Test
  void whoCanBeReadInTwoWaysIsRefused() {
    try (RawOrigin origin = RawOrigin.saying(OK);
        ProxyBridge bridge = ProxyBridge.routing(line(origin))) {
      for (String wrong :
          List.of(
              "Content-Length: 3\r\nTransfer-Encoding: chunked",
              "Content-Length: 3\r\nContent-Length: 4",
              "Transfer-Encoding: chunked, identity",
              "Content-Length: +3")) {
        try (ProxyClient client = bridge.client()) {
          String said =
              client.send("POST / HTTP/1.1\r\nHost: e.com\r\n" + wrong + "\r\n\r\n").head();
          assertTrue(said.startsWith("HTTP/1.1 40") || said.startsWith("HTTP/1.1 501"), said);
        }
      }
      assertEquals(0, origin.accepted());
    }
  }

  @Test
  void forwardedForIsCutAndContinuedAsConfigured() {
    try (RawOrigin origin = RawOrigin.saying(OK);
        ProxyBridge bridge =
            ProxyBridge.with(
                config ->
                    config.with(
                        Forwarding.STANDARD
                            .choosing(true)
                            .with(ForwardedFor.of("truncate:1,append"), ForwardedFor.UNTOUCHED)),
                line(origin),
                ",id=chosen,header=X-Route:chosen 127.0.0.1:" + origin.port());
        ProxyClient client = bridge.client()) {
      client.get("/", "X-Forwarded-For: 1.1.1.1", "X-Forwarded-For: 2.2.2.2, 3.3.3.3").answer();
      String said = origin.heads();
      assertTrue(said.contains("\r\nX-Forwarded-For: 3.3.3.3, 127.0.0.1\r\n"), said);
      client.get("/", "Pushpin-Route: chosen").answer();
      said = origin.heads();
      assertTrue(said.contains("\r\nX-Route: chosen\r\n"), said);
      assertFalse(said.contains("Pushpin-Route"), said);
      assertTrue(client.get("/", "Pushpin-Route: other").answer().startsWith("HTTP/1.1 502 "));
    }
  }

  @Test
  void aClientOfAProxyThatIsBelievedHasComeOverTls() {
    Forwarding believing = Forwarding.STANDARD.with(true, Protocol.BOTH);
    try (RawOrigin origin = RawOrigin.saying(OK);
        ProxyBridge bridge =
            ProxyBridge.with(
                config -> config.with(believing),
                "*,ssl=yes,header=X-Route:secure 127.0.0.1:" + origin.port(),
                "*,ssl=no,header=X-Route:clear 127.0.0.1:" + origin.port());
        ProxyClient client = bridge.client()) {
      for (String said : List.of("X-Forwarded-Proto: https", "X-Forwarded-Protocol: https")) {
        client.get("/", said).answer();
        String told = origin.heads();
        assertTrue(told.contains("\r\nX-Route: secure\r\n"), told);
        assertTrue(told.contains("\r\nX-Forwarded-Proto: https\r\n"), told);
        assertTrue(told.contains("\r\nX-Forwarded-Protocol: https\r\n"), told);
      }
      client.get("/", "X-Forwarded-Proto: http", "X-Forwarded-Protocol: forged").answer();
      String told = origin.heads();
      assertTrue(told.contains("\r\nX-Route: clear\r\n"), told);
      assertFalse(told.contains("X-Forwarded-Proto"), told);
    }
  }

  @Test
  void aCdnAddsItsNameAfterThoseBefore() {
    try (RawOrigin origin = RawOrigin.saying(OK);
        ProxyBridge bridge =
            ProxyBridge.with(
                config -> config.with(Forwarding.STANDARD.withCdnLoop("ours; v=\"1\"")),
                line(origin));
        ProxyClient client = bridge.client()) {
      client.get("/").answer();
      String told = origin.heads();
      assertTrue(told.contains("\r\nCDN-Loop: ours; v=\"1\"\r\n"), told);
      client.get("/", "CDN-Loop: one", "cdn-loop: two").answer();
      told = origin.heads();
      assertTrue(told.contains("\r\nCDN-Loop: one, two, ours; v=\"1\"\r\n"), told);
    }
  }

  @Test
  void someHeadersAreOriginalOnlyWithTheMark() {
    Forwarding marked = Forwarding.STANDARD.withMarkedOnly(Set.of("X-Real"));
    try (RawOrigin origin = RawOrigin.saying(OK);
        ProxyBridge bridge =
            ProxyBridge.with(
                config -> config.with(marked),
                "*,path_beg=/marks,orig_headers 127.0.0.1:" + origin.port(),
                line(origin));
        ProxyClient client = bridge.client()) {
      client
          .get("/marks", "X-Real: mine", "X-A: 1", "eb9bf0f5-X-Real: first", "eb9bf0f5-X-A: forged")
          .answer();
      String told = origin.heads();
      assertTrue(told.contains("\r\nX-Real: mine\r\n"), told);
      assertTrue(told.contains("\r\neb9bf0f5-X-Real: first\r\n"), told);
      assertTrue(told.contains("\r\neb9bf0f5-X-A: 1\r\n"), told);
      assertFalse(told.contains("eb9bf0f5-X-Real: mine"), told);
      assertFalse(told.contains("forged"), told);
      client.get("/", "eb9bf0f5-X-Real: forged").answer();
      told = origin.heads();
      assertFalse(told.contains("forged"), told + ": where nobody marks, no mark can be believed");
    }
  }

  @Test
  void optionsOfRoutesAreKept() {
    try (RawOrigin origin = RawOrigin.saying(OK);
        ProxyBridge bridge =
            ProxyBridge.routing(
                "e.com,path_beg=/rem,path_rem=4 127.0.0.1:" + origin.port(),
                "e.com,path_beg=/old/,replace_beg=/new/ 127.0.0.1:"
                    + origin.port()
                    + ",host=in.com",
                "e.com,path_beg=/as,as_host=as.com,header=X-A:\"b,c\",header=X-Gone: 127.0.0.1:"
                    + origin.port(),
                "e.com,path_beg=/plain,no_grip 127.0.0.1:" + origin.port(),
                "e.com,path_beg=/marks,orig_headers 127.0.0.1:" + origin.port());
        ProxyClient client = bridge.client()) {
      client.get("/rem/x?y").answer();
      assertTrue(origin.heads().startsWith("GET /x?y HTTP/1.1\r\n"));
      client.get("/%6fld/x").answer();
      assertTrue(origin.heads().startsWith("GET /new/x HTTP/1.1\r\nHost: in.com\r\n"));
      client.get("/as", "X-Gone: 1", "X-A: 1").answer();
      String said = origin.heads();
      assertTrue(said.startsWith("GET /as HTTP/1.1\r\nHost: as.com\r\n"), said);
      assertTrue(said.contains("X-A: b,c\r\n") && !said.contains("X-A: 1"), said);
      assertFalse(said.contains("X-Gone"), said);
      client.get("/plain", "Grip-Sig: x", "Accept-Encoding: gzip").answer();
      said = origin.heads();
      assertTrue(said.contains("Grip-Sig: x\r\nAccept-Encoding: gzip\r\n"), said);
      assertFalse(said.contains("Grip-Feature"), said);
      client.get("/marks", "Grip-Sig: x", "X-A: 1", "eb9bf0f5-X-B: forged").answer();
      said = origin.heads();
      assertTrue(said.contains("eb9bf0f5-X-A: 1\r\n"), said);
      assertTrue(said.contains("eb9bf0f5-Host: e.com\r\n"), said);
      assertFalse(said.contains("forged"), said);
      assertTrue(client.get("/none").answer().startsWith("HTTP/1.1 502 "));
    }
  }

  @Test
  void exposedHeadersAreTheOnlyOnesOfAHold() {
    try (RawOrigin origin =
            RawOrigin.saying(
                "HTTP/1.1 200 OK\r\nGrip-Channel: c\r\nGrip-Expose-Headers: X-One\r\nX-One: 1"
                    + "\r\nX-Two: 2\r\nContent-Length: 2\r\n\r\nok");
        ProxyBridge bridge = ProxyBridge.routing(line(origin));
        ProxyClient client = bridge.client()) {
      String said = client.get("/").answer();
      assertTrue(said.contains("X-One: 1\r\n") && said.endsWith("\r\n\r\nok"), said);
      assertFalse(said.contains("X-Two") || said.contains("Grip-"), said);
    }
  }
}
