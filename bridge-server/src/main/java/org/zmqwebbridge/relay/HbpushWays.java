package org.zmqwebbridge.relay;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Optional;
import org.zmqwebbridge.channel.ChannelState;
import org.zmqwebbridge.channel.MessageId;
import org.zmqwebbridge.channel.Place;
import org.zmqwebbridge.edge.HttpAnswer;
import org.zmqwebbridge.edge.RequestHead;
import org.zmqwebbridge.relay.wire.Validators;

/**
 * Those of hbpush 0.1.0: publishers are told nothing but the status, and subscribers' validators
 * are sound or refused.
 *
 * <p>Immutable.
 */
final class HbpushWays extends Ways {
  static final Ways INSTANCE = new HbpushWays();

  private HbpushWays() {}

  @Override
  HttpAnswer told(int status, ChannelState state, RequestHead head) {
    return HttpAnswer.empty(status);
  }

  /** Its two last fields are empty: hbpush had there, now and then, what was published last. */
  @Override
  HttpAnswer asked(String id, ChannelState state, RequestHead head) {
    String text = "Channel " + escaped(id) + " with last message " + state.last() + "::";
    return HttpAnswer.of(200, "text/html; charset=UTF-8", text.getBytes(UTF_8));
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  @Override
  Optional<Place> place(RequestHead head) {
    Validators said =
        Validators.read(head.header("if-modified-since"), head.header("if-none-match"));
    return said.isSound()
        ? Optional.of(new Place.After(new MessageId(said.since().orElse(0), said.tag().orElse(-1))))
        : Optional.empty();
  }

  @Override
  HttpAnswer notYet(RequestHead head) {
    return varied(HttpAnswer.empty(304));
  }

  @Override
  HttpAnswer noMethod(boolean exists) {
    return HttpAnswer.empty(405).with("Allow", PUBLISHERS);
  }

  @Override
  HttpAnswer noId() {
    return HttpAnswer.empty(404);
  }
}
