package org.zmqwebbridge.edge.jetty;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HostPortHttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.http.MetaData;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpChannel;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.LocalConnector;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.Callback;
import org.zmqwebbridge.edge.GuestAnswer;
import org.zmqwebbridge.edge.GuestRequest;
import org.zmqwebbridge.edge.Guests;
import org.zmqwebbridge.edge.HeaderField;
import org.zmqwebbridge.edge.HttpAnswer;
import org.zmqwebbridge.edge.RequestTarget;
import org.zmqwebbridge.observe.Counter;

/**
 * Has the parts of the listener answer what another HTTP server was asked, as if the request had
 * come by a connection of the listener's own. As a handler, it tells the one from the other.
 *
 * <p>Owner thread: none; never blocks.
 */
final class GuestEntrance extends Handler.Wrapper implements Guests {
  private final Server server;
  private final Handler guests;
  private final List<String> paths;
  private final AcceptedConnections accepted;
  private final ScheduledExecutorService timer;
  private final Refusals refusals;
  private final HttpConfiguration http = new HttpConfiguration();
  private final HttpChannel.Factory channels = new HttpChannel.DefaultFactory();
  private final Connector connector;
  private volatile long openMillis;

  /**
   * @param own what answers requests of the listener's own connections
   * @param guests what answers the others'
   * @param paths where it has something to answer
   * @param openMillis how soon a connection must be handed over, after it was asked for
   */
  GuestEntrance(
      Server server,
      Handler own,
      Handler guests,
      List<String> paths,
      AcceptedConnections accepted,
      ScheduledExecutorService timer,
      Refusals refusals,
      long openMillis) {
    super(own);
    this.server = server;
    this.guests = guests;
    this.paths = List.copyOf(paths);
    this.accepted = accepted;
    this.timer = timer;
    this.refusals = refusals;
    this.openMillis = openMillis;
    this.connector = new LocalConnector(server); // says whose requests they are, and no more
    http.setSendServerVersion(false);
    http.setSendDateHeader(false);
    installBean(guests);
  }

  /** From now on, so soon. */
  void openMillis(long changed) {
    openMillis = changed;
  }

  @Override
  public void setServer(Server changed) {
    super.setServer(changed);
    guests.setServer(changed);
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    return request.getConnectionMetaData() instanceof GuestConnection
        ? guests.handle(request, response, callback)
        : super.handle(request, response, callback);
  }

  @Override
  public List<String> paths() {
    return paths;
  }

  @Override
  public CompletionStage<GuestAnswer> ask(GuestRequest asked) {
    String wrong = wrong(asked);
    if (!wrong.isEmpty()) {
      refusals.count(asked.client(), HttpStatus.BAD_REQUEST_400, Counter.HTTP_REFUSED, wrong);
      return CompletableFuture.completedFuture(text(HttpStatus.BAD_REQUEST_400, "Bad Request."));
    }
    if (!server.isStarted()) {
      return CompletableFuture.completedFuture(
          text(HttpStatus.SERVICE_UNAVAILABLE_503, "Try again later."));
    }
    HttpFields.Mutable fields = HttpFields.build();
    asked.headers().forEach(field -> fields.add(field.name(), field.value()));
    GuestEndPoint endPoint =
        new GuestEndPoint(asked, accepted, server.getThreadPool(), server.getScheduler());
    HttpVersion version = HttpVersion.fromString(asked.version());
    GuestConnection connection = new GuestConnection(connector, http, endPoint, version);
    endPoint.setConnection(connection);
    HttpChannel channel = channels.newHttpChannel(connection);
    GuestStream stream = new GuestStream(channel, endPoint);
    channel.initialize();
    channel.setHttpStream(stream);
    channel
        .onRequest(new MetaData.Request(asked.method(), uri(asked, fields), version, fields))
        .run();
    return stream.answer().whenComplete((answer, failure) -> expect(endPoint, answer));
  }

  /** What is wrong with its form; empty: nothing. */
  private static String wrong(GuestRequest asked) {
    long hosts = asked.headers().stream().filter(field -> field.is("host")).count();
    if (hosts != 1) {
      return "a request with " + hosts + " Host headers";
    }
    if (HttpVersion.CACHE.get(asked.version()) == null) {
      return "a request of an unknown version of HTTP";
    }
    return asked.target().startsWith("/")
        ? RequestTarget.wrong(asked.method(), asked.target())
        : "a target that is no path";
  }

  private static HttpURI uri(GuestRequest asked, HttpFields fields) {
    HostPortHttpField host = new HostPortHttpField(fields.get(HttpHeader.HOST));
    return HttpURI.build(HttpURI.from(asked.target()))
        .scheme(asked.secure() ? "https" : "http")
        .host(host.getHost())
        .port(host.getPort());
  }

  private static GuestAnswer text(int status, String text) {
    HttpAnswer answer = HttpAnswer.text(status, text);
    HeaderField type = new HeaderField("Content-Type", answer.contentType());
    return new GuestAnswer(status, List.of(type), answer.body(), Optional.empty());
  }

  /** An end point that nobody opens must not count for ever. */
  private void expect(GuestEndPoint endPoint, GuestAnswer answer) {
    if (answer == null || answer.guest().isEmpty()) {
      endPoint.close();
      return;
    }
    Future<?> unused =
        timer.schedule(() -> endUnopened(endPoint), openMillis, TimeUnit.MILLISECONDS);
  }

  private static void endUnopened(GuestEndPoint endPoint) {
    if (!endPoint.isOpened()) {
      endPoint.close();
    }
  }
}
