package org.zmqwebbridge.relay;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.zmqwebbridge.auth.Grant;
import org.zmqwebbridge.auth.SocketType;
import org.zmqwebbridge.auth.Welcome;
import org.zmqwebbridge.auth.ZmqRequest;
import org.zmqwebbridge.edge.CloseReason;
import org.zmqwebbridge.edge.RequestHead;

/**
 * Asks about anyone who comes to a location what is asked about a page: does it bring the secret,
 * may it come in, may it use these channels in this way. The first no is the answer.
 *
 * <p>Immutable; any thread.
 */
final class Admittance {
  private static final String BEARER = "Bearer ";

  private final LocationSpec location;
  private final RelayContext context;

  Admittance(LocationSpec location, RelayContext context) {
    this.location = location;
    this.context = context;
  }

  /**
   * Asks.
   *
   * @param id of the exchange or connection that asks; 0: it has none yet
   * @param type SUB to hear, PUB to publish
   * @param kind as {@link RelayRequest#kind}
   * @param ids of the channels, at least one
   */
  CompletionStage<Welcome> ask(
      long id, RequestHead head, SocketType type, String kind, List<String> ids) {
    if (!bringsSecret(head)) {
      return CompletableFuture.completedFuture(
          context.guard().out(CloseReason.UNAUTHORIZED, RelayReplies.SECRET));
    }
    return context
        .guard()
        .admits(head)
        .thenCompose(
            welcome ->
                welcome instanceof Welcome.In in
                    ? uses(id, head, in.grant(), type, kind, ids)
                    : CompletableFuture.completedFuture(welcome));
  }

  private boolean bringsSecret(RequestHead head) {
    return location
        .access()
        .secret()
        .map(secret -> (BEARER + secret).getBytes(UTF_8))
        .map(
            wanted ->
                MessageDigest.isEqual(
                    wanted, head.header("authorization").orElse("").getBytes(UTF_8)))
        .orElse(true);
  }

  /** Whether anyone who has come in may use all of these channels. */
  CompletionStage<Welcome> uses(
      long id, RequestHead head, Grant admission, SocketType type, String kind, List<String> ids) {
    CompletionStage<Welcome> all = CompletableFuture.completedFuture(new Welcome.In(admission));
    for (String channel : ids) {
      all =
          all.thenCompose(
              before ->
                  before instanceof Welcome.In in
                      ? uses(id, head, admission, type, channel).thenApply(next -> both(in, next))
                      : CompletableFuture.completedFuture(before));
    }
    return all.thenCompose(welcome -> callOut(welcome, head, type, kind, ids));
  }

  private CompletionStage<Welcome> callOut(
      Welcome welcome, RequestHead head, SocketType type, String kind, List<String> ids) {
    if (!(welcome instanceof Welcome.In in)) {
      return CompletableFuture.completedFuture(welcome);
    }
    RelayRequest request =
        new RelayRequest(
            head,
            type == SocketType.PUB,
            kind,
            location.path().text(),
            ids,
            in.grant().principal());
    return context
        .callOuts()
        .allow(location, request)
        .handle(
            (yes, failure) ->
                failure != null ? context.guard().out(CloseReason.UNDECIDED) : yes ? in : denied());
  }

  private static Welcome both(Welcome.In one, Welcome other) {
    return other instanceof Welcome.In next ? new Welcome.In(next.grant().and(one.grant())) : other;
  }

  private CompletionStage<Welcome> uses(
      long id, RequestHead head, Grant admission, SocketType type, String channel) {
    ZmqRequest question =
        new ZmqRequest(
            id,
            head.asHandshake(),
            admission,
            type,
            location.path().text(),
            "channel://" + location.store() + "/" + channel,
            "",
            Map.of("channel", channel));
    return context
        .guard()
        .gatekeeper()
        .allows(question)
        .thenApply(
            granted ->
                granted
                    .filter(grant -> grant.topics().includes(channel.getBytes(UTF_8)))
                    .filter(grant -> admission.topics().includes(channel.getBytes(UTF_8)))
                    .<Welcome>map(Welcome.In::new)
                    .orElseGet(() -> denied()));
  }

  /** It may not use this channel. */
  private Welcome.Out denied() {
    return context.guard().out(CloseReason.FORBIDDEN, RelayReplies.DENIED);
  }
}
