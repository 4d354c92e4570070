package org.zmqwebbridge.relay.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** A place that a client comes back with is one by the grammar, written apart, or none. */
class PlaceIdFuzzTest {
  private static final Pattern ID = Pattern.compile("([0-9]{1,12}):(.*)", Pattern.DOTALL);
  private static final Pattern TAG = Pattern.compile("([0-9]{1,10}|-)|\\[([0-9]{1,10}|-)]");

  static Stream<byte[]> seeds() {
    return Stream.of("17:0", "27:[0],-", "27:0,[0]", "37:-,-,[12]", "2:,", "27:[1,2]", "27:0,0,0")
        .map(seed -> seed.getBytes(UTF_8));
  }

  @MethodSource("seeds")
  @FuzzTest
  void ids(byte[] bytes) {
    if (bytes.length == 0) {
      return;
    }
    int channels = 1 + (bytes[0] & 7);
    String text = new String(bytes, 1, bytes.length - 1, UTF_8);
    Optional<PlaceId> read = PlaceId.parse(text, channels);
    Optional<List<Integer>> wanted = reference(text, channels);
    assertEquals(wanted.isPresent(), read.isPresent(), text);
    if (read.isPresent()) {
      for (int i = 0; i < channels; i++) {
        assertEquals(wanted.get().get(i), read.get().tag(i), text);
      }
      String written = read.get().toString();
      assertEquals(written, PlaceId.parse(written, channels).orElseThrow().toString());
    }
  }

  private static Optional<List<Integer>> reference(String text, int channels) {
    Matcher id = ID.matcher(text);
    if (!id.matches()) {
      return Optional.empty();
    }
    String[] members = id.group(2).split(",", -1);
    if (members.length != channels || id.group(2).length() > channels * 13) {
      return Optional.empty();
    }
    List<Integer> tags = new ArrayList<>();
    for (String member : members) {
      Matcher tag = TAG.matcher(member);
      if (!tag.matches()) {
        return Optional.empty();
      }
      String number = tag.group(1) == null ? tag.group(2) : tag.group(1);
      long value = number.equals("-") ? -1 : Long.parseLong(number);
      if (value > Integer.MAX_VALUE) {
        return Optional.empty();
      }
      tags.add((int) value);
    }
    return Optional.of(tags);
  }
}
