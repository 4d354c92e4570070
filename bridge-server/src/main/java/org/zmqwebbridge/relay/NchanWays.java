package org.zmqwebbridge.relay;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Optional;
import java.util.regex.Pattern;
import org.zmqwebbridge.channel.ChannelState;
import org.zmqwebbridge.channel.Concurrency;
import org.zmqwebbridge.channel.MessageId;
import org.zmqwebbridge.channel.Place;
import org.zmqwebbridge.edge.HttpAnswer;
import org.zmqwebbridge.edge.RequestHead;
import org.zmqwebbridge.relay.wire.InfoForm;
import org.zmqwebbridge.relay.wire.Validators;

/**
 * Those of nchan 1.3.
 *
 * <p>Immutable.
 */
final class NchanWays extends Ways {
  static final Ways INSTANCE = new NchanWays();

  private static final Pattern BELOW = Pattern.compile("-[0-9]+");

  private NchanWays() {}

  @Override
  HttpAnswer told(int status, ChannelState state, RequestHead head) {
    InfoForm form = InfoForm.of(head.header("accept").orElse("")).form();
    String last = state.last().equals(MessageId.NONE) ? "0:0" : state.last().toString();
    return HttpAnswer.of(status, form.textType(), info(state).in(form, last).getBytes(UTF_8));
  }

  @Override
  boolean publishesByPut() {
    return true;
  }

  @Override
  boolean keepsDeleted() {
    return true;
  }

  /** A date without a tag is no place, and a tag below 0 is before all of its second. */
  @Override
  Optional<Place> place(RequestHead head) {
    Validators said =
        Validators.read(head.header("if-modified-since"), head.header("if-none-match"));
    Optional<String> tag = head.header("if-none-match");
    if (said.since().isEmpty()) {
      return Optional.of(Place.OLDEST);
    }
    int number = tag.filter(BELOW.asMatchPredicate()).isPresent() ? -1 : said.tag().orElse(0);
    return tag.map(any -> new Place.After(new MessageId(said.since().getAsLong(), number)));
  }

  /** It ignores what else is wanted. */
  @Override
  Concurrency concurrency(SubscribeSpec spec) {
    return Concurrency.BROADCAST;
  }

  @Override
  HttpAnswer late(RequestHead head) {
    return echoing(408, head);
  }

  @Override
  HttpAnswer noMethod(boolean exists) {
    return HttpAnswer.empty(403);
  }

  @Override
  HttpAnswer noSubscriber() {
    return HttpAnswer.empty(403);
  }

  @Override
  HttpAnswer noId() {
    return HttpAnswer.empty(404);
  }

  @Override
  HttpAnswer tooLong() {
    return HttpAnswer.empty(403);
  }
}
