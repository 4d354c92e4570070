package org.zmqwebbridge.relay;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zmqwebbridge.auth.Topics;
import org.zmqwebbridge.channel.Channels;
import org.zmqwebbridge.channel.Item;
import org.zmqwebbridge.channel.Published;
import org.zmqwebbridge.flow.SlowReaders;
import org.zmqwebbridge.gateway.Encoder;
import org.zmqwebbridge.gateway.Encoding;
import org.zmqwebbridge.gateway.EndpointSpec;
import org.zmqwebbridge.gateway.GatewayShards;
import org.zmqwebbridge.gateway.JoinError;
import org.zmqwebbridge.gateway.Notice;
import org.zmqwebbridge.gateway.Subscriber;
import org.zmqwebbridge.gateway.SubscriberSeat;
import org.zmqwebbridge.gateway.Topic;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.observe.Counters;
import org.zmqwebbridge.observe.Tally;

/**
 * What a SUB endpoint hears, published in channels: of two parts the channel's name and the body;
 * of three the name, the body's media type and the body; of one the name up to the first space, and
 * the body after it. Anything else is dropped, and counted.
 *
 * <p>Owner thread: the loop's. Lifetime: from {@link #start} until it leaves.
 */
final class Feed implements Subscriber {
  private static final Logger log = LoggerFactory.getLogger(Feed.class);
  private static final long OF_THE_BRIDGE = 0; // no connection has this id
  private static final int MAX_NAME_BYTES = 512;

  private final FeedSpec spec;
  private final Channels channels;
  private final Counters counters;
  private final SubscriberSeat seat;

  Feed(FeedSpec spec, Channels channels, GatewayShards gateways, Counters counters) {
    this.spec = spec;
    this.channels = channels;
    this.counters = counters;
    EndpointSpec endpoint =
        gateways
            .directory()
            .named(spec.endpoint())
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "relay.feeds: there is no endpoint " + spec.endpoint()));
    List<Topic> topics =
        spec.topics().isEmpty()
            ? List.of(Topic.of(""))
            : spec.topics().stream().map(Topic::of).toList();
    this.seat = gateways.seat(endpoint, this, Topics.ALL, topics);
  }

  void start() {
    seat.join();
  }

  void leave() {
    seat.leave();
  }

  private void publish(List<byte[]> parts) {
    Optional<Publication> read = Publication.of(parts);
    if (read.isEmpty()) {
      counters.increment(Counter.FEEDS_UNREADABLE);
      return;
    }
    Publication publication = read.get();
    CompletionStage<Published> unused =
        channels
            .publish(
                publication.channel(),
                new Item(publication.contentType(), "", publication.body()),
                spec.retention(),
                true,
                Optional.empty())
            .exceptionally(
                failure -> {
                  counters.increment(Counter.FEEDS_DROPPED);
                  return null;
                });
  }

  /** What a publication of ZeroMQ means here. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Publication(String channel, String contentType, byte[] body) {
    static Optional<Publication> of(List<byte[]> parts) {
      return switch (parts.size()) {
        case 1 -> ofOne(parts.get(0));
        case 2 -> name(parts.get(0)).map(name -> new Publication(name, "", parts.get(1)));
        case 3 ->
            name(parts.get(0))
                .flatMap(
                    name ->
                        mediaType(parts.get(1))
                            .map(type -> new Publication(name, type, parts.get(2))));
        default -> Optional.empty();
      };
    }

    private static Optional<Publication> ofOne(byte[] part) {
      int space = 0;
      while (space < part.length && part[space] != ' ') {
        space++;
      }
      if (space == part.length) {
        return Optional.empty();
      }
      byte[] body = Arrays.copyOfRange(part, space + 1, part.length);
      return name(Arrays.copyOf(part, space)).map(name -> new Publication(name, "", body));
    }

    private static Optional<String> name(byte[] utf8) {
      return utf8.length == 0 || utf8.length > MAX_NAME_BYTES ? Optional.empty() : text(utf8);
    }

    /** One that may stand in a header. */
    private static Optional<String> mediaType(byte[] text) {
      return text(text).filter(type -> type.chars().allMatch(c -> c >= ' ' && c < 0x7f));
    }

    private static Optional<String> text(byte[] utf8) {
      try {
        return Optional.of(UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString());
      } catch (CharacterCodingException none) {
        return Optional.empty();
      }
    }
  }

  // As a subscriber

  private record Whole() implements Encoding {
    @Override
    public Encoder<?> newEncoder() {
      return new Gathering();
    }
  }

  /** Gathers publications as they are. */
  private static final class Gathering implements Encoder<List<byte[]>> {
    private final List<List<byte[]>> gathered = new ArrayList<>();

    @Override
    public List<byte[]> prepare(long offset, List<byte[]> parts, int max, Tally tally) {
      if (parts.stream().mapToLong(part -> part.length).sum() > max) {
        tally.increment(Counter.PUBLICATIONS_TOO_LARGE);
        return null;
      }
      return List.copyOf(parts);
    }

    @Override
    public void begin(Encoding encoding) {
      gathered.clear();
    }

    @Override
    public void add(List<byte[]> publication) {
      gathered.add(publication);
    }

    @Override
    public int count() {
      return gathered.size();
    }
  }

  @Override
  public Encoding encoding() {
    return new Whole();
  }

  @Override
  public void publications(Encoder<?> encoded, SlowReaders slowReaders) {
    ((Gathering) encoded).gathered.forEach(this::publish);
  }

  @Override
  public void joined() {
    log.info("channels of {} are fed by {}", spec.store(), spec.endpoint());
  }

  @Override
  public void refused(JoinError error) {
    log.error(
        "channels of {} cannot be fed by {}: {}", spec.store(), spec.endpoint(), error.text());
  }

  @Override
  public boolean wantsNotices() {
    return false;
  }

  @Override
  public void notice(Notice notice, long count) {}

  @Override
  public long connectionId() {
    return OF_THE_BRIDGE;
  }

  @Override
  public int number() {
    return 1;
  }

  @Override
  public String toString() {
    return "the feed of " + spec.store() + " by " + spec.endpoint();
  }
}
