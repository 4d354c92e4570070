package org.zmqwebbridge.it.mongrel2;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.zmqwebbridge.Bridge;
import org.zmqwebbridge.BridgeBuilder;
import org.zmqwebbridge.ReloadReport;
import org.zmqwebbridge.it.TestBridge;
import org.zmqwebbridge.observe.Counter;

/** One of ours, in this process. */
final class OurServer implements TestServer {
  private final TestBridge bridge;
  private final Plan plan;
  private final Path folder;

  private OurServer(TestBridge bridge, Plan plan, Path folder) {
    this.bridge = bridge;
    this.plan = plan;
    this.folder = folder;
  }

  static OurServer start(Plan plan) {
    return start(plan, bridge -> bridge);
  }

  static OurServer start(Plan plan, UnaryOperator<BridgeBuilder> settings) {
    Path folder = folder();
    TestBridge bridge =
        TestBridge.start(
            builder -> settings.apply(builder.mongrel2(plan.config(0, folder.toString()))));
    return new OurServer(bridge, plan, folder);
  }

  /** A folder of a name short enough for Unix sockets. */
  static Path folder() {
    try {
      return Files.createTempDirectory("m2");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void remove(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
      Files.delete(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path files() {
    return folder;
  }

  TestBridge bridge() {
    return bridge;
  }

  long count(Counter counter) {
    return bridge.count(counter);
  }

  @Override
  public int port() {
    return bridge.bridge().mongrel2Port(Plan.UUID);
  }

  @Override
  public JavaHandler handler() {
    return JavaHandler.connect(plan.handler());
  }

  /** Goes by another plan, whose handlers may be others. */
  void reload(Plan changed) {
    ReloadReport report =
        bridge
            .bridge()
            .reload(
                Bridge.builder()
                    .listen("127.0.0.1:0")
                    .drainMillis(0)
                    .mongrel2(changed.config(0, folder.toString())));
    assertTrue(report.isDone(), report::toString);
  }

  /** A handler that only speaks. */
  JavaHandler speaker() {
    return JavaHandler.speaker(plan.handler());
  }

  @Override
  public void close() {
    bridge.close();
    remove(folder);
  }
}
