package org.zmqwebbridge.door;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.zmqwebbridge.auth.Grant;
import org.zmqwebbridge.auth.Topics;
import org.zmqwebbridge.door.wire.EventText;
import org.zmqwebbridge.edge.ByteStream;
import org.zmqwebbridge.edge.Exchange;
import org.zmqwebbridge.edge.HttpAnswer;
import org.zmqwebbridge.edge.Receiver;
import org.zmqwebbridge.edge.StreamHandler;
import org.zmqwebbridge.flow.SlowReaders;
import org.zmqwebbridge.gateway.Encoder;
import org.zmqwebbridge.gateway.Encoding;
import org.zmqwebbridge.gateway.Subscriber;
import org.zmqwebbridge.gateway.Topic;
import org.zmqwebbridge.observe.Counter;

/**
 * Publications as server-sent events, until somebody ends the stream.
 *
 * <p>Owner thread: as {@link Visit}.
 */
final class SubscribeVisit extends Visit implements Subscriber, StreamHandler {
  private static final String TYPE = "text/event-stream";
  private static final long RETRY_MILLIS = 3_000;
  private static final byte[] NO_LABEL = {};
  private static final byte[] TOPIC = "topic".getBytes(US_ASCII);

  private final Receiver receiver = new Receiver(NO_LABEL);
  private volatile Topics allowed = Topics.NONE;
  private volatile boolean named;
  private volatile ByteStream stream; // null until it is let in
  private volatile long lastSaid;

  SubscribeVisit(Exchange exchange, DoorContext context) {
    super(exchange, context, Doors.SUBSCRIBE);
  }

  @Override
  boolean allow(Grant grant) {
    allowed = endpoint().topicsFor(grant.principal()).and(grant.topics());
    return !allowed.isNone();
  }

  @Override
  void proceed() {
    List<Topic> topics;
    try {
      String query = exchange().head().query();
      named = Query.values(query, "event").stream().anyMatch(value -> Arrays.equals(value, TOPIC));
      topics = Query.values(query, "topic").stream().map(Topic::of).toList();
    } catch (IllegalArgumentException malformed) {
      refuse(Counter.DOORS_MALFORMED, Replies.NO_QUERY);
      return;
    }
    DoorLimits limits = context().limits();
    if (topics.size() > limits.maxTopics()
        || topics.stream().anyMatch(topic -> topic.length() > limits.maxTopicBytes())) {
      refuse(Counter.DOORS_MALFORMED, Replies.TOO_MANY_TOPICS);
    } else if (exchange().head().method().equals("HEAD")) {
      finish(HttpAnswer.of(200, TYPE, NO_LABEL));
    } else {
      List<Topic> first = topics.isEmpty() ? List.of(Topic.of("")) : topics;
      sit(context().gateways().seat(endpoint(), this, allowed, first));
    }
  }

  @Override
  void onMessage(List<byte[]> parts) {
    // whoever subscribes sends none
  }

  @Override
  public void joined() {
    HttpAnswer head = HttpAnswer.of(200, TYPE, NO_LABEL).with("X-Accel-Buffering", "no");
    stream = exchange().stream(head, this);
    if (stream != null) {
      say(EventText.opening(RETRY_MILLIS, context().limits().heartbeatMillis()));
      if (hasEnded()) {
        stream.end();
      }
    }
  }

  private void say(byte[] event) {
    lastSaid = System.nanoTime();
    stream.send(event);
  }

  @Override
  public Encoding encoding() {
    return new EventEncoding(named);
  }

  @Override
  public void publications(Encoder<?> encoded, SlowReaders slowReaders) {
    if (stream != null) {
      lastSaid = System.nanoTime();
      stream.send(((EventEncoder) encoded).batch(), receiver, slowReaders);
    }
  }

  @Override
  public boolean isDrained() {
    return stream == null || stream.isDrained();
  }

  @Override
  public void onTick(long nanoTime) {
    long silent = TimeUnit.NANOSECONDS.toMillis(nanoTime - lastSaid);
    if (stream != null && silent >= context().limits().heartbeatMillis()) {
      say(EventText.HEARTBEAT);
    }
  }

  @Override
  public void onClosed() {
    onGone();
  }

  @Override
  boolean end() {
    boolean first = super.end();
    ByteStream streamed = stream;
    if (first && streamed != null) {
      streamed.end();
    }
    return first;
  }
}
