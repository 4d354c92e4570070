package org.zmqwebbridge.it.soak;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.zmqwebbridge.it.Answers;
import org.zmqwebbridge.it.BackEnd;
import org.zmqwebbridge.it.FreePort;
import org.zmqwebbridge.it.PubService;

/**
 * The services behind the bridge: one that stays, one that is killed again and again, and a
 * publisher.
 *
 * <p>Owner thread: of each service, the load that uses it; who makes this closes it when they have
 * ended.
 */
final class Neighbours implements AutoCloseable {
  private final int mortalPort = FreePort.find();
  private static final String WIDE = "x".repeat(2_000);

  private final BackEnd steady = BackEnd.echo();
  private final PubService paper = new PubService();
  private final int answeringPort = FreePort.find();
  private final AtomicLong issue = new AtomicLong();
  private BackEnd mortal = BackEnd.start(mortalPort, Answers.ECHO);

  /** The settings of a bridge before them. */
  List<String> settings() {
    List<String> words = new ArrayList<>();
    endpoint(words, "steady", "REQ", steady.address());
    endpoint(words, "mortal", "REQ", mortal.address());
    endpoint(words, "paper", "SUB", paper.address());
    endpoint(words, "page", "REP", "tcp://127.0.0.1:" + answeringPort);
    return words;
  }

  private static void endpoint(List<String> words, String name, String type, String address) {
    words.addAll(List.of("--set", "endpoints." + name + ".type=" + type));
    words.addAll(List.of("--set", "endpoints." + name + ".address=" + address));
  }

  /** Where a page's REP socket is asked. */
  String answeringAddress() {
    return "tcp://127.0.0.1:" + answeringPort;
  }

  void publish() {
    for (int i = 0; i < 20; i++) {
      paper.publish(issue.incrementAndGet() + " " + WIDE);
    }
  }

  void killAndRestart() {
    mortal.close();
    mortal = BackEnd.start(mortalPort, Answers.ECHO);
  }

  @Override
  public void close() {
    mortal.close();
    paper.close();
    steady.close();
  }
}
