package org.zmqwebbridge.it.mongrel2;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.zmqwebbridge.edge.websocket.HandshakeKey;
import org.zmqwebbridge.kit.Await;
import org.zmqwebbridge.kit.Certificate;
import org.zmqwebbridge.kit.Frames;
import org.zmqwebbridge.kit.Http2Client;

/** Everything else that a server of Mongrel2 does, on HTTP/2: bodies, files, sockets, reloads. */
class Http2RoutesTest {
  private static final String OK = ConfServer.OK;
  private static final String SEND_FILE =
      "xrequests=[Xrequest(name='/usr/lib/mongrel2/sendfile.so', settings={})],";

  private final SecureServer server = new SecureServer();
  private Http2Client client;

  private Http2Client start(String routes, String settings, String more) {
    server.start(routes, settings, more);
    client = server.client();
    return client;
  }

  @AfterEach
  void close() {
    if (client != null) {
      client.close();
    }
    Await.await("nobody is left", () -> server.connections() == 0);
    server.close();
  }

  private void expect(int stream, String status, String body) {
    assertEquals(status, client.head(stream).get(":status"));
    assertEquals(body, client.body(stream, Integer.MAX_VALUE));
  }

  // Bodies

  @Test
  void aBodyWithALengthIsOneMessage() {
    start("", "", "").request(1, false, "POST", "/h", "content-length", "10");
    client.data(1, false, "01234");
    client.data(1, true, "56789");
    Heard heard = server.hear();
    assertEquals("0123456789", heard.body());
    assertEquals("10", heard.header("content-length"));
    server.reply(heard, OK);
    expect(1, "200", "ok");
  }

  @Test
  void oneWithoutLengthIsAnUploadLikeChunks() throws IOException {
    start("", ", \"upload.temp_store\": '" + store() + "'", "").request(1, false, "POST", "/h");
    client.data(1, false, "some ");
    Heard begun = server.hear();
    String file = begun.header("x-mongrel2-upload-start");
    client.data(1, true, "more");
    Heard done = server.hear();
    assertEquals(file, done.header("x-mongrel2-upload-done"));
    assertNull(done.header("transfer-encoding"));
    assertEquals(begun.id(), done.id());
    assertEquals("some more", Files.readString(Path.of(file)));
    Files.delete(Path.of(file));
    server.reply(done, OK);
    expect(1, "200", "ok");
  }

  private Path store() {
    return server.server().folder().resolve("up.XXXXXX");
  }

  @Test
  void anUploadThatIsResetIsRemovedAndTold() throws IOException {
    start("", ", \"upload.temp_store\": '" + store() + "'", "")
        .request(1, false, "POST", "/h", "content-length", "30000");
    client.data(1, false, "some");
    Heard begun = server.hear();
    Path file = Path.of(begun.header("x-mongrel2-upload-start"));
    client.reset(1);
    Heard gone = server.hear();
    assertTrue(gone.isGone(), gone::toString);
    assertEquals(begun.id(), gone.id());
    Await.await("the file is removed", () -> !Files.exists(file));
  }

  @Test
  void anUploadIsStreamedByCredits() {
    start("", ", \"upload.stream\": 1", "").request(1, false, "POST", "/h");
    Heard begun = server.hear();
    assertEquals("0", begun.header("UPLOAD_STREAM"));
    client.data(1, true, "0123456789");
    credit(begun, 4);
    assertEquals("0123", server.hear().body());
    credit(begun, 100);
    Heard rest = server.hear();
    assertEquals("456789", rest.body());
    assertEquals("4", rest.header("UPLOAD_STREAM"));
    if (rest.header("UPLOAD_STREAM_DONE") == null) { // that was all shows with the next
      Heard last = server.hear();
      assertEquals("1", last.header("UPLOAD_STREAM_DONE"));
      assertEquals("", last.body());
    }
    server.reply(begun, OK);
    expect(1, "200", "ok");
  }

  private void credit(Heard asked, int bytes) {
    String number = Integer.toString(bytes);
    String map = "7:credits," + number.length() + ":" + number + "#";
    String list = "3:ctl," + map.length() + ":" + map + "}";
    server.server().order(Long.toString(asked.id()), list.length() + ":" + list + "]");
  }

  // Orders

  @Test
  void aHandlerCancelsAStream() {
    start("", "", "").request(1, true, "GET", "/h");
    server.server().order(Long.toString(server.hear().id()), "23:3:ctl,13:6:cancel,1:1#}]");
    assertEquals(Http2Client.RST_STREAM, client.answer().type());
  }

  @Test
  void aFileThatAHandlerOrdersEndsAsItsLengthSays() {
    byte[] content = new byte[1 << 20];
    new Random(1).nextBytes(content);
    server.server().file("static/big", content);
    start(", '/static/': files", "", SEND_FILE).request(1, true, "GET", "/h");
    Heard asked = server.hear();
    server.reply(asked, "HTTP/1.1 200 OK\r\nContent-Length: " + content.length + "\r\n\r\n");
    server.server().order(Long.toString(asked.id()), "25:8:sendfile,10:static/big,]");
    assertEquals("200", client.head(1).get(":status"));
    assertEquals(Arrays.hashCode(content), Arrays.hashCode(large(1)));
    client.request(3, true, "GET", "/h/next");
    assertEquals("/h/next", server.hear().path()); // nobody was told that the first has gone
    client.reset(3);
  }

  /** All of a body that is larger than its window. */
  private byte[] large(int stream) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    Http2Client.Frame frame;
    do {
      frame = client.await(Http2Client.DATA);
      body.writeBytes(frame.payload());
      if (frame.payload().length > 0 && !frame.endsStream()) {
        client.window(stream, frame.payload().length);
        client.window(0, frame.payload().length);
      }
    } while (!frame.endsStream());
    return body.toByteArray();
  }

  // Directories and proxies

  @Test
  void filesOfADirectoryAreAnswered() {
    byte[] content = new byte[300_000];
    new Random(2).nextBytes(content);
    server.server().file("static/a.txt", "hello".getBytes(UTF_8)).file("static/big", content);
    start(", '/static/': files", "", "").request(1, true, "GET", "/static/a.txt");
    Map<String, String> head = client.head(1);
    assertEquals("200", head.get(":status"));
    assertEquals("5", head.get("content-length"));
    assertEquals("hello", client.body(1, Integer.MAX_VALUE));
    client.request(3, true, "GET", "/static/a.txt", "if-none-match", head.get("etag"));
    Http2Client.Frame same = client.await(Http2Client.HEADERS);
    assertTrue(same.endsStream());
    assertEquals("304", client.decode(same).get(":status"));
    client.request(5, true, "GET", "/static/a.txt", "range", "bytes=1-2");
    expect(5, "206", "el");
    client.request(7, true, "GET", "/static/../static/a.txt");
    client.answer();
    client.answer();
    client.request(9, true, "GET", "/static/big");
    assertEquals("200", client.head(9).get(":status"));
    assertEquals(Arrays.hashCode(content), Arrays.hashCode(large(9)));
  }

  @Test
  void aProxyPassesRequestsAndBodiesOfAnyLength() throws Exception {
    HttpServer origin =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    origin.createContext("/p", Http2RoutesTest::echo);
    origin.start();
    try {
      int port = origin.getAddress().getPort();
      start(", '/p': Proxy(addr='127.0.0.1', port=" + port + ")", "", "")
          .request(1, true, "GET", "/p/a?x=1");
      expect(1, "200", "GET /p/a?x=1 0");
      client.request(3, false, "POST", "/p/b", "content-length", "4");
      client.data(3, true, "four");
      expect(3, "200", "POST /p/b 4");
      client.request(5, false, "POST", "/p/c");
      client.data(5, false, "with");
      client.data(5, true, "out length");
      expect(5, "200", "POST /p/c 14");
      client.request(7, true, "GET", "/p/chunks");
      expect(7, "200", "GET /p/chunks 0");
    } finally {
      origin.stop(0);
    }
  }

  /** Says what was asked, and how long the body was; chunks where the path says so. */
  private static void echo(HttpExchange exchange) throws IOException {
    int length = exchange.getRequestBody().readAllBytes().length;
    String said = exchange.getRequestMethod() + " " + exchange.getRequestURI() + " " + length;
    boolean inChunks = said.contains("chunks");
    exchange.sendResponseHeaders(200, inChunks ? 0 : said.length());
    exchange.getResponseBody().write(said.getBytes(UTF_8));
    exchange.close();
  }

  // WebSockets

  @Test
  void aWebSocketIsToldAsOfHttp1() {
    start("", "", "").connect(1, "/h/ws?a=1");
    Heard asked = server.hear();
    assertEquals("WEBSOCKET_HANDSHAKE", asked.method());
    assertEquals("HTTP/2.0", asked.header("VERSION"));
    assertEquals("/h/ws", asked.path());
    assertEquals(HandshakeKey.accept(asked.header("sec-websocket-key")), asked.body());
    server.reply(
        asked,
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            + "Sec-WebSocket-Accept: "
            + asked.body()
            + "\r\nSec-WebSocket-Protocol: chat\r\n\r\n");
    Map<String, String> head = client.head(1);
    assertEquals(Map.of(":status", "200", "sec-websocket-protocol", "chat"), head);
    client.data(1, false, Frames.masked(Frames.FIN | Frames.TEXT, "hi".getBytes(UTF_8)));
    Heard said = server.hear();
    assertEquals("WEBSOCKET", said.method());
    assertEquals("0x81", said.header("FLAGS"));
    assertEquals("hi", said.body());
    server.reply(asked, "\u0001\u0002yo"); // a frame, as its handler writes it
    assertEquals("\u0001\u0002yo", client.body(1, 4));
    client.data(1, true, "");
    Heard gone = server.hear();
    assertTrue(gone.isGone(), gone::toString);
    assertEquals(asked.id(), gone.id());
  }

  @Test
  void aHandlerRefusesAWebSocket() {
    start("", "", "").connect(1, "/h/ws");
    Heard asked = server.hear();
    server.reply(asked, "HTTP/1.1 403 Forbidden\r\nContent-Length: 2\r\n\r\nno");
    expect(1, "403", "no");
  }

  // The server

  @Test
  void aReloadKeepsStreamsAndANewCertificateIsShownToTheNext() throws Exception {
    start("", "", "").request(1, true, "GET", "/h");
    Heard asked = server.hear();
    server.place(Certificate.another());
    assertTrue(server.reload(", '/x': h", "").isDone());
    server.reply(asked, OK);
    expect(1, "200", "ok");
    client.request(3, true, "GET", "/x");
    server.reply(server.hear(), OK);
    expect(3, "200", "ok");
    assertThrows(IOException.class, () -> handshake("h2")); // who trusts the old one alone
  }

  @Test
  void itCanBeTurnedOff() throws Exception {
    server.start("", ", \"zwb.http2\": 0");
    assertEquals("", handshake("h2"));
    assertTrue(server.reload("", "").isDone());
    assertEquals("h2", handshake("h2"));
    assertEquals("http/1.1", handshake("http/1.1"));
    assertTrue(server.reload("", ", \"zwb.http2\": 0").isDone());
    assertEquals("", handshake("http/1.1"));
  }

  /** Which protocol the server takes of this one. */
  private String handshake(String offered) throws IOException {
    try (SSLSocket socket =
        (SSLSocket)
            Certificate.shared()
                .client()
                .createSocket(InetAddress.getLoopbackAddress(), server.server().port())) {
      socket.setSoTimeout(Await.DEADLINE_MILLIS);
      var parameters = socket.getSSLParameters();
      parameters.setApplicationProtocols(new String[] {offered});
      socket.setSSLParameters(parameters);
      socket.startHandshake();
      return socket.getApplicationProtocol();
    }
  }
}
