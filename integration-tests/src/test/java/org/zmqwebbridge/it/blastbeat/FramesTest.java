package org.zmqwebbridge.it.blastbeat;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.zmqwebbridge.blastbeat.config.HeadForm;
import org.zmqwebbridge.blastbeat.config.VhostOptions;
import org.zmqwebbridge.blastbeat.config.VhostSpec;

/** What nodes are told, frame by frame: the reference's A1, A2 and A4. */
@SuppressWarnings("try") // clients and nodes end when a test says so
class FramesTest {
  /** One word of a packet. */
  private static String word(String text) {
    return "" + (char) text.length() + '\0' + text;
  }

  @Test
  void aRequestIsAPacketInTheOrderOfTheOriginal() {
    try (Beat beat = Beat.start(VhostSpec.of("localhost:18080", "a").withAliases("127.0.0.1"));
        JavaNode node = beat.node("a");
        Asking client = beat.client()) {
      client.send(
          Asking.request(
              "GET",
              "127.0.0.1",
              "/a%20b/c?x=1&y=2",
              "X-Foo-Bar: baz",
              "User-Agent: t",
              "Cookie: a=b"));
      Heard heard = node.hear("uwsgi");
      assertEquals(16, heard.sid().length());
      Map<String, String> all = heard.byName();
      String port = all.get("REMOTE_PORT");
      StringBuilder words = new StringBuilder();
      for (String each :
          List.of(
              "REQUEST_METHOD",
              "GET",
              "SCRIPT_NAME",
              "",
              "PATH_INFO",
              "/a%20b/c",
              "QUERY_STRING",
              "x=1&y=2",
              "SERVER_NAME",
              "localhost",
              "SERVER_PORT",
              "18080",
              "SERVER_PROTOCOL",
              "HTTP/1.1",
              "REMOTE_ADDR",
              "127.0.0.1",
              "REMOTE_PORT",
              port,
              "HTTP_HOST",
              "127.0.0.1",
              "HTTP_X_FOO_BAR",
              "baz",
              "HTTP_USER_AGENT",
              "t",
              "HTTP_COOKIE",
              "a=b")) {
        words.append(word(each));
      }
      int size = words.length() + 4;
      assertEquals("\0" + (char) (size & 0xff) + (char) (size >> 8) + "\0" + words, heard.body());
    }
  }

  @Test
  void theSizeOfAPacketCountsItsOwnFourBytes() {
    try (Beat beat = Beat.start("a");
        JavaNode node = beat.node("a");
        Asking client = beat.client()) {
      client.get("/");
      String packet = node.hear("uwsgi").body();
      byte[] bytes = packet.getBytes(ISO_8859_1);
      assertEquals(bytes.length, (bytes[1] & 0xff) | (bytes[2] & 0xff) << 8);
    }
  }

  @Test
  void theClientsPortIsTheOneThatItHas() throws Exception {
    try (Beat beat = Beat.start("a");
        JavaNode node = beat.node("a");
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), beat.port());
        Asking client = new Asking(socket)) {
      client.get("/");
      Map<String, String> said = node.hear("uwsgi").byName();
      assertEquals(Integer.toString(socket.getLocalPort()), said.get("REMOTE_PORT"));
      assertEquals("80", said.get("SERVER_PORT")); // the host has none in its name
      assertFalse(said.containsKey("HTTPS"));
    }
  }

  @Test
  void contentHasVariablesOfItsOwnAndHeadersThatComeTwiceAreThereTwice() {
    try (Beat beat = Beat.start("a");
        JavaNode node = beat.node("a");
        Asking client = beat.client()) {
      client.send(
          "POST /p HTTP/1.1\r\nHost: localhost\r\nX-A: 1\r\nContent-Type: text/x\r\n"
              + "Content-Length: 3\r\nX-A: 2\r\nProxy: http://evil\r\nX_Under: 1\r\n\r\nabc");
      Heard heard = node.hear("uwsgi");
      String all = heard.variables().toString();
      assertTrue(
          all.contains("QUERY_STRING=, CONTENT_TYPE=text/x, CONTENT_LENGTH=3, SERVER_NAME="), all);
      assertTrue(
          all.endsWith(
              "HTTP_HOST=localhost, HTTP_X_A=1, HTTP_CONTENT_TYPE=text/x, HTTP_CONTENT_LENGTH=3,"
                  + " HTTP_X_A=2]"),
          all);
      node.hear(heard.sid(), "body", "abc");
    }
  }

  @Test
  void aHostMayWantHeadsAsTheyCame() {
    VhostSpec raw = VhostSpec.of("localhost", "a").with(VhostOptions.DEFAULTS.with(HeadForm.RAW));
    try (Beat beat = Beat.start(raw);
        JavaNode node = beat.node("a");
        Asking client = beat.client()) {
      client.get("/x?y", "X-A: b");
      Heard heard = node.hear("headers");
      assertEquals("GET /x?y HTTP/1.1\r\nhost: localhost\r\nx-a: b\r\n\r\n", heard.body());
      node.answer(heard.sid());
      client.expect(Asking.OK);
    }
  }

  @Test
  void requestsOfOneConnectionShareOneSidAndOneNode() {
    try (Beat beat = Beat.start("a", "b");
        JavaNode first = beat.node("a");
        JavaNode second = beat.node("b");
        Asking client = beat.client();
        Asking other = beat.client()) {
      client.get("/1");
      String sid = first.serve();
      client.expect(Asking.OK);
      client.get("/2");
      assertEquals(sid, first.serve());
      client.expect(Asking.OK);
      other.get("/3");
      assertNotEquals(sid, second.serve());
      other.expect(Asking.OK);
    }
  }

  @Test
  void pipelinedRequestsAreToldAtOnceAndAnsweredInOrder() {
    try (Beat beat = Beat.start("a");
        JavaNode node = beat.node("a");
        Asking client = beat.client()) {
      client.send(
          Asking.request("GET", "localhost", "/1")
              + Asking.request("GET", "localhost", "/2")
              + Asking.request("GET", "localhost", "/3"));
      String sid = node.hear("uwsgi").sid();
      assertEquals("/2", node.hear("uwsgi").path());
      Heard third = node.hear("uwsgi");
      assertEquals("/3", third.path());
      assertEquals(sid, third.sid());
      node.answer(sid, "one");
      node.answer(sid, "two");
      node.answer(sid, "3");
      String head = "HTTP/1.1 200 OK\r\nContent-Length: ";
      client.expect(head + "3\r\n\r\none" + head + "3\r\n\r\ntwo" + head + "1\r\n\r\n3");
    }
  }

  @Test
  void aBodyComesInPartsAndItsLengthTellsItsEnd() {
    try (Beat beat = Beat.start("a");
        JavaNode node = beat.node("a");
        Asking client = beat.client()) {
      String body = "x".repeat(100_000);
      client.post("/p", body);
      String sid = node.hear("uwsgi").sid();
      int got = 0;
      while (got < body.length()) {
        Heard part = node.hear("body");
        assertEquals(sid, part.sid());
        got += part.body().length();
      }
      assertEquals(body.length(), got);
      node.answer(sid);
      client.expect(Asking.OK);
      client.get("/next");
      assertEquals("/next", node.hear("uwsgi").path()); // and no empty part before it
    }
  }

  @Test
  void theEndOfAChunkedUploadIsToldByAnEmptyBody() {
    try (Beat beat = Beat.start("a");
        JavaNode node = beat.node("a");
        Asking client = beat.client()) {
      client.send(Asking.request("POST", "localhost", "/p", "Transfer-Encoding: chunked"));
      String sid = node.hear("uwsgi").sid();
      client.send("5\r\nhello\r\n");
      node.hear(sid, "body", "hello");
      client.send("1;x=y\r\n!\r\n0\r\n\r\n");
      node.hear(sid, "body", "!");
      node.hear(sid, "body", "");
      node.answer(sid);
      client.expect(Asking.OK);
    }
  }

  @Test
  void aNodesOwnEndIsEchoedToIt() {
    try (Beat beat = Beat.start("a");
        JavaNode node = beat.node("a");
        Asking client = beat.client()) {
      client.get("/");
      String sid = node.serve();
      node.say(sid, "end", "");
      node.hear(sid, "end", "");
      assertEquals(Asking.OK, client.readAll());
    }
  }

  @Test
  void aNodeIsToldThatItsClientHasLeft() {
    try (Beat beat = Beat.start("a");
        JavaNode node = beat.node("a");
        Asking client = beat.client()) {
      client.get("/");
      String sid = node.hear("uwsgi").sid();
      client.close();
      node.hear(sid, "end", "");
    }
  }

  @Test
  void aNodeIsToldOfTheEndThatALengthBrings() {
    try (Beat beat = Beat.start("a");
        JavaNode node = beat.node("a");
        Asking client = beat.client()) {
      client.get("/", "Connection: close");
      String sid = node.serve();
      node.hear(sid, "end", "");
      assertEquals(Asking.OK, client.readAll());
    }
  }

  @Test
  void anUnsolicitedPongMakesANodeAvailable() {
    try (Beat beat = Beat.start("a");
        Asking early = beat.client();
        JavaNode node = JavaNode.silent(beat.address(), "a");
        Asking client = beat.client()) {
      early.get("/");
      early.expectRefusal(503);
      node.arrive(beat); // nothing was heard before
      client.get("/");
      String sid = node.serve();
      assertEquals(16, sid.length());
      client.expect(Asking.OK);
    }
  }

  @Test
  void aPongMayHaveAnySidAndAnyBody() {
    try (Beat beat = Beat.start("a");
        JavaNode node = JavaNode.silent(beat.address(), "a");
        Asking client = beat.client()) {
      node.say("any", "pong", "pong");
      node.sync(beat);
      client.get("/");
      assertEquals("/", node.hear("uwsgi").path());
    }
  }

  @Test
  void aNodeIsPingedAndToldOnceThatItIsThere() {
    try (Beat beat = Beat.start(Beat.pings(100), VhostSpec.of("localhost", "a"));
        JavaNode node = JavaNode.silent(beat.address(), "a")) {
      node.hearAny().expect("", "ping", "");
      node.hearAny().expect("", "spawn", "");
      node.hearAny().expect("", "ping", ""); // also to one that is OFF
      node.hearAny().expect("", "ping", "");
    }
  }
}
