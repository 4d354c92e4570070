package org.zmqwebbridge.it.mongrel2;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What handlers are told of requests. */
@SuppressWarnings("try") // clients and handlers end when a test says so
@Execution(ExecutionMode.CONCURRENT) // its tests wait more than they work
class RequestsTest {
  @ParameterizedTest
  @EnumSource
  void requestHasSenderIdPathHeadersAndBody(Side side) {
    try (TestServer server = side.start(new Plan());
        JavaHandler handler = server.handler();
        Client client = server.client()) {
      client.post("/h/a%20b;p=1?x=1&y=%22z", "abc");
      String message = new String(handler.hearBytes(), ISO_8859_1);
      assertTrue(message.startsWith(Plan.SENDER + " 1 /h/a%20b;p=1 "), message);
      assertTrue(message.endsWith("},3:abc,"), message);
      handler.answer(1);
      client.expect(JavaHandler.OK);
    }
  }

  @ParameterizedTest
  @EnumSource
  void serverSaysItsWordsInUpperCaseAndTheClientsInLowerCase(Side side) {
    try (TestServer server = side.start(new Plan());
        JavaHandler handler = server.handler();
        Client client = server.client()) {
      client.get(
          "/h/p?x=1",
          "METHOD: FAKE\r\n",
          "Remote_Addr: 9.9.9.9\r\n",
          "X-Quoted: \"b\\\r\n",
          "X-Empty:\r\n",
          "X-Forwarded-For: 9.9.9.9\r\n");
      Heard heard = handler.hear();
      assertEquals("GET", heard.method());
      assertEquals("FAKE", heard.header("method"));
      assertEquals("\"b\\", heard.header("x-quoted"));
      assertEquals("127.0.0.1", heard.header("x-forwarded-for"));
      assertEquals("HTTP/1.1", heard.header("VERSION"));
      assertEquals("/h/p?x=1", heard.header("URI"));
      assertEquals("/h/p", heard.header("PATH"));
      assertEquals("x=1", heard.header("QUERY"));
      assertEquals("/h", heard.header("PATTERN"));
      assertEquals("http", heard.header("URL_SCHEME"));
      assertEquals("127.0.0.1", heard.header("REMOTE_ADDR"));
      assertEquals("localhost", heard.header("host"));
      assertFalse(heard.headers().containsKey("FRAGMENT"));
    }
  }

  @ParameterizedTest
  @EnumSource
  void requestWithoutQueryHasNone(Side side) {
    try (TestServer server = side.start(new Plan());
        JavaHandler handler = server.handler();
        Client client = server.client()) {
      client.get("/h");
      Heard heard = handler.hear();
      assertNull(heard.header("QUERY"));
      assertEquals("/h", heard.header("URI"));
      assertEquals(
          Set.of(
              "PATH",
              "x-forwarded-for",
              "host",
              "METHOD",
              "VERSION",
              "URI",
              "PATTERN",
              "URL_SCHEME",
              "REMOTE_ADDR"),
          heard.headers().keySet());
    }
  }

  @ParameterizedTest
  @EnumSource
  void fragmentIsToldApart(Side side) {
    try (TestServer server = side.start(new Plan());
        JavaHandler handler = server.handler();
        Client client = server.client()) {
      client.get("/h?q=1#part");
      Heard heard = handler.hear();
      assertEquals("/h", heard.path());
      assertEquals("/h?q=1", heard.header("URI"));
      assertEquals("part", heard.header("FRAGMENT"));
    }
  }

  @ParameterizedTest
  @EnumSource
  void headerGivenTwiceIsAListAndTheSixthIsLeftOut(Side side) {
    try (TestServer server = side.start(new Plan());
        JavaHandler handler = server.handler();
        Client client = server.client()) {
      client.get("/h", "X-Dup: a\r\n", "x-dup: b\r\n", "X-Many: 0\r\n".repeat(7));
      Heard heard = handler.hear();
      assertEquals("[\"a\",\"b\"]", heard.headers().get("x-dup").toString());
      assertEquals(5, heard.headers().get("x-many").getAsJsonArray().size());
    }
  }

  @ParameterizedTest
  @EnumSource
  void tnetstringsSayTheSame(Side side) {
    try (TestServer server = side.start(new Plan().tnetstrings());
        JavaHandler handler = server.handler();
        Client client = server.client()) {
      client.send(
          "PUT /h/y?k=v HTTP/1.1\r\nHost: localhost\r\nX-Dup: a\r\nX-Dup: b\r\n"
              + "Content-Length: 3\r\n\r\nabc");
      Heard heard = handler.hear();
      assertEquals("PUT", heard.method());
      assertEquals("/h/y", heard.path());
      assertEquals("k=v", heard.header("QUERY"));
      assertEquals("[\"a\",\"b\"]", heard.headers().get("x-dup").toString());
      assertEquals("3", heard.header("content-length"));
      assertEquals("abc", heard.body());
      client.close();
      String notice = new String(handler.hearBytes(), ISO_8859_1);
      assertEquals(Plan.SENDER + " 1 @* 16:6:METHOD,4:JSON,}21:{\"type\":\"disconnect\"},", notice);
    }
  }

  @ParameterizedTest
  @EnumSource
  void disconnectNoticeIsTheseBytes(Side side) {
    try (TestServer server = side.start(new Plan());
        JavaHandler handler = server.handler();
        Client client = server.client()) {
      client.get("/h");
      assertEquals(1, handler.hear().id());
      client.close();
      assertEquals(
          Plan.SENDER + " 1 @* 17:{\"METHOD\":\"JSON\"},21:{\"type\":\"disconnect\"},",
          new String(handler.hearBytes(), ISO_8859_1));
    }
  }

  @ParameterizedTest
  @EnumSource
  void idStaysWithTheConnection(Side side) {
    try (TestServer server = side.start(new Plan());
        JavaHandler handler = server.handler();
        Client first = server.client();
        Client second = server.client()) {
      for (int i = 0; i < 3; i++) {
        first.get("/h/first");
        long id = handler.hear().id();
        assertEquals(1, id);
        handler.answer(id);
        first.expect(JavaHandler.OK);
      }
      second.get("/h/second");
      assertEquals(2, handler.hear().id());
    }
  }

  @ParameterizedTest
  @EnumSource
  void pipelinedRequestsGoOutAtOnceAndRepliesInTheirOwnOrder(Side side) {
    try (TestServer server = side.start(new Plan());
        JavaHandler handler = server.handler();
        Client client = server.client()) {
      client.send(
          String.join(
              "\r\n",
              "GET /h/1 HTTP/1.1",
              "Host: a",
              "",
              "POST /h/2 HTTP/1.1",
              "Host: a",
              "Content-Length: 1",
              "",
              "xGET /h/3 HTTP/1.1",
              "Host: a",
              "",
              ""));
      assertEquals("/h/1", handler.hear().path());
      assertEquals("x", handler.hear().body());
      assertEquals("/h/3", handler.hear().path());
      handler.reply("three", 1);
      handler.reply("one", 1);
      client.expect("threeone");
    }
  }

  @ParameterizedTest
  @EnumSource
  void serverDoesNotEndConnectionsThatSayClose(Side side) {
    try (TestServer server = side.start(new Plan());
        JavaHandler handler = server.handler();
        Client client = server.client()) {
      client.send("GET /h HTTP/1.0\r\nConnection: close\r\n\r\n");
      Heard heard = handler.hear();
      assertEquals("HTTP/1.0", heard.header("VERSION"));
      handler.answer(1);
      client.expect(JavaHandler.OK);
      handler.reply("more", 1);
      client.expect("more");
      handler.kill(1);
      client.expectEnd();
    }
  }

  @ParameterizedTest
  @EnumSource
  void whoIsForwardedStaysWhereThatIsWanted(Side side) {
    try (TestServer server = side.start(new Plan().setting("no_clobber_xff", 1));
        JavaHandler handler = server.handler();
        Client client = server.client()) {
      client.get("/h", "X-Forwarded-For: 9.9.9.9\r\n");
      assertEquals("9.9.9.9", handler.hear().header("x-forwarded-for"));
      client.get("/h");
      assertNull(handler.hear().header("x-forwarded-for"));
    }
  }

  @ParameterizedTest
  @EnumSource
  void requestThatLeadsNowhereIsNotFound(Side side) {
    try (TestServer server = side.start(new Plan());
        Client client = server.client()) {
      client.get("/nowhere");
      String answer = client.readAll();
      assertTrue(
          answer.startsWith(
              "HTTP/1.1 404 Not Found\r\nContent-Type: text/plain\r\nConnection: close\r\n"
                  + "Content-Length: 9\r\nServer: Mongrel2"),
          answer);
      assertTrue(answer.endsWith("\r\n\r\nNot Found"), answer);
    }
  }

  /** Theirs takes it for {@code /h}: documented. */
  @Test
  void rootLeadsNowhereUnlessThereIsSuchARoute() {
    try (TestServer server = Side.OURS.start(new Plan());
        Client client = server.client()) {
      client.get("/");
      client.expectRefusal(404);
    }
  }

  @ParameterizedTest
  @EnumSource
  void bytesAboveAsciiArePassedOnAndJsonStaysValid(Side side) {
    try (TestServer server = side.start(new Plan());
        JavaHandler handler = server.handler();
        Client client = server.client()) {
      client.get("/h", "X-Utf: caf\u00c3\u00a9\r\n");
      assertEquals("caf\u00e9", handler.hear().header("x-utf"));
    }
  }

  /** Theirs passes the byte on, and is no JSON then: documented. */
  @Test
  void bytesThatAreNoUtf8AreCharactersOfIso88591() {
    try (TestServer server = Side.OURS.start(new Plan());
        JavaHandler handler = server.handler();
        Client client = server.client()) {
      client.get("/h", "X-Latin: caf\u00e9\tend\r\n");
      assertEquals("caf\u00e9\tend", handler.hear().header("x-latin"));
    }
  }

  @ParameterizedTest
  @EnumSource
  void linesMayEndWithALineFeedAlone(Side side) {
    try (TestServer server = side.start(new Plan());
        JavaHandler handler = server.handler();
        Client client = server.client()) {
      client.send("GET /h HTTP/1.1\nHost: a\nX-A: b\n\n");
      assertEquals("b", handler.hear().header("x-a"));
    }
  }

  @ParameterizedTest
  @EnumSource
  void anyMethodOfCapitalLettersAndDigitsIsOne(Side side) {
    try (TestServer server = side.start(new Plan());
        JavaHandler handler = server.handler();
        Client client = server.client()) {
      client.send("M2SEARCH /h HTTP/1.1\r\nHost: a\r\n\r\n");
      assertEquals("M2SEARCH", handler.hear().method());
    }
  }
}
