package org.zmqwebbridge.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.ArrayList;
import java.util.List;
import org.zmqwebbridge.fuzz.Choices;

/** A peer's message falls into envelope, body and identity, in this order, without rest. */
class PageRequestFuzzTest {
  @FuzzTest
  void of(byte[] bytes) {
    Choices choices = new Choices(bytes);
    List<byte[]> frames = new ArrayList<>(List.of(choices.bytes(5))); // the peer's routing id
    while (choices.hasMore()) {
      frames.add(choices.bytes(choices.yes() ? 0 : 12));
    }
    PageRequest ask = PageRequest.of(frames);
    if (ask == null) {
      assertEquals(1, frames.size(), "only a routing id is no ask");
      return;
    }
    List<byte[]> parts = new ArrayList<>(ask.envelope());
    parts.addAll(ask.body());
    assertEquals(frames.subList(0, frames.size() - 1), parts, "the same arrays in their order");
    assertEquals(new String(frames.get(frames.size() - 1), UTF_8), ask.identity());
    long delimiters = ask.envelope().stream().skip(1).filter(frame -> frame.length == 0).count();
    boolean delimited = frames.subList(1, frames.size() - 1).stream().anyMatch(f -> f.length == 0);
    assertEquals(delimited ? 1 : 0, delimiters);
    assertTrue(delimited || ask.envelope().size() == 1, "without a delimiter, only the routing id");
    long size = ask.body().stream().mapToLong(frame -> frame.length).sum();
    assertEquals(size, ask.bodyBytes());
    assertNull(PageRequest.of(frames.subList(0, 1)));
    isTheSameForAnyPageWithTheLastFrameInItsBody(frames, ask);
  }

  private static void isTheSameForAnyPageWithTheLastFrameInItsBody(
      List<byte[]> frames, PageRequest named) {
    PageRequest any = PageRequest.forAny(frames);
    List<byte[]> body = new ArrayList<>(named.body());
    body.add(frames.get(frames.size() - 1));
    assertEquals(named.envelope(), any.envelope());
    assertEquals(body, any.body());
    assertEquals("", any.identity());
    assertNull(PageRequest.forAny(frames.subList(0, 1)));
  }
}
