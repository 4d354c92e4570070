package org.zmqwebbridge.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;
import org.zmqwebbridge.virtualsocket.wire.Conversations;

/** Text is read as the grammar says, by a parser that was written apart from the product's. */
public class StrictJsonFuzzTest {
  static Stream<byte[]> structuredContents() {
    return Conversations.structuredContents();
  }

  @MethodSource("structuredContents")
  @FuzzTest
  void object(byte[] bytes) {
    String text = new String(bytes, UTF_8);
    Object expected = expected(text);
    try {
      same(expected, StrictJson.object(text));
    } catch (MalformedTextException refused) {
      assertTrue(!(expected instanceof Map), refused.getMessage());
    }
  }

  @MethodSource("structuredContents")
  @FuzzTest
  void array(byte[] bytes) {
    String text = new String(bytes, UTF_8);
    Object expected = expected(text);
    try {
      same(expected, StrictJson.array(text));
    } catch (MalformedTextException refused) {
      assertTrue(!(expected instanceof List), refused.getMessage());
    }
  }

  private static Object expected(String text) {
    try {
      return ReferenceJson.read(text);
    } catch (ReferenceJson.NoJson malformed) {
      return null;
    }
  }

  public static void same(Object expected, Object actual) {
    if (expected == ReferenceJson.NULL) {
      assertNull(actual);
    } else if (expected instanceof Map<?, ?> members) {
      Map<?, ?> others = assertInstanceOf(Map.class, actual);
      assertEquals(new ArrayList<>(members.keySet()), new ArrayList<>(others.keySet()));
      members.forEach((name, value) -> same(value, others.get(name)));
    } else if (expected instanceof List<?> elements) {
      List<?> others = assertInstanceOf(List.class, actual);
      assertEquals(elements.size(), others.size());
      Iterator<?> other = others.iterator();
      elements.forEach(element -> same(element, other.next()));
    } else if (expected instanceof BigDecimal number) {
      assertEquals(0, number.compareTo(new BigDecimal(actual.toString())), actual.toString());
      assertTrue(
          actual instanceof Long || actual instanceof Double || actual instanceof BigDecimal);
    } else {
      assertEquals(expected, actual);
    }
  }
}
