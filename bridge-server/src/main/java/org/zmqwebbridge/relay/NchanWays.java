package org.zmqwebbridge.relay;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.zmqwebbridge.channel.ChannelState;
import org.zmqwebbridge.channel.Concurrency;
import org.zmqwebbridge.channel.MessageId;
import org.zmqwebbridge.edge.HttpAnswer;
import org.zmqwebbridge.edge.RequestHead;
import org.zmqwebbridge.relay.wire.InfoForm;

/**
 * Those of nchan 1.3.
 *
 * <p>Immutable.
 */
final class NchanWays extends Ways {
  static final Ways INSTANCE = new NchanWays();

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
