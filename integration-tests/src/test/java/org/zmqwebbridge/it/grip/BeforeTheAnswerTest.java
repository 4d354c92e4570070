package org.zmqwebbridge.it.grip;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.zmqwebbridge.kit.Await;
import org.zmqwebbridge.kit.RawOrigin;

/** What origins and clients say to each other before there is an answer, and after a body. */
class BeforeTheAnswerTest {
  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
  private static final String CONTINUE = "HTTP/1.1 100 Continue\r\n\r\n";

  private static ProxyBridge bridge(RawOrigin origin) {
    return ProxyBridge.routing("* 127.0.0.1:" + origin.port());
  }

  // What comes before the answer (RFC 9110, section 15.2)

  @Test
  void hintsComeBeforeTheAnswerIsKnown() {
    try (RawOrigin origin =
            RawOrigin.playing(
                line -> {
                  String unused = line.head();
                  line.write(
                      "HTTP/1.1 103 Early Hints\r\nLink: </a.css>; rel=preload\r\nGrip-Hold: stream"
                          + "\r\nConnection: X-Hop\r\nX-Hop: 1\r\n\r\n");
                  byte[] body = line.read(200_001); // its end is sent when the hint was read
                  line.write(OK);
                });
        ProxyBridge bridge = bridge(origin);
        ProxyClient client = bridge.client()) {
      client.send("POST / HTTP/1.1\r\nHost: e.com\r\nContent-Length: 200001\r\n\r\n");
      client.send("x".repeat(200_000));
      String hint = client.head();
      assertTrue(
          hint.startsWith("HTTP/1.1 103 Early Hints\r\nLink: </a.css>; rel=preload\r\n\r\n"), hint);
      assertTrue(client.send("x").answer().endsWith("ok"));
    }
  }

  @Test
  void whoAsksInTheWordsOfHttp10IsToldNoHints() {
    try (RawOrigin origin =
            RawOrigin.saying("HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n" + OK);
        ProxyBridge bridge = bridge(origin);
        ProxyClient client = bridge.client()) {
      String said = client.send("GET / HTTP/1.0\r\nHost: e.com\r\n\r\n").answer();
      assertTrue(said.startsWith("HTTP/1.1 200 OK\r\n"), said);
    }
  }

  @Test
  void whatNobodyKnowsYetIsNoAnswerEither() {
    try (RawOrigin origin = RawOrigin.saying("HTTP/1.1 177 New\r\nX-A: 1\r\n\r\n" + OK);
        ProxyBridge bridge = bridge(origin);
        ProxyClient client = bridge.client()) {
      assertEquals("HTTP/1.1 177 New\r\nX-A: 1\r\n\r\n", client.get("/").head());
      assertTrue(client.answer().endsWith("ok"));
    }
  }

  @Test
  void ofManyHintsSixteenAreTold() {
    String hint = "HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n";
    try (RawOrigin origin = RawOrigin.saying(hint.repeat(40) + OK);
        ProxyBridge bridge = bridge(origin);
        ProxyClient client = bridge.client()) {
      client.get("/");
      for (int i = 0; i < 16; i++) {
        assertEquals(hint, client.head());
      }
      assertTrue(client.answer().startsWith("HTTP/1.1 200 "));
    }
  }

  // Whether a body is wanted (RFC 9110, section 10.1.1)

  private static final String EXPECTING =
      "POST / HTTP/1.1\r\nHost: e.com\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n";

  @Test
  void whoExpectsToContinueIsToldByTheOrigin() {
    AtomicInteger asked = new AtomicInteger();
    try (RawOrigin origin =
            RawOrigin.playing(
                line -> {
                  assertTrue(line.head().contains("\r\nExpect: 100-continue\r\n"));
                  asked.incrementAndGet();
                  line.write(CONTINUE);
                  line.write(OK.replace("ok", new String(line.read(2), ISO_8859_1)));
                });
        ProxyBridge bridge = bridge(origin);
        ProxyClient client = bridge.client()) {
      assertEquals(CONTINUE, client.send(EXPECTING).head());
      assertEquals(1, asked.get(), "the origin was asked first");
      assertTrue(client.send("ab").answer().endsWith("\r\n\r\nab"));
    }
  }

  @Test
  void aBodyThatTheOriginRefusesIsNotAskedFor() {
    try (RawOrigin origin =
            RawOrigin.playing(
                line -> {
                  String unused = line.head();
                  line.write("HTTP/1.1 413 Too Much\r\nContent-Length: 2\r\n\r\nno");
                  line.awaitEnd();
                });
        ProxyBridge bridge = bridge(origin);
        ProxyClient client = bridge.client()) {
      String said = client.send(EXPECTING).answer();
      assertTrue(said.startsWith("HTTP/1.1 413 Too Much\r\n"), said);
      assertTrue(said.contains("Connection: close\r\n"), said);
    }
  }

  @Test
  void anOriginThatKnowsNoExpectationsHasTheBodyNevertheless() {
    try (RawOrigin origin =
            RawOrigin.playing(
                line -> {
                  String unused = line.head();
                  line.write(OK.replace("ok", new String(line.read(2), ISO_8859_1)));
                });
        ProxyBridge bridge = bridge(origin);
        ProxyClient client = bridge.client()) {
      assertEquals(CONTINUE, client.send(EXPECTING).head());
      assertTrue(client.send("ab").answer().endsWith("\r\n\r\nab"));
    }
  }

  @Test
  void aRequestThatExpectsToContinueMayBeHeldAndAskedAgain() {
    AtomicInteger asked = new AtomicInteger();
    try (RawOrigin origin =
            RawOrigin.playing(
                line -> {
                  for (String head = line.head(); !head.isEmpty(); head = line.head()) {
                    boolean isFirst = asked.incrementAndGet() == 1;
                    if (head.contains("Expect")) {
                      line.write(CONTINUE);
                    }
                    String body = new String(line.read(2), ISO_8859_1);
                    line.write(
                        isFirst
                            ? "HTTP/1.1 200 OK\r\nGrip-Hold: response\r\nGrip-Channel: a"
                                + "\r\nContent-Length: 4\r\n\r\nlate"
                            : OK.replace("ok", body));
                  }
                });
        GripBridge bridge = GripBridge.start("* 127.0.0.1:" + origin.port());
        ProxyClient client = ProxyClient.to(bridge.port())) {
      assertEquals(CONTINUE, client.send(EXPECTING).head());
      client.send("ab");
      Await.await("it waits", () -> bridge.bridge().gauge("zwb.grip.channels") == 1);
      bridge.publish("\"channel\":\"a\",\"formats\":{\"http-response\":{\"action\":\"hint\"}}");
      assertTrue(client.answer().endsWith("\r\n\r\nab"));
      assertEquals(2, asked.get());
    }
  }

  // Trailers of requests (RFC 9112, section 7.1.2)

  private static void trailersArrive(String body) {
    String chunk = Integer.toHexString(body.length()) + "\r\n" + body + "\r\n";
    try (RawOrigin origin =
            RawOrigin.playing(
                line -> {
                  String unused = line.head();
                  StringBuilder all = new StringBuilder();
                  while (all.indexOf("\r\n\r\n") < 0 || all.indexOf("\r\n0\r\n") < 0) {
                    all.append(new String(line.read(1), ISO_8859_1));
                  }
                  String last = all.substring(all.indexOf("\r\n0\r\n") + 2);
                  line.write(
                      "HTTP/1.1 200 OK\r\nContent-Length: " + last.length() + "\r\n\r\n" + last);
                });
        ProxyBridge bridge = bridge(origin);
        ProxyClient client = bridge.client()) {
      client.send(
          "POST / HTTP/1.1\r\nHost: e.com\r\nTransfer-Encoding: chunked\r\nTrailer: X-Sum\r\n\r\n"
              + chunk
              + "0\r\nX-Sum: 7\r\nGrip-Sig: x\r\nAuthorization: y\r\nHost: z\r\n\r\n");
      String said = client.answer();
      assertTrue(said.endsWith("\r\n\r\n0\r\nX-Sum: 7\r\n\r\n"), said);
      assertFalse(said.contains("Grip-Sig"), said);
    }
  }

  @Test
  void trailersOfARequestArePassedOn() {
    trailersArrive("abc");
  }

  @Test
  void trailersOfALongRequestArePassedOn() {
    trailersArrive("x".repeat(200_000));
  }
}
