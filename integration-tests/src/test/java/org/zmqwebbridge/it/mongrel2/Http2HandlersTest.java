package org.zmqwebbridge.it.mongrel2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.zmqwebbridge.kit.Await;
import org.zmqwebbridge.kit.Http2Client;
import org.zmqwebbridge.observe.Counter;

/** What handlers hear of requests of HTTP/2, and what becomes of the HTTP/1 that they answer. */
@Execution(ExecutionMode.CONCURRENT) // its tests wait more than they work
class Http2HandlersTest {
  private static final int INTERNAL_ERROR = 2;
  private static final int CANCEL = 8;
  private static final String OK = ConfServer.OK;

  private final SecureServer server = new SecureServer();
  private Http2Client client;

  private Http2Client start(String settings) {
    server.start("", settings);
    client = server.client();
    return client;
  }

  @AfterEach
  void close() {
    client.close();
    Await.await("nobody is left", () -> server.connections() == 0);
    server.close();
  }

  private Heard get(int stream, String path) {
    client.request(stream, true, "GET", path);
    return server.hear();
  }

  private void expect(int stream, String status, String body) {
    assertEquals(status, client.head(stream).get(":status"));
    assertEquals(body, client.body(stream, Integer.MAX_VALUE));
  }

  private void expectReset(int stream, int error) {
    Http2Client.Frame frame = client.answer();
    assertEquals(Http2Client.RST_STREAM, frame.type(), frame.toString());
    assertEquals(stream, frame.stream());
    assertEquals(error, frame.error());
  }

  private void expectGone(Heard asked) {
    Heard gone = server.hear();
    assertTrue(gone.isGone(), gone::toString);
    assertEquals(asked.id(), gone.id());
  }

  private void expectCount(Counter counter, long count) {
    Await.await("it is counted", () -> server.server().bridge().count(counter) == count);
  }

  @Test
  void aRequestIsToldAsOfHttp1() {
    start("").request(1, true, "GET", "/h/a%20b;p=1?x=1&y=%22z", "cookie", "a=1", "cookie", "b=2");
    Heard heard = server.hear();
    assertEquals("/h/a%20b;p=1", heard.path());
    assertEquals("GET", heard.method());
    assertEquals("HTTP/2.0", heard.header("VERSION"));
    assertEquals("/h/a%20b;p=1?x=1&y=%22z", heard.header("URI"));
    assertEquals("x=1&y=%22z", heard.header("QUERY"));
    assertEquals("/h", heard.header("PATTERN"));
    assertEquals("https", heard.header("URL_SCHEME"));
    assertEquals("127.0.0.1", heard.header("REMOTE_ADDR"));
    assertEquals("localhost:" + client.port(), heard.header("host"));
    assertEquals("a=1; b=2", heard.header("cookie"));
    assertEquals(
        Set.of(
            "PATH",
            "x-forwarded-for",
            "host",
            "cookie",
            "METHOD",
            "VERSION",
            "URI",
            "QUERY",
            "PATTERN",
            "URL_SCHEME",
            "REMOTE_ADDR"),
        heard.headers().keySet());
    server.reply(heard, OK);
    expect(1, "200", "ok");
  }

  @Test
  void eachStreamIsAClientWithAnIdOfItsOwn() {
    start("");
    Heard one = get(1, "/h/1");
    Heard two = get(3, "/h/2");
    assertNotEquals(one.id(), two.id());
    server.reply(two, OK);
    expect(3, "200", "ok");
    server.reply(one, OK);
    expect(1, "200", "ok");
    assertEquals("/h/3", get(5, "/h/3").path()); // nobody was told that they have gone
    client.reset(5);
    assertTrue(server.hear().isGone());
  }

  @Test
  void headsAreSaidAsHttp2SaysThem() {
    start("");
    server.reply(
        get(1, "/h"),
        "HTTP/1.1 201 Made\r\nConnection: keep-alive, X-Own\r\nKeep-Alive: timeout=5\r\n"
            + "X-Own: 1\r\nX-Two: a\r\nX-Two: b\r\nContent-Length: 4\r\n\r\nmade");
    Map<String, String> head = client.head(1);
    assertEquals("201", head.get(":status"));
    assertEquals("4", head.get("content-length"));
    assertEquals(Set.of(":status", "content-length", "x-two"), head.keySet());
    assertEquals("made", client.body(1, Integer.MAX_VALUE));
  }

  @Test
  void anAnswerMayComeInAnyPieces() {
    start("");
    Heard asked = get(1, "/h");
    for (char piece : "HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\n".toCharArray()) {
      server.reply(asked, String.valueOf(piece));
    }
    server.reply(asked, "abc");
    assertEquals("200", client.head(1).get(":status"));
    assertEquals("abc", client.body(1, 3));
    server.reply(asked, "def");
    assertEquals("def", client.body(1, Integer.MAX_VALUE));
  }

  @Test
  void chunksAreUndone() {
    start("");
    Heard asked = get(1, "/h");
    server.reply(asked, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n");
    assertEquals(Set.of(":status"), client.head(1).keySet());
    assertEquals("abc", client.body(1, 3));
    server.reply(asked, "2;x=y\r\nde\r");
    assertEquals("de", client.body(1, 2));
    server.reply(asked, "\n0\r\nA: b\r\n\r\n");
    assertEquals("", client.body(1, Integer.MAX_VALUE));
    Heard other = get(3, "/h");
    server.reply(other, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n");
    assertEquals("200", client.head(3).get(":status"));
    assertEquals("abc", client.body(3, 3));
    server.kill(other);
    expectReset(3, INTERNAL_ERROR);
    expectCount(Counter.HTTP2_ANSWERS_SHORT, 1);
  }

  @Test
  void oneWithoutLengthEndsWhenItsHandlerEndsIt() {
    start("");
    Heard asked = get(1, "/h");
    server.reply(asked, "HTTP/1.1 200 OK\r\n\r\nsome");
    assertEquals("200", client.head(1).get(":status"));
    assertEquals("some", client.body(1, 4));
    server.reply(asked, "more");
    server.kill(asked);
    assertEquals("more", client.body(1, Integer.MAX_VALUE));
    assertEquals("/h/next", get(3, "/h/next").path()); // who ended it is not told
    client.reset(3);
    assertTrue(server.hear().isGone());
  }

  @Test
  void lengthsAreHeldTo() {
    start("");
    server.reply(get(1, "/h"), "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok and more");
    expect(1, "200", "ok");
    expectCount(Counter.HTTP2_ANSWERS_EXCEEDED, 1);
    Heard asked = get(3, "/h");
    server.reply(asked, "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nshort");
    server.kill(asked);
    assertEquals("200", client.head(3).get(":status"));
    assertEquals("short", client.body(3, 5));
    expectReset(3, INTERNAL_ERROR);
    expectCount(Counter.HTTP2_ANSWERS_SHORT, 1);
  }

  @Test
  void whatHasNoBodyIsWholeWithItsHead() {
    start("").request(1, true, "HEAD", "/h");
    server.reply(server.hear(), "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n");
    Http2Client.Frame head = client.await(Http2Client.HEADERS);
    assertTrue(head.endsStream());
    assertEquals("1000", client.decode(head).get("content-length"));
    server.reply(get(3, "/h"), "HTTP/1.1 304 Not Modified\r\nETag: \"a\"\r\n\r\n");
    head = client.await(Http2Client.HEADERS);
    assertTrue(head.endsStream());
    assertEquals("304", client.decode(head).get(":status"));
  }

  @Test
  void whatIsNoAnswerIs502AndItsHandlerHearsThatTheClientHasGone() {
    start("");
    Heard asked = get(1, "/h");
    server.reply(asked, "hello");
    expect(1, "502", "Bad Gateway");
    expectGone(asked);
    Heard other = get(3, "/h");
    server.reply(other, "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n");
    expect(3, "502", "Bad Gateway");
    expectGone(other);
    Heard half = get(5, "/h");
    server.reply(half, "HTTP/1.1 200 OK\r\nA: b");
    server.kill(half);
    expect(5, "502", "Bad Gateway");
    Heard wrong = get(7, "/h");
    server.reply(wrong, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nno chunk");
    assertEquals("200", client.head(7).get(":status"));
    expectReset(7, INTERNAL_ERROR);
    expectGone(wrong);
    expectCount(Counter.MONGREL2_ANSWERS_MALFORMED, 4);
  }

  @Test
  void whoLeavesBeforeTheReplyIsWholeIsTold() {
    start("");
    Heard asked = get(1, "/h");
    client.reset(1);
    expectGone(asked);
    Heard half = get(3, "/h");
    server.reply(half, "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nshort");
    client.head(3);
    client.reset(3);
    expectGone(half);
    server.reply(half, "more");
    expectGone(half); // an unknown id, as ever
  }

  @Test
  void whoIsKilledBeforeTheReplyIsReset() {
    start("");
    server.kill(get(1, "/h"));
    expectReset(1, CANCEL);
    assertEquals("/h/next", get(3, "/h/next").path());
    client.reset(3);
    assertTrue(server.hear().isGone());
  }

  @Test
  void headsBeforeTheAnswerPass() {
    start("").request(1, false, "POST", "/h", "expect", "100-continue", "content-length", "2");
    assertEquals("100", client.head(1).get(":status"));
    client.data(1, true, "ok");
    Heard asked = server.hear();
    assertEquals("ok", asked.body());
    server.reply(asked, "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n" + OK);
    Map<String, String> early = client.head(1);
    assertEquals("103", early.get(":status"));
    assertEquals("</a>", early.get("link"));
    expect(1, "200", "ok");
  }

  @Test
  void whatServersRefuseIsRefusedHereToo() {
    start("").request(1, true, "get", "/h");
    expect(1, "400", "Bad Request");
    client.request(3, true, "GET", "/nowhere");
    expect(3, "404", "Not Found");
    client.request(5, true, "GET", "/h", "expect", "more");
    expect(5, "417", "Expectation Failed");
    client.request(7, true, "GET", "/h", "x-long", "a".repeat(4_100));
    expect(7, "400", "Bad Request");
    client.request(9, false, "POST", "/h", "content-length", "30000");
    expect(9, "413", "Entity Too Large");
    Http2Client.Frame unread = client.answer();
    assertEquals(Http2Client.RST_STREAM, unread.type());
    assertEquals(0, unread.error());
    assertTrue(server.hear().isGone());
  }

  @Test
  void creditsOfDownloadsAreGivenBack() {
    start(", \"download.flow_control\": 1");
    Heard asked = get(1, "/h");
    assertEquals("102400", asked.header("DOWNLOAD_CREDITS"));
    String head = "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\n";
    server.reply(asked, head);
    assertEquals(Integer.toString(head.length()), server.hear().header("DOWNLOAD_CREDITS"));
    server.reply(asked, "body");
    expect(1, "200", "body");
  }
}
