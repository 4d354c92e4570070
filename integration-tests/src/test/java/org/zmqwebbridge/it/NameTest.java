package org.zmqwebbridge.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.common.net.InetAddresses;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.zmqwebbridge.auth.SocketType;
import org.zmqwebbridge.kit.Await;
import org.zmqwebbridge.observe.Counter;

/** Services that have names, and a DNS that does what it likes. */
final class NameTest {
  private static final String HERE = "127.0.0.2";
  private static final String THERE = "127.0.0.3";

  private final int port = FreePort.find();
  private final AtomicReference<Supplier<CompletionStage<InetAddress>>> dns =
      new AtomicReference<>();
  private final AtomicInteger lookUps = new AtomicInteger();
  private TestBridge bridge;
  private RawPage page;

  @BeforeEach
  void open() {
    says(HERE);
    bridge =
        TestBridge.start(
            b ->
                b.endpoint("echo", SocketType.REQ, "tcp://echo.test:" + port)
                    .resolver(
                        host -> {
                          lookUps.incrementAndGet();
                          return dns.get().get();
                        }));
    page = bridge.page();
  }

  @AfterEach
  void close() {
    page.close();
    bridge.close();
  }

  private void says(String address) {
    dns.set(() -> CompletableFuture.completedFuture(InetAddresses.forString(address)));
  }

  private void isDead() {
    dns.set(() -> CompletableFuture.failedFuture(new UnknownHostException("no answer")));
  }

  private void served(String text) {
    page.send("a", text).expect("a", text);
  }

  @Test
  void aServiceThatMovedIsFoundWhenItIsLost() {
    page.connected("a", "echo", Json.REQ);
    try (BackEnd first = BackEnd.echoAt(HERE, port)) {
      served("at " + first.address());
      says(THERE);
    }
    bridge.awaitCount(Counter.PEERS_LOST, 1);
    try (BackEnd second = BackEnd.echoAt(THERE, port)) {
      served("at " + second.address());
    }
    bridge.awaitCount(Counter.PEERS_LOST, 2);
    says(HERE);
    try (BackEnd third = BackEnd.echoAt(HERE, port)) {
      served("back at " + third.address());
    }
  }

  @Test
  void aServiceThatIsThereStaysWhateverItsNameHasComeToMean() {
    page.connected("a", "echo", Json.REQ);
    try (BackEnd first = BackEnd.echoAt(HERE, port);
        BackEnd other = BackEnd.echoAt(THERE, port)) {
      served("x");
      says(THERE);
      served("still at " + first.address() + ", not at " + other.address());
      assertEquals(1, bridge.count(Counter.PEERS_CONNECTED));
      assertEquals(0, bridge.count(Counter.PEERS_LOST));
    }
  }

  @Test
  void requestsWaitUntilTheDnsIsBack() {
    isDead();
    page.connected("a", "echo", Json.REQ);
    page.send("a", "patience");
    bridge.awaitCount(Counter.NAMES_UNRESOLVED, 2);
    try (BackEnd echo = BackEnd.echoAt(HERE, port)) {
      says(HERE);
      page.expect("a", "patience");
      served("at " + echo.address());
    }
  }

  @Test
  void aServiceThatComesBackWhileTheDnsIsDeadIsFoundWhereItWas() {
    page.connected("a", "echo", Json.REQ);
    try (BackEnd first = BackEnd.echoAt(HERE, port)) {
      served("at " + first.address());
      isDead();
    }
    bridge.awaitCount(Counter.NAMES_UNRESOLVED, 1);
    try (BackEnd second = BackEnd.echoAt(HERE, port)) {
      served("again at " + second.address());
    }
  }

  @Test
  void aLookUpThatHangsDoesNotKeepTheNextFromBeingMade() {
    CompletableFuture<InetAddress> hanging = new CompletableFuture<>();
    dns.set(() -> hanging);
    page.connected("a", "echo", Json.REQ);
    page.send("a", "patience");
    Await.await("a look-up", () -> lookUps.get() > 0);
    says(HERE);
    try (BackEnd echo = BackEnd.echoAt(HERE, port)) {
      page.expect("a", "patience");
      hanging.complete(InetAddresses.forString(THERE)); // late, and wrong by now
      served("at " + echo.address());
    }
    bridge.awaitCount(Counter.PEERS_LOST, 1);
    try (BackEnd again = BackEnd.echoAt(HERE, port)) {
      served("still at " + again.address());
    }
  }

  @Test
  void aResolverThatThrowsIsOneThatHasNoAnswer() {
    dns.set(
        () -> {
          throw new IllegalStateException("a bug of the resolver's");
        });
    page.connected("a", "echo", Json.REQ);
    page.send("a", "patience");
    bridge.awaitCount(Counter.NAMES_UNRESOLVED, 1);
    says(HERE);
    try (BackEnd echo = BackEnd.echoAt(HERE, port)) {
      page.expect("a", "patience");
      served("at " + echo.address());
    }
  }
}
