package org.zmqwebbridge.tnetstring;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Tagged netstrings, by the examples of their specification. */
class TnetstringTest {
  private static Object read(String text) throws MalformedTnetstringException {
    return TnetstringReader.whole(text.getBytes(ISO_8859_1), 0);
  }

  private static String write(Object value) {
    return new String(TnetstringWriter.write(value), ISO_8859_1);
  }

  @Test
  void eachTypeIsRead() throws Exception {
    assertArrayEquals("hello".getBytes(ISO_8859_1), (byte[]) read("5:hello,"));
    assertEquals(12345L, read("5:12345#"));
    assertEquals(-1L, read("2:-1#"));
    assertEquals(1.5, read("3:1.5^"));
    assertEquals(true, read("4:true!"));
    assertEquals(false, read("5:false!"));
    assertNull(read("0:~"));
    assertEquals(List.of(1L, 2L), read("8:1:1#1:2#]"));
    assertEquals(Map.of("a", List.of()), read("7:1:a,0:]}"));
  }

  @Test
  void eachTypeIsWritten() {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("b", new byte[] {0, (byte) 0xFF});
    all.put("t", "é");
    all.put("n", null);
    all.put("l", List.of(7, true, 0.5));
    assertEquals("50:1:b,2:\0\u00FF,1:t,2:Ã©,1:n,0:~1:l,17:1:7#4:true!3:0.5^]}", write(all));
  }

  @Test
  void oneFollowsOnTheOther() throws Exception {
    TnetstringReader reader = new TnetstringReader("xx1:a,1:2#".getBytes(ISO_8859_1), 2);
    assertArrayEquals(new byte[] {'a'}, (byte[]) reader.next());
    assertEquals(6, reader.position());
    assertEquals(2L, reader.next());
    assertEquals(true, reader.isAtEnd());
  }

  @Test
  void whatIsNoneIsRefused() {
    for (String wrong :
        List.of(
            "",
            ":",
            "5",
            "5:",
            "5:hell,",
            "5:hello",
            "5:hello?",
            "05:hello,",
            "9999999999:a,",
            "999999999:a,",
            "-1:a,",
            "1:a,x",
            "1:x#",
            "0:#",
            "1:-#",
            "19:1234567890123456789#",
            "3:NaN^",
            "5:1e999^",
            "0:^",
            "3:yes!",
            "1:x~",
            "3:1:a]",
            "4:1:a,}",
            "6:1:1#0:~}",
            "12:1:a,0:~1:a,0:~}")) {
      assertThrows(MalformedTnetstringException.class, () -> read(wrong), wrong);
    }
  }

  @Test
  void nestingIsBounded() throws Exception {
    byte[] deep = TnetstringWriter.write(List.of());
    for (int i = 0; i < TnetstringReader.MAX_DEPTH; i++) {
      deep = wrapped(deep);
    }
    Object unused = TnetstringReader.whole(deep, 0);
    byte[] deeper = wrapped(deep);
    assertThrows(MalformedTnetstringException.class, () -> TnetstringReader.whole(deeper, 0));
  }

  private static byte[] wrapped(byte[] inside) {
    byte[] length = (inside.length + ":").getBytes(ISO_8859_1);
    byte[] whole = Arrays.copyOf(length, length.length + inside.length + 1);
    System.arraycopy(inside, 0, whole, length.length, inside.length);
    whole[whole.length - 1] = ']';
    return whole;
  }
}
