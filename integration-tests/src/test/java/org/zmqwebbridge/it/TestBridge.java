package org.zmqwebbridge.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.zmqwebbridge.Bridge;
import org.zmqwebbridge.BridgeBuilder;
import org.zmqwebbridge.Configured;
import org.zmqwebbridge.ReloadReport;
import org.zmqwebbridge.kit.Await;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.observe.Gauge;

/**
 * A running bridge on an ephemeral port, which does not wait for requests when it closes, unless
 * the test says otherwise. Closing it also checks that its loop caught no exception: each would be
 * a bug.
 */
public final class TestBridge implements AutoCloseable {
  private final Bridge bridge;
  private final Wire wire;

  private TestBridge(Bridge bridge, Wire wire) {
    this.bridge = bridge;
    this.wire = wire;
  }

  public static TestBridge start(UnaryOperator<BridgeBuilder> settings) {
    return start(Wire.CLEAR, settings);
  }

  public static TestBridge start(Wire wire, UnaryOperator<BridgeBuilder> settings) {
    BridgeBuilder builder = wire.configure(Bridge.builder().listen("127.0.0.1:0").drainMillis(0));
    return new TestBridge(settings.apply(builder).build().start(), wire);
  }

  /** One that is configured by settings, as {@code --set} takes them. */
  public static TestBridge configured(String... settings) {
    return of(Configured.by(ephemeral(settings)));
  }

  /** One that is configured by a file with this text, and by settings. */
  public static TestBridge configuredBy(String yaml, String... settings) {
    return of(Configured.byYaml(yaml, ephemeral(settings)));
  }

  static TestBridge of(BridgeBuilder builder) {
    return new TestBridge(builder.build().start(), Wire.CLEAR);
  }

  /** These settings, and free ports. */
  static String[] ephemeral(String... settings) {
    return Stream.concat(
            Stream.of("listen=127.0.0.1:0", "management=127.0.0.1:0", "deadlines.drainMillis=0"),
            Stream.of(settings))
        .toArray(String[]::new);
  }

  public Bridge bridge() {
    return bridge;
  }

  /** Another configuration, as {@code --set} takes it, for the same ports. */
  ReloadReport reload(String... settings) {
    return bridge.reload(Configured.by(ephemeral(settings)));
  }

  public Wire wire() {
    return wire;
  }

  public int port() {
    return bridge.port();
  }

  /** A page that has shaken hands. */
  public RawPage page() {
    return RawPage.open(upgrade());
  }

  /** A handshake to be varied. */
  public Upgrade upgrade() {
    return Upgrade.to(wire, port());
  }

  public long count(Counter counter) {
    return bridge.counters().value(counter);
  }

  /** A gauge, by Micrometer's name. */
  public double gauge(String name) {
    SimpleMeterRegistry meters = new SimpleMeterRegistry();
    bridge.metrics().bindTo(meters);
    return meters.get(name).gauge().value();
  }

  /** A gauge of one endpoint. */
  long gauge(String endpoint, Gauge gauge) {
    return bridge.counters().endpoint(endpoint).value(gauge);
  }

  public void awaitCount(Counter counter, long atLeast) {
    Await.await(
        counter + " to reach " + atLeast + "; it is " + count(counter),
        () -> count(counter) >= atLeast);
  }

  /** All that was counted; for the messages of failing tests. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (Counter counter : Counter.values()) {
      if (count(counter) != 0) {
        text.append(counter).append('=').append(count(counter)).append(' ');
      }
    }
    return text.toString();
  }

  @Override
  public void close() {
    bridge.close();
    assertEquals(0, count(Counter.LOOP_FAILURES), "exceptions in the loop; see the log");
  }
}
