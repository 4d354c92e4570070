package org.zmqwebbridge.relay;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Optional;
import org.zmqwebbridge.channel.ChannelState;
import org.zmqwebbridge.channel.Concurrency;
import org.zmqwebbridge.channel.Message;
import org.zmqwebbridge.channel.MessageId;
import org.zmqwebbridge.channel.Place;
import org.zmqwebbridge.edge.HttpAnswer;
import org.zmqwebbridge.edge.RequestHead;
import org.zmqwebbridge.relay.wire.ChannelInfo;
import org.zmqwebbridge.relay.wire.InfoForm;
import org.zmqwebbridge.relay.wire.Validators;

/**
 * What a location does and says where flavours differ; here, what the protocol says, rev. 2.23, and
 * where that is silent, its reference implementation.
 *
 * <p>Immutable.
 */
class Ways {
  static final Ways OF_THE_PROTOCOL = new Ways();

  static final String PUBLISHERS = "GET, POST, PUT, DELETE";
  static final String SUBSCRIBERS = "GET";
  static final String VARY = "If-None-Match, If-Modified-Since";

  /** What a publisher is told of its channel. */
  HttpAnswer told(int status, ChannelState state, RequestHead head) {
    InfoForm.Chosen chosen = InfoForm.of(head.header("accept").orElse(""));
    return HttpAnswer.of(status, chosen.type(), info(state).in(chosen.form()).getBytes(UTF_8));
  }

  static ChannelInfo info(ChannelState state) {
    return new ChannelInfo(state.messages(), state.requestedSecondsAgo(), state.subscribers());
  }

  /** What a publisher is told that asks for the channel of an id. */
  HttpAnswer asked(String id, ChannelState state, RequestHead head) {
    return told(200, state, head);
  }

  /** Whether PUT publishes, and does not only make a channel. */
  boolean publishesByPut() {
    return false;
  }

  /** Whether a channel is there again, empty, as soon as it is deleted. */
  boolean keepsDeleted() {
    return false;
  }

  /** Where a subscriber goes on; empty: what it says of it cannot be used. */
  Optional<Place> place(RequestHead head) {
    Validators said =
        Validators.read(head.header("if-modified-since"), head.header("if-none-match"));
    return Optional.of(
        said.since().isPresent()
            ? new Place.After(new MessageId(said.since().getAsLong(), said.tag().orElse(0)))
            : Place.OLDEST);
  }

  /** Who may wait. */
  Concurrency concurrency(SubscribeSpec spec) {
    return spec.concurrency();
  }

  /** There is no message yet, and none is waited for. */
  HttpAnswer notYet(RequestHead head) {
    return echoing(304, head);
  }

  /** One that waited for a message waits no longer. */
  HttpAnswer late(RequestHead head) {
    return notYet(head);
  }

  /** With the validators that the request has, if they can be answered with. */
  static HttpAnswer echoing(int status, RequestHead head) {
    HttpAnswer answer = varied(HttpAnswer.empty(status));
    Validators said =
        Validators.read(head.header("if-modified-since"), head.header("if-none-match"));
    if (said.since().isPresent()) {
      answer = answer.with("Last-Modified", head.header("if-modified-since").orElseThrow());
    }
    if (said.tag().isPresent()) {
      answer = answer.with("Etag", head.header("if-none-match").orElseThrow());
    }
    return answer;
  }

  /** What a subscriber is answered depends on the place that it says. */
  static HttpAnswer varied(HttpAnswer answer) {
    return answer.with("Vary", VARY);
  }

  /** As its publisher said; what no header can hold, another store or service may have said. */
  static String contentType(Message message) {
    String type = message.contentType();
    for (int i = 0; i < type.length(); i++) {
      if (type.charAt(i) < ' ' || type.charAt(i) > '~') {
        return "";
      }
    }
    return type;
  }

  /** A method that publishers have not. */
  HttpAnswer noMethod(boolean exists) {
    return exists ? HttpAnswer.empty(405).with("Allow", PUBLISHERS) : HttpAnswer.empty(404);
  }

  /** A method that subscribers have not. */
  HttpAnswer noSubscriber() {
    return HttpAnswer.empty(405).with("Allow", SUBSCRIBERS);
  }

  /** What OPTIONS is answered. */
  HttpAnswer options(String allowed) {
    return HttpAnswer.empty(200).with("Allow", allowed);
  }

  /** The path names no channel. */
  HttpAnswer noId() {
    return HttpAnswer.of(404, "text/plain", "No channel id provided.".getBytes(UTF_8));
  }

  /** As much of an id as may be used; empty: it is too long. */
  Optional<String> shortened(String id, int maxBytes) {
    return id.getBytes(UTF_8).length <= maxBytes ? Optional.of(id) : Optional.empty();
  }

  /** An id is too long. */
  HttpAnswer tooLong() {
    return HttpAnswer.text(414, "The channel's id is too long.");
  }
}
