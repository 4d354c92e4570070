package org.zmqwebbridge.rpc.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Java values as JSON. */
class JsonValuesTest {

  record Row(String name, List<Integer> cells, Optional<String> note) {}

  @Test
  void valuesOfEveryKindHaveTheirForm() {
    assertEquals(
        "[null,\"a\",[1,[2]],1.5,true,\"c\",\"SECONDS\",{\"k\":[]},"
            + "{\"name\":\"n\",\"cells\":[1,2],\"note\":null}]",
        JsonValues.of(
                Arrays.asList(
                    null,
                    "a",
                    new Object[] {1, new int[] {2}},
                    1.5,
                    true,
                    'c',
                    TimeUnit.SECONDS,
                    Map.of("k", List.of()),
                    new Row("n", List.of(1, 2), Optional.empty())))
            .toString());
  }

  @Test
  void valuesWithoutAFormAreRefused() {
    List<Object> itself = new ArrayList<>();
    itself.add(itself);
    for (Object value : List.of(Double.NaN, Float.POSITIVE_INFINITY, new Object(), itself)) {
      assertThrows(IllegalArgumentException.class, () -> JsonValues.of(value));
    }
  }
}
