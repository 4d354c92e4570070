package org.zmqwebbridge.virtualsocket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.zmqwebbridge.auth.Authorizer;
import org.zmqwebbridge.auth.Gatekeeper;
import org.zmqwebbridge.auth.Leases;
import org.zmqwebbridge.edge.Entry;
import org.zmqwebbridge.edge.Handshake;
import org.zmqwebbridge.observe.Counters;

/** Which wire a client gets for the subprotocols that it offers. */
class SubprotocolTest {
  private static final String SECOND = "zwb.2";

  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
  private final Counters counters = new Counters();
  private final List<String> opened = new ArrayList<>();
  private final Leases leases =
      new Leases(Duration.ofDays(1), 1_000, timer, InstantSource.system(), counters);
  private final Gatekeeper gatekeeper =
      new Gatekeeper(Authorizer.ALLOW_ALL, leases, Runnable::run, timer, 20_000, counters);

  /** One whose sessions say which wire they are of. */
  private final VirtualSocketDialect both =
      new VirtualSocketDialect(
          gatekeeper,
          leases,
          null,
          VirtualSocketLimits.DEFAULTS,
          null,
          null,
          counters,
          Map.of(VirtualSocketDialect.SUBPROTOCOL, opens("first"), SECOND, opens("second")));

  private VirtualSocketDialect.SessionMaker opens(String wire) {
    return (connection, admission, dialect) -> {
      opened.add(wire);
      return null;
    };
  }

  @AfterEach
  void end() {
    timer.shutdownNow();
  }

  private static Handshake offering(String... subprotocols) {
    Handshake.Builder builder = new Handshake.Builder();
    if (subprotocols.length > 0) {
      builder.header("Sec-WebSocket-Protocol", String.join(", ", subprotocols));
    }
    return builder.build(
        "/data", "", new InetSocketAddress(InetAddress.getLoopbackAddress(), 1), false);
  }

  private Optional<String> chosen(String... offered) {
    Entry entry = (Entry) both.admits(offering(offered)).toCompletableFuture().join();
    entry.onOpen(null);
    return entry.subprotocol();
  }

  @Test
  void theFirstThatTheClientOffersAndThatIsSpokenIsChosen() {
    assertEquals(Optional.of("zwb.2"), chosen("zwb.2", "zwb.1"));
    assertEquals(Optional.of("zwb.1"), chosen("zwb.1", "zwb.2"));
    assertEquals(Optional.of("zwb.2"), chosen("zwb.9", "zwb.auth.eHl6", "zwb.2"));
    assertEquals(List.of("second", "first", "second"), opened);
  }

  @Test
  void whoNamesNoneHasTheOriginalWire() {
    assertEquals(Optional.empty(), chosen());
    assertEquals(Optional.empty(), chosen("zwb.auth.eHl6"));
    assertEquals(List.of("first", "first"), opened);
  }

  @Test
  void aRefusalIsToldInTheChosenSubprotocolOrInTheOneForRefusals() {
    assertEquals(Optional.of("zwb.2"), both.refusesIn(offering("zwb.2", "zwb.1")));
    assertEquals(Optional.of("zwb.refused"), both.refusesIn(offering("zwb.refused", "zwb.2")));
    assertEquals(Optional.empty(), both.refusesIn(offering("zwb.refused")));
    assertEquals(Optional.empty(), both.refusesIn(offering()));
  }

  @Test
  void theListOfWiresSaysWhatIsSpoken() {
    assertEquals(List.of("zwb.1", "zwb.2"), both.subprotocols());
    assertTrue(both.knows("zwb.2"));
    assertFalse(both.knows("zwb.3"));
  }

  @Test
  void theBridgeSpeaksBothWires() {
    VirtualSocketDialect dialect =
        new VirtualSocketDialect(
            gatekeeper, leases, null, VirtualSocketLimits.DEFAULTS, null, null, counters);
    assertEquals(List.of("zwb.1", "zwb.2"), dialect.subprotocols());
  }
}
