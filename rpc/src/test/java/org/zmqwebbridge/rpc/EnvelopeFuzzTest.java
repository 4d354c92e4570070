package org.zmqwebbridge.rpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.zmqwebbridge.rpc.zmq.RpcAddress;

/** A message falls into route and body without rest; an address is one of a strict form. */
class EnvelopeFuzzTest {
  private static final Pattern ADDRESS =
      Pattern.compile("tcp://(\\*|[A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+\\]):(\\*|[0-9]{1,5})");

  /** Frames of a length that a byte says, as far as there are bytes. */
  @FuzzTest
  void of(byte[] bytes) {
    List<byte[]> frames = new ArrayList<>(List.of(new byte[] {'r'}));
    for (int at = 0; at < bytes.length; ) {
      int end = Math.min(bytes.length, at + 1 + (bytes[at] & 0x0f));
      frames.add(Arrays.copyOfRange(bytes, at + 1, end));
      at = end;
    }
    Envelope envelope = Envelope.of(frames);
    List<byte[]> all = new ArrayList<>(envelope.route());
    all.addAll(envelope.body());
    assertEquals(frames, all, "the same arrays in their order");
    int last = envelope.route().size() - 1;
    assertTrue(last == 0 || envelope.route().get(last).length == 0);
    assertTrue(envelope.route().subList(1, Math.max(1, last)).stream().allMatch(f -> f.length > 0));
    boolean delimited = frames.stream().skip(1).anyMatch(frame -> frame.length == 0);
    assertEquals(delimited, last > 0);
    byte[] answer = {'!'};
    assertEquals(answer, envelope.with(answer).get(last + 1));
  }

  @FuzzTest
  void address(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    try {
      RpcAddress address = RpcAddress.toBind(text);
      assertTrue(ADDRESS.matcher(text).matches());
      assertEquals(text, address.text());
      assertEquals(text.endsWith(":*"), address.isAnyPort());
    } catch (IllegalArgumentException refused) {
      assertTrue(refused.getMessage().contains("is no address"), refused.getMessage());
    }
    try {
      RpcAddress.toConnect(text);
      assertTrue(ADDRESS.matcher(text).matches() && !text.contains("*"));
    } catch (IllegalArgumentException refused) {
      assertTrue(refused.getMessage().contains(text));
    }
  }
}
