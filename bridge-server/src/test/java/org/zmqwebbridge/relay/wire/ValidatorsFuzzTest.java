package org.zmqwebbridge.relay.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.math.BigInteger;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a subscriber says of its place is read as the grammar has it, or not at all; what it is told
 * of one is read as that.
 */
class ValidatorsFuzzTest {
  private static final Pattern TAG = Pattern.compile("([0-9]{1,10})|(?:W/)?\"([0-9]{1,10})\"");

  static Stream<byte[]> seeds() {
    return Stream.of(
            "Fri, 20 Nov 2026 20:47:10 GMT\n0",
            "Friday, 20-Nov-26 20:47:10 GMT\n\"0\"",
            "Fri Nov 20 20:47:10 2026\nW/\"17\"",
            "Sun Nov  6 08:49:37 1994\n\"\"",
            "Tue, 29 Feb 2000 00:00:00 GMT\n2147483647",
            "Mon, 29 Feb 2100 00:00:00 GMT\n2147483648",
            "Thu, 01 Jan 1970 00:00:00 GMT\n00000000001",
            "Wed, 31 Dec 1969 23:59:59 GMT\n-1",
            "Fri, 31 Dec 9999 23:59:59 GMT\nW/0",
            "Fri, 31 Dec +19999 23:59:59 GMT\n*",
            "fri, 20 nov 2026 20:47:10 gmt\n\"0\", \"1\"",
            "Fri, 20 Nov 2026 20:47:60 GMT\n\u00b2",
            "\n")
        .map(seed -> seed.getBytes(ISO_8859_1));
  }

  @MethodSource("seeds")
  @FuzzTest
  void read(byte[] bytes) {
    String text = new String(bytes, ISO_8859_1);
    int line = text.indexOf('\n');
    Optional<String> since = Optional.of(line < 0 ? text : text.substring(0, line));
    Optional<String> tag = line < 0 ? Optional.empty() : Optional.of(text.substring(line + 1));
    Validators read = Validators.read(since, tag);
    OptionalLong seconds = ReferenceDate.parse(since.get().strip());
    OptionalInt number = tag.map(ValidatorsFuzzTest::number).orElse(OptionalInt.empty());
    assertEquals(seconds, read.since(), text);
    assertEquals(number, read.tag(), text);
    assertEquals(seconds.isPresent() && tag.isPresent() == number.isPresent(), read.isSound());
    seconds.ifPresent(ValidatorsFuzzTest::survives);
  }

  private static OptionalInt number(String text) {
    Matcher parts = TAG.matcher(text.strip());
    if (!parts.matches()) {
      return OptionalInt.empty();
    }
    BigInteger number = new BigInteger(parts.group(1) == null ? parts.group(2) : parts.group(1));
    return number.bitLength() > 31 ? OptionalInt.empty() : OptionalInt.of(number.intValueExact());
  }

  private static void survives(long seconds) {
    String written = HttpDate.format(seconds);
    assertEquals(29, written.length(), written);
    assertTrue(written.endsWith(" GMT"), written);
    assertEquals(OptionalLong.of(seconds), ReferenceDate.parse(written));
    assertEquals(OptionalLong.of(seconds), HttpDate.parse(written));
  }
}
