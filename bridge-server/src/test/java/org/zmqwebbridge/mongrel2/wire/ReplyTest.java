package org.zmqwebbridge.mongrel2.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReplyTest {
  private static Reply read(String text) throws MalformedReplyException {
    return Reply.read(text.getBytes(ISO_8859_1), 3);
  }

  @Test
  void idsAndBodyAreRead() throws MalformedReplyException {
    Reply reply = read("1-aZ 5:1 2 1, body, and more");
    assertEquals("1-aZ", reply.uuid());
    assertArrayEquals(new long[] {1, 2, 1}, reply.ids());
    assertEquals("body, and more", new String(reply.body(), ISO_8859_1));
    assertFalse(reply.isExtended());
  }

  @Test
  void emptyBodyAndTrailingSpaceAndLargeIdsAreRead() throws MalformedReplyException {
    assertEquals(0, read("a 1:1, ").body().length);
    assertArrayEquals(new long[] {7}, read("a 2:7 , x").ids());
    assertArrayEquals(new long[] {4_294_967_295L}, read("a 10:4294967295, x").ids());
  }

  @Test
  void orderIsToldApart() throws MalformedReplyException {
    Reply reply = read("a 5:X 1 2, 20:3:ctl,10:1:a,3:1:b,}]");
    assertTrue(reply.isExtended());
    assertArrayEquals(new long[] {1, 2}, reply.ids());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a",
        "a ",
        " 1:1, x",
        "a_ 1:1, x",
        "a  1:1, x",
        "a :1, x",
        "a 1:1",
        "a 1:1,",
        "a 1:1,x",
        "a 2:1, x",
        "a 9999999:1, x",
        "a 999999:1, x",
        "a 0:, x",
        "a 1: , x",
        "a 3:1  , x",
        "a 4:1  2, x",
        "a 2:X , x",
        "a 1:X, x",
        "a 3:1,2, x",
        "a 2:-1, x",
        "a 11:12345678901, x",
        "a 7:1 2 3 4, x"
      })
  void whatIsNoReplyIsRefused(String wrong) {
    assertThrows(MalformedReplyException.class, () -> read(wrong));
  }

  private static ExtendedReply order(String text) throws MalformedReplyException {
    return ExtendedReply.read(text.getBytes(ISO_8859_1));
  }

  @Test
  void orderIsAListOfAWordAndWhatBelongsToIt() throws MalformedReplyException {
    ExtendedReply credits = order("27:3:ctl,17:7:credits,4:1000#}]");
    assertEquals(ExtendedReply.CONTROL, credits.word());
    assertEquals(Map.of("credits", 1000L), credits.map());
    assertEquals("", credits.text());
    ExtendedReply file = order("19:8:sendfile,5:a.txt,]");
    assertEquals(ExtendedReply.FILE, file.word());
    assertEquals("a.txt", file.text());
    assertEquals(Map.of(), file.map());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "0:]", "6:3:ctl,]", "3:ctl,", "5:3:ctl]", "8:1:1#1:2#]"})
  void whatIsNoOrderIsRefused(String wrong) {
    assertThrows(MalformedReplyException.class, () -> order(wrong));
  }
}
