package org.zmqwebbridge.grip;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.zmqwebbridge.auth.Grant;
import org.zmqwebbridge.auth.SocketType;
import org.zmqwebbridge.auth.Welcome;
import org.zmqwebbridge.auth.ZmqRequest;
import org.zmqwebbridge.edge.CloseReason;
import org.zmqwebbridge.edge.Exchange;
import org.zmqwebbridge.edge.RequestHead;

/**
 * Asks the hooks about each channel that a client is to hear, as about a page that opens a SUB at
 * an endpoint {@code grip}.
 *
 * <p>Immutable; any thread.
 */
record ChannelAccess(GripContext context) {
  /** What its channels are as an endpoint. */
  static final String ENDPOINT = "grip";

  CompletionStage<Welcome> ask(Exchange exchange, Grant grant, List<String> channels) {
    return ask(exchange.id(), exchange.head(), grant, channels);
  }

  /**
   * Whether anyone who has come in may hear all of these.
   *
   * @param id of the exchange or connection
   */
  CompletionStage<Welcome> ask(long id, RequestHead head, Grant grant, List<String> channels) {
    CompletionStage<Welcome> all = CompletableFuture.completedFuture(new Welcome.In(grant));
    for (String channel : channels) {
      all =
          all.thenCompose(
              before ->
                  before instanceof Welcome.In in
                      ? one(id, head, in.grant(), channel)
                      : CompletableFuture.completedFuture(before));
    }
    return all;
  }

  private CompletionStage<Welcome> one(long id, RequestHead head, Grant grant, String channel) {
    byte[] name = channel.getBytes(UTF_8);
    ZmqRequest question =
        new ZmqRequest(
            id,
            head.asHandshake(),
            grant,
            SocketType.SUB,
            ENDPOINT,
            "channel://" + ENDPOINT + "/" + channel,
            "",
            Map.of("channel", channel));
    return context
        .guard()
        .gatekeeper()
        .allows(question)
        .thenApply(
            granted ->
                granted
                    .filter(more -> more.topics().includes(name) && grant.topics().includes(name))
                    .<Welcome>map(more -> new Welcome.In(more.and(grant)))
                    .orElseGet(() -> context.guard().out(CloseReason.FORBIDDEN)));
  }
}
