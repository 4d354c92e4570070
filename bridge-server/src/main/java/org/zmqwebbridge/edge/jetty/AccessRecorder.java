package org.zmqwebbridge.edge.jetty;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.server.HttpStream;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.RequestLog;
import org.eclipse.jetty.server.Response;
import org.zmqwebbridge.edge.RequestHead;
import org.zmqwebbridge.edge.access.AccessEntry;
import org.zmqwebbridge.edge.access.AccessEntry.Kind;
import org.zmqwebbridge.edge.access.AccessLog;

/**
 * Has the access log told of every request that Jetty has ended, refused ones too, and of every
 * connection that was made of one, when that ends.
 *
 * <p>Owner thread: any; never blocks.
 */
final class AccessRecorder implements RequestLog {
  /** As Jetty calls a request whose line could not be read. */
  private static final String UNREAD = "BAD";

  private final AccessLog log;
  private final ClientAddresses clients;

  AccessRecorder(AccessLog log, ClientAddresses clients) {
    this.log = log;
    this.clients = clients;
  }

  @Override
  public void log(Request request, Response response) {
    if (!log.isOn()) {
      return;
    }
    Object upgraded = request.getAttribute(HttpStream.UPGRADE_CONNECTION_ATTRIBUTE);
    if (!(upgraded instanceof JettyConnection) && !(upgraded instanceof TakenConnection)) {
      log.write(() -> entry(request, response)); // those two say it themselves, at their end
    }
  }

  private AccessEntry entry(Request request, Response response) {
    HttpFields headers = request.getHeaders();
    HttpURI uri = request.getHttpURI();
    boolean unread = request.getMethod().equals(UNREAD);
    return new AccessEntry(
        Instant.ofEpochMilli(Request.getTimeStamp(request)),
        clients.named(request).getAddress(),
        Kind.HTTP,
        unread ? "" : request.getMethod(),
        unread || uri.getPath() == null ? "" : uri.getPath(),
        unread ? "" : request.getConnectionMetaData().getHttpVersion().asString(),
        text(headers.get(HttpHeader.HOST)),
        response.getStatus(),
        Request.getContentBytesRead(request),
        Math.max(0, Response.getContentBytesWritten(response)),
        millisSince(request.getBeginNanoTime()),
        OptionalInt.empty(),
        OptionalLong.empty(),
        AccessEntry.withoutQuery(text(headers.get(HttpHeader.REFERER))),
        text(headers.get(HttpHeader.USER_AGENT)));
  }

  /**
   * Has it told of a request that was answered without Jetty.
   *
   * @param began when it came, in nanoseconds
   */
  void exchange(
      RequestHead head, ParsedRequest request, int status, long received, long sent, long began) {
    log.write(
        () -> {
          long millis = millisSince(began);
          HttpFields headers = request.fields();
          return new AccessEntry(
              Instant.now().minusMillis(millis),
              head.remoteAddress().getAddress(),
              Kind.HTTP,
              request.method(),
              request.uri().getPath(),
              request.version().asString(),
              text(headers.get(HttpHeader.HOST)),
              status,
              received,
              sent,
              millis,
              OptionalInt.empty(),
              OptionalLong.empty(),
              AccessEntry.withoutQuery(text(headers.get(HttpHeader.REFERER))),
              text(headers.get(HttpHeader.USER_AGENT)));
        });
  }

  /** Has it told of a request that could not be read, without Jetty. */
  void unread(InetSocketAddress client, WireRefusal why) {
    log.write(
        () ->
            new AccessEntry(
                Instant.now(),
                client.getAddress(),
                Kind.HTTP,
                "",
                "",
                "",
                "",
                why.status(),
                0,
                why.text().length() + 1,
                0,
                OptionalInt.empty(),
                OptionalLong.empty(),
                "",
                ""));
  }

  private static String text(String header) {
    return header == null ? "" : header;
  }

  private static long millisSince(long nanoTime) {
    return Math.max(0, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - nanoTime));
  }

  /** A connection that stays begins; empty while nothing is written. */
  Optional<Stay> begin(RequestHead head, Kind kind) {
    return log.isOn() ? Optional.of(new Stay(head, kind)) : Optional.empty();
  }

  /** A connection that stays, until its end. */
  final class Stay {
    private final RequestHead head;
    private final Kind kind;
    private final long began = System.nanoTime();

    private Stay(RequestHead head, Kind kind) {
      this.head = head;
      this.kind = kind;
    }

    /**
     * It has ended.
     *
     * @param closeCode that of a WebSocket
     * @param received bytes
     * @param sent bytes
     */
    void end(long connection, OptionalInt closeCode, long received, long sent) {
      log.write(() -> entry(connection, closeCode, received, sent));
    }

    private AccessEntry entry(long id, OptionalInt closeCode, long received, long sent) {
      long millis = millisSince(began);
      InetAddress client = head.remoteAddress().getAddress();
      return new AccessEntry(
          Instant.now().minusMillis(millis),
          client,
          kind,
          head.method(),
          head.path(),
          "HTTP/1.1",
          head.header("host").orElse(""),
          kind == Kind.WEB_SOCKET ? HttpStatus.SWITCHING_PROTOCOLS_101 : HttpStatus.OK_200,
          received,
          sent,
          millis,
          closeCode,
          OptionalLong.of(id),
          AccessEntry.withoutQuery(head.header("referer").orElse("")),
          head.header("user-agent").orElse(""));
    }
  }
}
