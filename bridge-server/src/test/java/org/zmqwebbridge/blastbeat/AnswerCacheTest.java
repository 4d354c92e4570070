package org.zmqwebbridge.blastbeat;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.zmqwebbridge.blastbeat.wire.CacheLine;
import org.zmqwebbridge.flow.ByteBudget;
import org.zmqwebbridge.http1.BadAnswerException;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.observe.Counters;

/** What is kept, for how long, and what makes room. */
class AnswerCacheTest {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
  private static final long NOW = Long.MAX_VALUE - SECOND; // the clock may run over

  private final Counters counters = new Counters();
  private final AnswerCache cache = new AnswerCache(new ByteBudget(Long.MAX_VALUE), counters);

  private static byte[] answer(String body) {
    return ("HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body)
        .getBytes(ISO_8859_1);
  }

  private void keep(String key, long seconds, boolean isOverwriting, String body)
      throws BadAnswerException {
    cache.keep(new CacheLine(key, seconds, isOverwriting), answer(body), NOW);
  }

  private String body(String key, long now) {
    Kept kept = cache.answer(key, now);
    return kept == null ? null : new String(kept.body(), ISO_8859_1);
  }

  @Test
  void itIsKeptUntilItsTimeHasCome() throws BadAnswerException {
    cache.limit(10_000, 10);
    keep("/a", 2, false, "a");
    keep("/ever", 0, false, "b");
    assertEquals("a", body("/a", NOW + 2 * SECOND - 1));
    assertNull(body("/a", NOW + 2 * SECOND));
    assertEquals("b", body("/ever", NOW + 1_000_000 * SECOND));
    assertEquals(1, cache.size());
  }

  @Test
  void theFirstWinsUnlessTheSecondIsToReplaceIt() throws BadAnswerException {
    cache.limit(10_000, 10);
    keep("/a", 0, false, "one");
    keep("/a", 0, false, "two");
    assertEquals("one", body("/a", NOW));
    keep("/a", 0, true, "three");
    assertEquals("three", body("/a", NOW));
    assertEquals(1, cache.size());
  }

  @Test
  void anEmptyOneIsKeptNoMore() throws BadAnswerException {
    cache.limit(10_000, 10);
    keep("/a", 0, false, "one");
    cache.keep(new CacheLine("/a", 0, false), new byte[0], NOW);
    assertNull(body("/a", NOW));
    assertEquals(0, cache.bytes());
  }

  @Test
  void answersAndPiecesDoNotGetIntoEachOthersWay() throws BadAnswerException {
    cache.limit(10_000, 10);
    keep("/a", 0, false, "answer");
    cache.keepPiece(new CacheLine("/a", 0, false), new byte[] {1}, NOW);
    assertEquals("answer", body("/a", NOW));
    assertArrayEquals(new byte[] {1}, cache.piece("/a", NOW));
    cache.keepPiece(new CacheLine("/a", 0, false), new byte[0], NOW);
    assertNull(cache.piece("/a", NOW));
    assertNotNull(cache.answer("/a", NOW));
  }

  @Test
  void theOneThatWasAskedForLongestAgoMakesRoom() throws BadAnswerException {
    cache.limit(10_000, 2);
    keep("/a", 0, false, "a");
    keep("/b", 0, false, "b");
    assertEquals("a", body("/a", NOW));
    keep("/c", 0, false, "c");
    assertNull(body("/b", NOW));
    assertEquals("a", body("/a", NOW));
    assertEquals(1, counters.value(Counter.BLASTBEAT_CACHE_EVICTED));
  }

  @Test
  void whatIsLargerThanAllIsNotKeptAndPushesNothingOut() throws BadAnswerException {
    cache.limit(1_000, 10);
    keep("/a", 0, false, "a");
    keep("/b", 0, false, "b".repeat(1_000));
    assertNull(body("/b", NOW));
    assertEquals("a", body("/a", NOW));
    assertEquals(1, counters.value(Counter.BLASTBEAT_CACHE_EVICTED));
  }

  @Test
  void aSmallerLimitHoldsAtOnce() throws BadAnswerException {
    cache.limit(10_000, 10);
    keep("/a", 0, false, "a");
    cache.limit(0, 10);
    assertEquals(0, cache.size());
    assertEquals(0, cache.bytes());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x",
        "HTTP/1.1 200 OK\r\n\r\nno length",
        "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nlong",
        "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nlong",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "HTTP/1.1 100 Continue\r\n\r\n",
      })
  void whatIsNoWholeAnswerIsNotKept(String response) {
    cache.limit(10_000, 10);
    assertThrows(
        BadAnswerException.class,
        () -> cache.keep(new CacheLine("/a", 0, false), response.getBytes(ISO_8859_1), NOW));
    assertEquals(0, cache.size());
  }
}
