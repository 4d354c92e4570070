package org.zmqwebbridge.grip;

import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.zmqwebbridge.edge.HeaderField;
import org.zmqwebbridge.edge.RequestHead;
import org.zmqwebbridge.grip.wire.MetaJson;
import org.zmqwebbridge.grip.wire.OriginResponse;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.origin.OriginAddress;
import org.zmqwebbridge.origin.OriginTls;

/**
 * Asks the origins of a subscriber's own route, or hosts that are listed, what becomes of a
 * message: {@code POST} to the address in the subscriber's meta {@code url}.
 *
 * <p>Immutable; any thread.
 */
final class RouteFilterAsk implements FilterAsk {
  private static final byte[] NOTHING = {};

  private final GripRoute route;
  private final RequestHead client;
  private final GripContext context;
  private final FilterAsks asks;
  private final List<String> hosts;

  /**
   * @param client the request of who hears
   * @param hosts beyond the route's targets that may be asked, each with its port
   */
  RouteFilterAsk(
      GripRoute route,
      RequestHead client,
      GripContext context,
      FilterAsks asks,
      List<String> hosts) {
    this.route = route;
    this.client = client;
    this.context = context;
    this.asks = asks;
    this.hosts = List.copyOf(hosts);
  }

  @Override
  public void ask(
      Filter filter,
      Map<String, String> published,
      Hearer hearer,
      byte[] content,
      Consumer<Optional<byte[]>> then) {
    Optional<OriginMessages> messages = messages(hearer.meta().getOrDefault("url", ""));
    Question question = new Question(filter, content, then);
    boolean isAsked =
        messages.isPresent()
            && asks.begin(() -> question.ask(messages.get(), headers(published, hearer)));
    if (!isAsked) {
      question.fail();
    }
  }

  /** Empty: there may not be asked. */
  private Optional<OriginMessages> messages(String url) {
    try {
      URI asked = URI.create("http://route.invalid" + client.path()).resolve(url);
      boolean isRelative = !URI.create(url).isAbsolute() && !url.startsWith("//");
      boolean isOwn = isRelative || isOfClient(asked);
      if (url.isEmpty() || asked.getHost() == null) {
        return Optional.empty();
      }
      Optional<GripRoute> there = isOwn ? Optional.of(route) : listed(asked);
      return there.map(found -> new OriginMessages(head(asked, isOwn), found, context));
    } catch (IllegalArgumentException none) {
      return Optional.empty();
    }
  }

  private boolean isOfClient(URI asked) {
    boolean isSecure = "https".equals(asked.getScheme()) || "wss".equals(asked.getScheme());
    return isSecure == client.secure()
        && client
            .header("Host")
            .filter(host -> host.equalsIgnoreCase(asked.getAuthority()))
            .isPresent();
  }

  private Optional<GripRoute> listed(URI asked) {
    boolean isSecure = "https".equals(asked.getScheme());
    boolean isHttp = isSecure || "http".equals(asked.getScheme());
    int port = asked.getPort() >= 0 ? asked.getPort() : isSecure ? 443 : 80;
    String host = asked.getHost();
    if (!isHttp || asked.getRawUserInfo() != null || !hosts.contains(host + ":" + port)) {
      return Optional.empty();
    }
    String plain = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    OriginAddress address = new OriginAddress(plain, port, isSecure ? OriginTls.VERIFIED : null);
    Target target =
        new Target(new Target.Http(address), Optional.empty(), false, false, List.of(), 0);
    return Optional.of(new GripRoute(route.condition(), RouteOptions.STANDARD, List.of(target)));
  }

  /** Nothing of what the client has sent goes there. */
  private RequestHead head(URI asked, boolean isOwn) {
    String path = asked.getRawPath().isEmpty() ? "/" : asked.getRawPath();
    String query = asked.getRawQuery() == null ? "" : asked.getRawQuery();
    String host = isOwn ? client.header("Host").orElse("localhost") : asked.getAuthority();
    InetSocketAddress from = client.remoteAddress();
    return new RequestHead.Builder()
        .target(query.isEmpty() ? path : path + "?" + query)
        .header("Host", host)
        .build("POST", path, query, from, client.secure());
  }

  private static List<HeaderField> headers(Map<String, String> published, Hearer hearer) {
    List<HeaderField> headers = new ArrayList<>();
    headers.add(new HeaderField("Sub-Meta", MetaJson.write(hearer.meta())));
    headers.add(new HeaderField("Pub-Meta", MetaJson.write(published)));
    hearer
        .lastIds()
        .forEach(
            (channel, id) -> {
              String value = channel + "; last-id=" + id;
              if (!id.isEmpty() && HeaderField.isValue(value)) {
                headers.add(new HeaderField("Grip-Last", value));
              }
            });
    return headers;
  }

  /** One question, and what it comes to: told once. */
  private final class Question {
    private final Filter filter;
    private final byte[] content;
    private final Consumer<Optional<byte[]>> then;
    private final AtomicBoolean isTold = new AtomicBoolean();
    private volatile OriginAsk ask; // null until it is asked

    Question(Filter filter, byte[] content, Consumer<Optional<byte[]>> then) {
      this.filter = filter;
      this.content = content;
      this.then = then;
    }

    void ask(OriginMessages messages, List<HeaderField> headers) {
      byte[] body = filter == Filter.HTTP_MODIFY ? content : NOTHING;
      Future<?> late =
          asks.timer().schedule(this::abort, FilterAsks.TIMEOUT_SECONDS, TimeUnit.SECONDS);
      WholeAnswer answer =
          new WholeAnswer(
              context.limits().maxResponseBytes(),
              () -> ask,
              said -> end(late, () -> answered(said)),
              why -> end(late, this::fail));
      ask = messages.other("POST", messages.target(), headers, body, answer);
      ask.begin();
    }

    private void abort() {
      ask.abort();
    }

    private void end(Future<?> late, Runnable tell) {
      boolean unused = late.cancel(false);
      asks.ended();
      tell.run();
    }

    private void answered(OriginResponse said) {
      boolean isChanged = said.code() == 200 && filter == Filter.HTTP_MODIFY;
      if (said.code() != 200 && said.code() != 204) {
        fail();
      } else if (said.header("Action").filter("drop"::equals).isPresent()) {
        tell(Optional.empty());
      } else {
        tell(Optional.of(isChanged ? said.body() : content));
      }
    }

    void fail() {
      context.count(Counter.GRIP_FILTERS_FAILED);
      tell(Optional.empty());
    }

    private void tell(Optional<byte[]> outcome) {
      if (isTold.compareAndSet(false, true)) {
        then.accept(outcome);
      }
    }
  }
}
