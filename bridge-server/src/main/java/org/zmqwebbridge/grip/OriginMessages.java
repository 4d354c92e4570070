package org.zmqwebbridge.grip;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.zmqwebbridge.edge.HeaderField;
import org.zmqwebbridge.edge.RequestHead;
import org.zmqwebbridge.origin.OriginAddress;
import org.zmqwebbridge.origin.OriginListener;
import org.zmqwebbridge.origin.OriginRequest;

/**
 * What the origins of a route are asked for one client: its own request, with what we have to say.
 *
 * <p>Immutable; any thread.
 */
final class OriginMessages {
  private static final String CONTINUE = "100-continue";
  private static final int ESCAPE = "%20".length();
  private static final String FEATURES =
      "status, session, link:next, link:gone, filter:skip-self, filter:skip-users,"
          + " filter:require-sub, filter:build-id, filter:var-subst";

  private final RequestHead head;
  private final GripRoute route;
  private final GripContext context;
  private final boolean isTrusted;

  OriginMessages(RequestHead head, GripRoute route, GripContext context) {
    this.head = head;
    this.route = route;
    this.context = context;
    this.isTrusted = context.signing().trusts(head);
  }

  /**
   * The client's request with a body that is known.
   *
   * @param trailers that its client has said after it
   * @param more headers besides
   */
  OriginAsk whole(
      byte[] body, List<HeaderField> trailers, List<HeaderField> more, OriginListener listener) {
    return ask(
        target ->
            OriginRequest.of(address(target), head.method(), target(), headers(target, more), body)
                .withTrailers(trailers),
        listener);
  }

  /** Whether its client waits to be told that its body is wanted (RFC 9110, section 10.1.1). */
  boolean expectsContinue() {
    boolean hasBody =
        head.header("transfer-encoding").isPresent()
            || head.header("content-length").filter(bytes -> !bytes.equals("0")).isPresent();
    return hasBody && head.header("expect").filter(CONTINUE::equalsIgnoreCase).isPresent();
  }

  /** The same with a body that follows in parts, for which its client may wait to be asked. */
  OriginAsk inParts(OriginListener listener) {
    long bytes = head.header("content-length").map(Long::parseLong).orElse(-1L);
    List<HeaderField> expected =
        expectsContinue() ? List.of(new HeaderField("Expect", CONTINUE)) : List.of();
    return ask(
        target ->
            new OriginRequest(
                address(target),
                head.method(),
                target(),
                headers(target, target.place() instanceof Target.Http ? expected : List.of()),
                null,
                bytes,
                List.of()),
        listener);
  }

  /**
   * Another request about the same client.
   *
   * @param target path and query
   * @param more headers besides
   */
  OriginAsk other(
      String method, String target, List<HeaderField> more, byte[] body, OriginListener listener) {
    return ask(
        place -> OriginRequest.of(address(place), method, target, headers(place, more), body),
        listener);
  }

  /**
   * The client's request for a WebSocket.
   *
   * @param more headers besides
   */
  OriginRequest socket(Target target, List<HeaderField> more) {
    return OriginRequest.of(address(target), "GET", target(), headers(target, more), new byte[0]);
  }

  private OriginAsk ask(Function<Target, OriginRequest> request, OriginListener listener) {
    return new OriginAsk(route.weights().next(), request, context.origins(), listener);
  }

  private static OriginAddress address(Target target) {
    return target.place() instanceof Target.Http http ? http.address() : null;
  }

  /** Path and query as the origin is asked for them. */
  String target() {
    String asked = head.target();
    RouteOptions options = route.options();
    if (!asked.startsWith("/")) {
      return asked; // OPTIONS *
    }
    if (options.replacedBegin().isPresent()) {
      return options.replacedBegin().get() + asked.substring(sent(route.condition(), asked));
    }
    String rest = asked.substring(Math.min(options.removedPath(), asked.length()));
    return rest.startsWith("/") ? rest : "/" + rest;
  }

  /** How long the matched beginning of a path is as it was sent, with its escapes. */
  private static int sent(RouteCondition condition, String target) {
    int at = 0;
    int left = condition.pathBegin().getBytes(UTF_8).length;
    while (left > 0 && at < target.length()) {
      at += target.charAt(at) == '%' ? ESCAPE : 1;
      left--;
    }
    return Math.min(at, target.length());
  }

  /**
   * Whether GRIP is not ours to speak here: the route has none, or its client is a proxy that
   * speaks it, and is trusted.
   */
  boolean isPlain() {
    return isTrusted || route.options().isPlain();
  }

  private List<HeaderField> headers(Target target, List<HeaderField> more) {
    List<HeaderField> ours = new ArrayList<>(route.options().headers());
    if (!isPlain()) {
      ours.addAll(context.signing().header(route));
      ours.add(new HeaderField("Grip-Feature", FEATURES));
    }
    ours.addAll(more);
    RouteOptions options = route.options();
    return OriginHead.of(
        head,
        host(target),
        isPlain(),
        isTrusted,
        options.keepsOriginals(),
        context.forwarding(),
        ours);
  }

  private String host(Target target) {
    Optional<String> said = target.host().or(() -> route.options().asHost());
    return said.or(() -> head.header("host")).orElse("localhost");
  }
}
