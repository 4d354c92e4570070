package org.zmqwebbridge.it.fault;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.zmqwebbridge.it.FreePort;
import org.zmqwebbridge.it.MainProcess;
import org.zmqwebbridge.it.RawPage;
import org.zmqwebbridge.it.Upgrade;
import org.zmqwebbridge.it.Wire;
import org.zmqwebbridge.kit.Await;

/**
 * The bridge itself is killed, as {@code kill -9} does, and started again: its services stay as
 * they are, and the pages that come back are served.
 */
final class BridgeScenarios {
  private BridgeScenarios() {}

  /** A bridge that dies, and what speaks through it. */
  private record Life(String type, int port, int address) {
    MainProcess start() {
      MainProcess bridge =
          MainProcess.start(
              "serve",
              "--set",
              "listen=127.0.0.1:" + port,
              "--set",
              "management=127.0.0.1:0",
              "--set",
              "endpoints." + Stage.ENDPOINT + ".type=" + type,
              "--set",
              "endpoints." + Stage.ENDPOINT + ".address=tcp://127.0.0.1:" + address);
      bridge.awaitLine("zwb: ws://");
      return bridge;
    }

    RawPage page() {
      return RawPage.open(Upgrade.to(Wire.CLEAR, port));
    }
  }

  static List<Scenario> all() {
    return List.of(
        new Scenario(
            "pages that ask are served by the bridge's next life", BridgeScenarios::asking),
        new Scenario(
            "pages that subscribe hear through the bridge's next life", BridgeScenarios::hearing),
        new Scenario(
            "pages that are asked answer in the bridge's next life", BridgeScenarios::answering));
  }

  private static Scenario.Report asking(long seed) {
    try (Service service = Service.of(Peer.LIBZMQ, Speech.ECHO)) {
      Life life = new Life("REQ", FreePort.find(), service.port());
      Books books = new Books();
      Supplier<Traffic> page = () -> new ReqTraffic(life::page, Speech.ECHO, false, books);
      return play(life, books, page, service::freeze, service::thaw);
    }
  }

  private static Scenario.Report hearing(long seed) {
    try (Newspaper paper = new Newspaper(Peer.LIBZMQ)) {
      Life life = new Life("SUB", FreePort.find(), paper.port());
      Books books = new Books();
      Supplier<Traffic> page = () -> new SubTraffic(life::page, paper, books);
      return play(life, books, page, () -> {}, () -> {});
    }
  }

  private static Scenario.Report answering(long seed) {
    Life life = new Life("REP", FreePort.find(), FreePort.find());
    Books books = new Books();
    Supplier<Traffic> page = () -> new RepTraffic(life::page, life.address(), books);
    return play(life, books, page, () -> {}, () -> {});
  }

  private static Scenario.Report play(
      Life life, Books books, Supplier<Traffic> page, Runnable before, Runnable behind) {
    MainProcess bridge = life.start();
    Traffic traffic = page.get();
    try {
      works(traffic);
      before.run();
      traffic.some();
      bridge.kill();
      behind.run();
      bridge = life.start();
      long over = System.nanoTime();
      works(traffic);
      long recoveryMillis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - over);
      traffic.close();
      books.settle();
      return new Scenario.Report(recoveryMillis, books.slowestMillis(), books.tally());
    } finally {
      traffic.close();
      bridge.close();
    }
  }

  private static void works(Traffic traffic) {
    traffic.beginsAnew();
    Await.await("it to work", traffic::works);
  }
}
