package org.zmqwebbridge.it.grip;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.zmqwebbridge.kit.RawOrigin;

/** Answers that pages of all Origins may read, and scripts instead of answers. */
class CrossOriginTest {
  private static final String JSON =
      "HTTP/1.1 201 Made \"It\"\r\nX-A: 1\r\nContent-Type: a/b\r\nContent-Length: 8"
          + "\r\n\r\n{\"a\":1}\n";

  private static String route(RawOrigin origin, String options) {
    return "*,aco" + options + " 127.0.0.1:" + origin.port();
  }

  @Test
  void answersSayWhatPagesNeedUnlessTheirOriginHas() {
    try (RawOrigin origin =
            RawOrigin.saying(JSON.replace("X-A: 1", "Access-Control-Max-Age: 7\r\nX-A: 1"));
        ProxyBridge bridge = ProxyBridge.routing(route(origin, ""));
        ProxyClient client = bridge.client()) {
      String said = client.get("/", "Origin: http://page.com").answer();
      for (String header :
          List.of(
              "Access-Control-Max-Age: 7\r\n",
              "Access-Control-Allow-Methods: OPTIONS, HEAD, GET, POST, PUT, DELETE\r\n",
              "Access-Control-Expose-Headers: X-A\r\n",
              "Access-Control-Allow-Credentials: true\r\n",
              "Access-Control-Allow-Origin: http://page.com\r\n")) {
        assertTrue(said.contains(header), said);
      }
      assertFalse(said.contains("3600"), said);
      client.send(
          "OPTIONS / HTTP/1.1\r\nHost: e.com\r\nOrigin: http://page.com"
              + "\r\nAccess-Control-Request-Method: PATCH"
              + "\r\nAccess-Control-Request-Headers: x-a, x-b\r\n\r\n");
      said = client.answer();
      assertTrue(said.startsWith("HTTP/1.1 201 "), "a preflight is proxied: " + said);
      assertTrue(said.contains("Access-Control-Allow-Methods: PATCH\r\n"), said);
      assertTrue(said.contains("Access-Control-Allow-Headers: x-a, x-b\r\n"), said);
      assertTrue(origin.heads().contains("OPTIONS / HTTP/1.1\r\n"));
    }
  }

  @Test
  void answersOfOtherRoutesAreNotOpened() {
    try (RawOrigin origin = RawOrigin.saying(JSON);
        ProxyBridge bridge = ProxyBridge.routing("* 127.0.0.1:" + origin.port());
        ProxyClient client = bridge.client()) {
      assertFalse(client.get("/?callback=cb").answer().contains("Access-Control"));
      assertTrue(origin.heads().startsWith("GET /?callback=cb HTTP/1.1\r\n"));
    }
  }

  @Test
  void aScriptCallsItsFunctionWithTheAnswer() {
    try (RawOrigin origin = RawOrigin.saying(JSON);
        ProxyBridge bridge = ProxyBridge.routing(route(origin, ""));
        ProxyClient client = bridge.client()) {
      String said = client.get("/x?a=1&callback=cb.d%5B0%5D&b=2").answer();
      assertTrue(said.startsWith("HTTP/1.1 200 OK\r\n"), said);
      assertTrue(said.contains("Content-Type: application/javascript\r\n"), said);
      assertEquals(
          "/**/cb.d[0]({\"code\": 201, \"reason\": \"Made \\\"It\\\"\", \"headers\":"
              + " {\"Content-Type\":\"a/b\",\"X-A\":\"1\"}, \"body\":"
              + " \"{\\\"a\\\":1}\\n\"});\n",
          said.substring(said.indexOf("/**/")));
      assertTrue(origin.heads().startsWith("GET /x?a=1&b=2 HTTP/1.1\r\n"));
    }
  }

  @Test
  void aScriptSaysMethodHeadersAndBodyInItsQuery() {
    try (RawOrigin origin =
            RawOrigin.playing(
                line -> {
                  for (String head = line.head(); !head.isEmpty(); head = line.head()) {
                    String body =
                        head.contains("Content-Length: 7")
                            ? new String(line.read(7), ISO_8859_1)
                            : "";
                    line.write(
                        "HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
                  }
                });
        ProxyBridge bridge = ProxyBridge.routing(route(origin, ",jsonp_mode=basic"));
        ProxyClient client = bridge.client()) {
      String said =
          client
              .get(
                  "/x?callback=cb&_method=POST&_body=%7B%22q%22%3A1%7D&_headers=%7B%22X-H%22%3A%22v%22%7D")
              .answer();
      assertTrue(said.endsWith("\r\n\r\n/**/cb({\"q\":1});\n"), said);
      String head = origin.heads();
      assertTrue(head.startsWith("POST /x HTTP/1.1\r\n") && head.contains("X-H: v\r\n"), head);
    }
  }

  @Test
  void itsParametersMayBeNamedOtherwise() {
    try (RawOrigin origin =
            RawOrigin.playing(
                line -> {
                  String head = line.head();
                  line.write("HTTP/1.1 200 OK\r\nContent-Length: 7\r\n\r\n");
                  line.write(line.read(7));
                });
        ProxyBridge bridge =
            ProxyBridge.routing(
                route(
                    origin,
                    ",jsonp_mode=basic,jsonp_cb=jc,jsonp_body=jb,jsonp_defcb=dc,jsonp_defmethod=PUT"));
        ProxyClient client = bridge.client()) {
      String said = client.get("/x?jb=%7B%22q%22%3A1%7D&z=1").answer();
      assertTrue(said.endsWith("\r\n\r\n/**/dc({\"q\":1});\n"), said);
      String head = origin.heads();
      assertTrue(head.startsWith("PUT /x?z=1 HTTP/1.1\r\n"), head);
      assertTrue(head.contains("Content-Type: application/json\r\n"), head);
    }
  }

  @Test
  void whatIsNoScriptsRequestIsRefused() {
    try (RawOrigin origin = RawOrigin.saying(JSON);
        ProxyBridge bridge = ProxyBridge.routing(route(origin, ""));
        ProxyClient client = bridge.client()) {
      for (List<String> wrong :
          List.of(
              List.of("callback=", "callback"),
              List.of("callback=a(b", "callback"),
              List.of("callback=%3Cscript%3E", "callback"),
              List.of("callback=cb&_method=A%20B", "_method"),
              List.of("callback=cb&_headers=3", "_headers"),
              List.of("callback=cb&_headers=%7B%22a%22%3A%22b%5Cr%5Cn%22%7D", "_headers"))) {
        String said = client.get("/?" + wrong.get(0)).answer();
        assertTrue(said.startsWith("HTTP/1.1 400 "), said);
        assertTrue(said.endsWith("\r\n\r\nInvalid " + wrong.get(1) + " parameter.\n"), said);
        assertTrue(said.contains("Access-Control-Allow-Origin: *\r\n"), said);
      }
      assertEquals(0, origin.accepted());
    }
  }

  @Test
  void anAnswerThatIsTooLongOrAStreamIsNoScript() {
    for (String wrong :
        List.of(
            "Content-Length: 200000" + "\r\n\r\nx".repeat(200_000),
            "Grip-Hold: stream\r\nGrip-Channel: c\r\nContent-Length: 1\r\n\r\nx")) {
      try (RawOrigin origin = RawOrigin.saying("HTTP/1.1 200 OK\r\n" + wrong);
          ProxyBridge bridge = ProxyBridge.routing(route(origin, ""));
          ProxyClient client = bridge.client()) {
        String said = client.get("/?callback=cb").answer();
        assertTrue(said.contains("/**/cb({\"code\": 502, "), said);
      }
    }
  }
}
