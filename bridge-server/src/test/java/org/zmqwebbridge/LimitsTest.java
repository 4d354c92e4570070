package org.zmqwebbridge;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.zmqwebbridge.edge.ConnectionLimits;
import org.zmqwebbridge.edge.HandshakeLimits;
import org.zmqwebbridge.virtualsocket.VirtualSocketLimits;

class LimitsTest {
  static Stream<Record> limits() {
    return Stream.of(
        HandshakeLimits.DEFAULTS, ConnectionLimits.DEFAULTS, VirtualSocketLimits.DEFAULTS);
  }

  @ParameterizedTest
  @MethodSource("limits")
  void everyLimitIsReplacedByItsNameAndAlone(Record defaults) throws ReflectiveOperationException {
    for (RecordComponent replaced : defaults.getClass().getRecordComponents()) {
      Object changed = with(defaults, replaced);
      for (RecordComponent each : defaults.getClass().getRecordComponents()) {
        long before = ((Number) each.getAccessor().invoke(defaults)).longValue();
        long after = ((Number) each.getAccessor().invoke(changed)).longValue();
        assertEquals(
            before + (each.getName().equals(replaced.getName()) ? 1 : 0),
            after,
            each + " of " + replaced);
      }
    }
  }

  /** The same with one more of one of them. */
  private static Object with(Record limits, RecordComponent replaced)
      throws ReflectiveOperationException {
    String name = replaced.getName();
    String wither = "with" + name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
    Method method = limits.getClass().getMethod(wither, replaced.getType());
    long more = ((Number) replaced.getAccessor().invoke(limits)).longValue() + 1;
    return replaced.getType() == int.class
        ? method.invoke(limits, (int) more)
        : method.invoke(limits, more);
  }
}
