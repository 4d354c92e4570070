package org.zmqwebbridge;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.zmqwebbridge.edge.ConnectionLimits;
import org.zmqwebbridge.edge.ExchangeLimits;
import org.zmqwebbridge.edge.HandshakeLimits;
import org.zmqwebbridge.edge.StreamLimits;
import org.zmqwebbridge.virtualsocket.VirtualSocketLimits;
import org.zmqwebbridge.virtualsocket.second.SecondWireLimits;

class LimitsTest {
  static Stream<Record> limits() {
    return Stream.of(
        HandshakeLimits.DEFAULTS,
        ConnectionLimits.DEFAULTS,
        ExchangeLimits.DEFAULTS,
        StreamLimits.DEFAULTS,
        VirtualSocketLimits.DEFAULTS,
        SecondWireLimits.DEFAULTS);
  }

  @ParameterizedTest
  @MethodSource("limits")
  void everyLimitIsReplacedByItsNameAndAlone(Record defaults) throws ReflectiveOperationException {
    for (RecordComponent replaced : defaults.getClass().getRecordComponents()) {
      Object changed = with(defaults, replaced);
      for (RecordComponent each : defaults.getClass().getRecordComponents()) {
        Object before = each.getAccessor().invoke(defaults);
        boolean isReplaced = each.getName().equals(replaced.getName());
        assertEquals(
            isReplaced ? more(before) : before,
            each.getAccessor().invoke(changed),
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
    return method.invoke(limits, more(replaced.getAccessor().invoke(limits)));
  }

  /** One more; of limits within limits, one more of their first. */
  private static Object more(Object limit) throws ReflectiveOperationException {
    if (limit instanceof Record within) {
      return with(within, within.getClass().getRecordComponents()[0]);
    }
    return limit instanceof Integer number ? (Object) (number + 1) : (Object) ((Long) limit + 1);
  }
}
