package org.zmqwebbridge.blastbeat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.zmqwebbridge.blastbeat.config.BlastbeatConfig;
import org.zmqwebbridge.blastbeat.config.BlastbeatOptions;
import org.zmqwebbridge.blastbeat.config.RouterSpec;
import org.zmqwebbridge.blastbeat.config.VhostSpec;
import org.zmqwebbridge.kit.Await;
import org.zmqwebbridge.kit.CapturedLog;
import org.zmqwebbridge.observe.Counters;
import org.zmqwebbridge.zmq.ZmqContexts;
import org.zmqwebbridge.zmq.ZmqLoop;

/** The line of figures that BlastBeat has, as often as it has it. */
class ReportTest {
  private static final long NOW = Long.MAX_VALUE - 1; // the clock may run over
  private static final String LINE =
      ".*active sessions: 0 active connections: 2 running memory: [0-9]+ cache memory: 0 total"
          + " memory: [0-9]+";

  private final Counters counters = new Counters();
  private final ZmqContexts contexts = new ZmqContexts(counters);
  private final ZmqLoop loop = new ZmqLoop("test-loop", contexts, 0, 1500, () -> NOW, counters);

  @AfterEach
  void stop() {
    assertTrue(contexts.close(Await.DEADLINE_MILLIS));
  }

  private Report report(int seconds) {
    BlastbeatOptions usual = BlastbeatOptions.DEFAULTS;
    BlastbeatOptions options =
        new BlastbeatOptions(
            usual.pingMillis(),
            seconds,
            usual.maxHops(),
            usual.sessions(),
            usual.timeoutSeconds(),
            usual.maxWriteQueueBytes(),
            usual.memoryBytes(),
            usual.maxHeaders(),
            "",
            "");
    BlastbeatConfig config =
        BlastbeatConfig.of(
                List.of(),
                List.of(RouterSpec.parse("tcp://127.0.0.1:5000")),
                List.of(VhostSpec.of("localhost", "a")))
            .with(options);
    House house = new House(config, loop, 1 << 20, counters);
    Entrance entrance = new Entrance(house, 5_000, 20_000);
    entrance.count(2);
    return new Report(house, entrance);
  }

  private static List<String> lines(CapturedLog log) {
    return log.toString().lines().filter(line -> line.contains("active sessions")).toList();
  }

  private static long seconds(double after) {
    return NOW + (long) (after * TimeUnit.SECONDS.toNanos(1));
  }

  @Test
  void aLineComesEachTimeThatSoManySecondsHavePassed() {
    Report report = report(60);
    try (CapturedLog log = CapturedLog.open()) {
      report.onTick(seconds(59.9));
      assertEquals(List.of(), lines(log));
      report.onTick(seconds(60));
      report.onTick(seconds(60.1));
      report.onTick(seconds(119.9));
      assertEquals(1, lines(log).size());
      assertTrue(lines(log).get(0).matches(LINE), lines(log)::toString);
      report.onTick(seconds(120));
      assertEquals(2, lines(log).size());
    }
  }

  @Test
  void noneComesWhereNoneIsWanted() {
    Report report = report(0);
    try (CapturedLog log = CapturedLog.open()) {
      report.onTick(seconds(100_000));
      assertEquals(List.of(), lines(log));
    }
  }
}
