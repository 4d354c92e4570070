package org.zmqwebbridge.relay;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.zmqwebbridge.auth.SocketType;
import org.zmqwebbridge.channel.Channels;
import org.zmqwebbridge.channel.Message;
import org.zmqwebbridge.channel.Place;
import org.zmqwebbridge.edge.Exchange;
import org.zmqwebbridge.edge.HttpAnswer;
import org.zmqwebbridge.relay.wire.ChannelsJson;

/**
 * Somebody who asks about channels without subscribing: who is there, or what was published last.
 * It is told as JSON, with a member for each channel.
 *
 * <p>Owner thread: as {@link RelayVisit}.
 */
final class AskVisit extends RelayVisit {
  private final List<String> ids;
  private final int messages;

  /**
   * @param ids of the channels, at least one
   * @param messages how many of the newest are wanted; 0: it asks who is there
   */
  AskVisit(
      Exchange exchange,
      LocationSpec location,
      List<String> ids,
      int messages,
      Channels channels,
      RelayContext context) {
    super(exchange, location, ids.get(0), channels, context);
    this.ids = ids;
    this.messages = messages;
  }

  @Override
  String kind() {
    return "http";
  }

  @Override
  SocketType type() {
    return SocketType.SUB;
  }

  @Override
  List<String> ids() {
    return ids;
  }

  @Override
  void proceed() {
    exchange().readBody(0);
  }

  @Override
  public void onBody(byte[] none) {
    expectAnswerIn(0);
    ChannelsJson told = new ChannelsJson();
    CompletionStage<Void> all = CompletableFuture.completedFuture(null);
    for (String id : ids) {
      all = all.thenCombine(answer(id, told), (before, nothing) -> null);
    }
    watch(
        all.handle(
            (nothing, failure) -> {
              if (failure == null) {
                HttpAnswer answer =
                    HttpAnswer.of(200, "application/json", told.toString().getBytes(UTF_8));
                finish(Gzip.answer(answer, null, exchange().head(), location()));
              } else {
                fail(failure);
              }
              return null;
            }));
  }

  private CompletionStage<Void> answer(String id, ChannelsJson told) {
    String name = location().names().channel(id);
    return messages == 0
        ? channels().members(name).thenAccept(members -> told.members(id, members))
        : channels()
            .read(name, new Place.Nth(-messages), messages)
            .thenAccept(stretch -> add(id, stretch.messages(), told));
  }

  private static void add(String id, List<Message> messages, ChannelsJson told) {
    told.messages(id);
    for (Message message : messages) {
      told.message(
          id, message.id().toString(), message.contentType(), message.event(), message.body());
    }
  }
}
