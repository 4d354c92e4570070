package org.zmqwebbridge.zmq;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.math.BigInteger;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;
import org.zmqwebbridge.fuzz.Choices;

/** A key file is read as one, or refused without a word of what is in it. */
class CurveCertificateFuzzTest {
  private static final String ALPHABET =
      "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.-:+=^!/*?&<>()[]{}@%$#";
  private static final String PUBLIC = "i39TkC8oeXs4p9c/MOeH5eBhlAGjEO):BH^wH.7{";
  private static final String SECRET = "gsv^YxoR6}+/4DgSb<VL?b(Hjgo$tjA[eJ(Dk$.8";

  static Stream<byte[]> files() {
    return Stream.of(
            "# by pyzmq\n\nmetadata\ncurve\n    public-key = \"" + PUBLIC + "\"\n",
            "curve\n    public-key = \"" + PUBLIC + "\"\n    secret-key = \"" + SECRET + "\"\n",
            "curve\n\tsecret-key='" + SECRET + "'",
            PUBLIC + "\n",
            "#" + PUBLIC.substring(1),
            "#####".repeat(8))
        .map(text -> text.getBytes(UTF_8));
  }

  @MethodSource("files")
  @FuzzTest
  void parse(byte[] bytes) {
    check(new String(bytes, UTF_8));
  }

  /** Files made of the lines that files are made of. */
  @FuzzTest
  void lines(byte[] bytes) {
    Choices choices = new Choices(bytes);
    StringBuilder text = new StringBuilder();
    while (choices.hasMore()) {
      text.append(
          choices.of(
              "curve",
              "metadata",
              "\n",
              "\r\n",
              "    ",
              "public-key",
              "secret-key",
              " = ",
              "\"",
              "'",
              "#",
              PUBLIC,
              SECRET,
              choices.text(5)));
    }
    check(text.toString());
  }

  private static void check(String text) {
    try {
      CurveKey key = CurveKey.parseFile(text);
      assertTrue(text.contains(key.toString()), "a key that nobody wrote");
      assertEquals(key, CurveKey.parse(key.toString()));
      assertEquals(Set.of(key), CurveKey.parseList(key + "\n\n# a comment\n" + key));
    } catch (IllegalArgumentException refused) {
      assertSaysNothing(refused, text);
      assertFalse(isKey(text.strip()), "refused: " + text);
    }
    try {
      String written = CurveKeyPair.parse(text).toString();
      assertFalse(text.contains(SECRET) && written.contains(SECRET));
    } catch (IllegalArgumentException refused) {
      assertSaysNothing(refused, text);
    }
    try {
      CurveKey.parseList(text).forEach(key -> assertTrue(text.contains(key.toString())));
    } catch (IllegalArgumentException refused) {
      assertSaysNothing(refused, text);
    }
  }

  private static void assertSaysNothing(IllegalArgumentException refused, String text) {
    assertFalse(refused.getMessage().contains(SECRET));
    assertFalse(refused.getMessage().contains(PUBLIC));
    assertFalse(refused.getMessage().isBlank(), text);
  }

  /** RFC 32: five characters are a number of 32 bits to the base of 85. */
  private static boolean isKey(String text) {
    if (text.length() != 40 || !text.chars().allMatch(c -> ALPHABET.indexOf(c) >= 0)) {
      return false;
    }
    for (int i = 0; i < 40; i += 5) {
      BigInteger number = BigInteger.ZERO;
      for (int j = i; j < i + 5; j++) {
        int digit = ALPHABET.indexOf(text.charAt(j));
        number = number.multiply(BigInteger.valueOf(85)).add(BigInteger.valueOf(digit));
      }
      if (number.bitLength() > 32) {
        return false;
      }
    }
    return true;
  }
}
