package org.zmqwebbridge.it.blastbeat;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.junit.jupiter.api.Test;
import org.zmqwebbridge.blastbeat.config.BindSpec;
import org.zmqwebbridge.blastbeat.config.TlsFiles;
import org.zmqwebbridge.blastbeat.config.VhostOptions;
import org.zmqwebbridge.blastbeat.config.VhostSpec;
import org.zmqwebbridge.it.FreePort;
import org.zmqwebbridge.kit.Await;
import org.zmqwebbridge.kit.Certificate;
import org.zmqwebbridge.kit.Http2Client;

/** HTTP/2, where theirs spoke SPDY: a stream is a session. */
@SuppressWarnings("try") // nodes end when a test says so
class StreamsTest {
  /** No matter who it is: what the certificate says is tried elsewhere. */
  private static final class Anybody extends X509ExtendedTrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {
      // anybody
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {
      // anybody
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {
      // anybody
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }

  private final int port = FreePort.find();

  private Beat start() {
    Certificate own = Certificate.shared();
    VhostSpec host =
        VhostSpec.of("localhost", "a")
            .withAliases("127.0.0.1:" + port, "localhost:" + port)
            .with(VhostOptions.DEFAULTS.with(new TlsFiles(own.pem(), own.key())));
    BindSpec bind = BindSpec.parse("127.0.0.1:" + port, true);
    return Beat.at(FreePort.address(), bind, any -> any, any -> any, host);
  }

  private static HttpClient client() throws GeneralSecurityException {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, new TrustManager[] {new Anybody()}, null);
    return HttpClient.newBuilder().sslContext(context).build();
  }

  private CompletableFuture<HttpResponse<String>> ask(
      HttpClient client, String method, String path, String body) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + port + path))
            .method(
                method,
                body.isEmpty()
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body))
            .build();
    return client
        .sendAsync(request, HttpResponse.BodyHandlers.ofString())
        .orTimeout(Await.DEADLINE_MILLIS, TimeUnit.MILLISECONDS);
  }

  @Test
  void eachStreamIsASessionAndTheyAreAnsweredInAnyOrder() throws Exception {
    try (Beat beat = start();
        JavaNode node = beat.node("a")) {
      HttpClient client = client();
      CompletableFuture<HttpResponse<String>> first = ask(client, "GET", "/1", "");
      Heard one = node.hear("uwsgi");
      assertEquals("on", one.byName().get("HTTPS"));
      CompletableFuture<HttpResponse<String>> second = ask(client, "GET", "/2", "");
      Heard two = node.hear("uwsgi");
      assertNotEquals(one.sid(), two.sid());
      node.answer(two.sid(), "two");
      HttpResponse<String> answer = second.join();
      assertEquals("two", answer.body());
      assertEquals(HttpClient.Version.HTTP_2, answer.version());
      node.answer(one.sid(), "one");
      assertEquals("one", first.join().body());
    }
  }

  @Test
  void headIsAnsweredByAHead() throws Exception {
    try (Beat beat = start();
        JavaNode node = beat.node("a")) {
      CompletableFuture<HttpResponse<String>> head = ask(client(), "HEAD", "/", "");
      Heard heard = node.hear("uwsgi");
      node.say(heard.sid(), "headers", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nX-A: b\r\n\r\n");
      HttpResponse<String> answer = head.join();
      assertEquals("", answer.body());
      assertEquals("b", answer.headers().firstValue("x-a").orElse(""));
      node.hear(heard.sid(), "end", "");
    }
  }

  @Test
  void anEmptyBodyEndsAnUploadAndChunksBecomeTheBody() throws Exception {
    try (Beat beat = start();
        JavaNode node = beat.node("a")) {
      CompletableFuture<HttpResponse<String>> upload = ask(client(), "POST", "/", "hello");
      String sid = node.hear("uwsgi").sid();
      node.hear(sid, "body", "hello");
      node.hear(sid, "body", "");
      node.say(sid, "headers", "HTTP/1.1 201 Created\r\nTransfer-Encoding: chunked\r\n\r\n");
      node.say(sid, "chunk", "one ");
      node.say(sid, "chunk", "two");
      node.say(sid, "chunk", "");
      HttpResponse<String> answer = upload.join();
      assertEquals(201, answer.statusCode());
      assertEquals("one two", answer.body());
    }
  }

  @Test
  void anAnswerWithoutALengthEndsWithTheEndOfItsNode() throws Exception {
    try (Beat beat = start();
        JavaNode node = beat.node("a")) {
      CompletableFuture<HttpResponse<String>> asked = ask(client(), "GET", "/", "");
      String sid = node.hear("uwsgi").sid();
      node.say(sid, "headers", "HTTP/1.1 200 OK\r\n\r\n");
      node.say(sid, "body", "all of it");
      node.say(sid, "end", "");
      assertEquals("all of it", asked.join().body());
      node.hear(sid, "end", "");
    }
  }

  @Test
  void aWebSocketThatItsNodeEndsStaysUntilItsClientHasSaidSoToo() {
    try (Beat beat = start();
        JavaNode node = beat.node("a");
        Http2Client client = new Http2Client(port)) {
      client.connect(1, "/ws");
      String sid = node.hear("uwsgi").sid();
      node.say(sid, "websocket", "hello");
      assertEquals("200", client.head(1).get(":status"));
      assertEquals("\ufffd\5hello", client.answer().text());
      node.say(sid, "end", "");
      Http2Client.Frame close = client.answer();
      assertArrayEquals(new byte[] {(byte) 0x88, 2, 3, (byte) 0xe8}, close.payload()); // 1000
      assertFalse(close.endsStream());
      node.hear(sid, "end", "");
      client.request(3, true, "GET", "/other");
      node.answer(node.hear("uwsgi").sid(), "ok");
      client.head(3); // and no end of the first before it
      assertEquals("ok", client.body(3, Integer.MAX_VALUE));
      client.data(1, false, Asking.frame(0x88, "\3\u00e8"));
      assertEquals("", client.body(1, Integer.MAX_VALUE));
      client.data(1, true, "");
    }
  }

  @Test
  void statusesOfRefusalsAreTheSame() throws Exception {
    try (Beat beat = start()) {
      assertEquals(503, ask(client(), "GET", "/", "").join().statusCode());
    }
  }

  @Test
  void aNodeThatGoesIsAnsweredWith502() throws Exception {
    try (Beat beat = start();
        JavaNode node = beat.node("a")) {
      CompletableFuture<HttpResponse<String>> asked = ask(client(), "GET", "/", "");
      assertEquals("/", node.hear("uwsgi").path());
      node.close();
      assertEquals(502, asked.join().statusCode());
    }
  }
}
