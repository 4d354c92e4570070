package org.zmqwebbridge.it.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.zmqwebbridge.channel.Message;
import org.zmqwebbridge.channel.MessageId;
import org.zmqwebbridge.channel.Place;
import org.zmqwebbridge.channel.Stretch;
import org.zmqwebbridge.channel.redis.RedisFormat;
import org.zmqwebbridge.channel.redis.RedisSettings;

/** What hbpush 0.1.0 has written is read, and what is written it can read. */
final class HbpushFormatTest {
  private static final long SECOND = 1_290_000_000; // hbpush's days

  private final RedisProcess redis = RedisProcess.start();
  private final RedisSettings settings =
      RedisSettings.of(redis.server()).with(OneBridge.QUICK).with(RedisFormat.HBPUSH, "push_");

  @AfterEach
  void stop() {
    redis.close();
  }

  private static String score(long second, int tag) {
    return Double.toString(Double.longBitsToDouble((second << 30) + tag));
  }

  /** As hbpush writes one. */
  private void write(long second, int tag, String body) {
    String member =
        "Last-Modified: Wed, 17 Nov 2010 13:20:00 GMT\r\nContent-Type: text/x\r\nEtag: "
            + tag
            + "\r\n\r\n"
            + body;
    redis.ask("ZADD", "push_c", score(second, tag), member);
  }

  @Test
  void theScoreIsADoublesBitsAndNotATime() {
    try (OneBridge one = OneBridge.at(settings)) {
      MessageId id = null;
      for (int i = 0; i < 3; i++) {
        id = one.publish("body " + i).message().id();
      }
      String[] answer = redis.ask("ZRANGE", "push_c", "-1", "-1", "WITHSCORES").split("\r\n", -1);
      double score = Double.parseDouble(answer[answer.length - 2]);
      assertTrue(score < 1e-100, "no time: " + score);
      assertEquals((id.seconds() << 30) + id.tag(), Double.doubleToRawLongBits(score));
      assertEquals(id.toString(), Double.doubleToRawLongBits(score) / (1L << 30) + ":" + id.tag());
    }
  }

  @Test
  void membersAreHeadersAndBody() {
    write(SECOND, 0, "old");
    try (OneBridge one = OneBridge.at(settings)) {
      MessageId id = one.publish("new").message().id();
      String date =
          java.time.format.DateTimeFormatter.RFC_1123_DATE_TIME
              .withZone(java.time.ZoneOffset.UTC)
              .format(java.time.Instant.ofEpochSecond(id.seconds()))
              .replaceFirst(", (\\d) ", ", 0$1 ");
      String member =
          "Last-Modified: "
              + date
              + "\r\nContent-Type: text/plain\r\nEtag: "
              + id.tag()
              + "\r\n\r\nnew";
      assertTrue(redis.ask("ZRANGE", "push_c", "1", "1").contains(member), member);
    }
  }

  @Test
  void anOldDeploymentsMessagesAreAllThereAndNoneIsAGap() {
    IntStream.range(0, 25).forEach(i -> write(SECOND + i / 10, i % 10, "old " + i));
    try (OneBridge one = OneBridge.at(settings)) {
      one.follow();
      Stretch all = OneBridge.now(one.store.read("c", Place.OLDEST, 100));
      assertEquals(25, all.messages().size());
      Message third = all.messages().get(2);
      assertEquals(new MessageId(SECOND, 2), third.id());
      assertEquals("text/x", third.contentType());
      assertEquals(
          IntStream.range(1, 26).mapToObj(i -> (long) i).toList(),
          all.messages().stream().map(Message::offset).toList());
      MessageId old = new MessageId(SECOND + 1, 4);
      Stretch rest = OneBridge.now(one.store.read("c", new Place.After(old), 100));
      assertEquals(10, rest.messages().size());
      assertFalse(rest.hasGap(), "a client of the old deployment goes on from where it was");
      assertEquals(26, one.publish("new").message().offset());
      one.awaitTold("c new");
      assertEquals(List.of("c new"), one.heard.told);
      assertEquals(26, one.kept().size());
    }
  }

  @Test
  void whatHbpushWritesMeanwhileIsToldInItsPlace() {
    try (OneBridge one = OneBridge.at(settings)) {
      one.follow();
      MessageId first = one.publish("1").message().id();
      one.awaitTold("c 1");
      write(first.seconds(), first.tag() + 1, "of hbpush");
      one.awaitTold("c of hbpush"); // by the check of its position
      MessageId next = one.publish("3").message().id();
      one.awaitTold("c 3");
      assertEquals(List.of("c 1", "c of hbpush", "c 3"), one.heard.told);
      assertTrue(next.isAfter(new MessageId(first.seconds(), first.tag() + 1)));
    }
  }

  @Test
  void aHoleIsFilledHereToo() {
    try (DeafProxy proxy = new DeafProxy(redis);
        OneBridge deaf =
            OneBridge.at(
                RedisSettings.of(proxy.server())
                    .with(OneBridge.QUICK)
                    .with(RedisFormat.HBPUSH, "push_"));
        OneBridge other = OneBridge.at(settings)) {
      deaf.follow();
      other.publish("0");
      deaf.awaitTold("c 0");
      proxy.swallow(true);
      other.publish("1");
      other.publish("2");
      org.zmqwebbridge.kit.Await.await("it to be swallowed", () -> proxy.swallowed() > 0);
      proxy.swallow(false);
      other.publish("3");
      deaf.awaitTold("c 3");
      assertEquals(List.of("c 0", "c 1", "c 2", "c 3"), deaf.heard.told);
    }
  }
}
