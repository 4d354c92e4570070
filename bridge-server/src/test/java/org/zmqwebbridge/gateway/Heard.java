package org.zmqwebbridge.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.zmqwebbridge.flow.SlowReaders;

/** What one member was told, in words, in order: it is a caller, a subscriber and a responder. */
final class Heard implements Caller, Subscriber, Responder {
  private static final long DEADLINE_SECONDS = 20;

  private final long connection;
  private final String identity;
  private final String reclaim;
  private final BlockingQueue<String> said = new LinkedBlockingQueue<>();

  Heard(long connection) {
    this(connection, "page", "");
  }

  Heard(long connection, String identity, String reclaim) {
    this.connection = connection;
    this.identity = identity;
    this.reclaim = reclaim;
  }

  /** What it is told next; waits for that. */
  String next() throws InterruptedException {
    String next = said.poll(DEADLINE_SECONDS, TimeUnit.SECONDS);
    assertNotNull(next, "nothing more was said");
    return next;
  }

  void hears(String expected) throws InterruptedException {
    assertEquals(expected, next());
  }

  /** It is asked this; the ask's id. */
  int isAsked(String parts) throws InterruptedException {
    String next = next();
    int colon = next.indexOf(": ");
    assertEquals("asked", next.split(" ", 2)[0], next);
    assertEquals(parts, next.substring(colon + 2));
    return Integer.parseInt(next.substring("asked ".length(), colon));
  }

  /** What it was told that nobody has looked at. */
  List<String> rest() {
    return List.copyOf(said);
  }

  private static String text(List<byte[]> parts) {
    return String.join("|", parts.stream().map(part -> new String(part, UTF_8)).toList());
  }

  /** Whether it gives a sign of life when it is asked for one. */
  volatile boolean alive = true;

  /** Who it is, if that is known. */
  volatile Optional<String> principal = Optional.empty();

  /** Whether it takes asks. */
  volatile boolean takesAsks = true;

  @Override
  public boolean takesAsks() {
    return takesAsks;
  }

  @Override
  public BooleanSupplier askForLife() {
    said.add("alive?");
    return () -> alive;
  }

  @Override
  public Optional<String> principal() {
    return principal;
  }

  @Override
  public void replaced() {
    said.add("replaced");
  }

  @Override
  public long connectionId() {
    return connection;
  }

  @Override
  public int number() {
    return 1;
  }

  @Override
  public String identity() {
    return identity;
  }

  @Override
  public String reclaim() {
    return reclaim;
  }

  @Override
  public void joined() {
    said.add("joined");
  }

  @Override
  public void joined(String reclaimSecret) {
    said.add("joined " + reclaimSecret);
  }

  @Override
  public void refused(JoinError error) {
    said.add("refused " + error.code());
  }

  @Override
  public boolean takes(List<byte[]> parts, int maxMessageBytes) {
    return parts.stream().mapToLong(part -> part.length).sum() <= maxMessageBytes;
  }

  @Override
  public boolean replied(int id, List<byte[]> parts) {
    said.add("reply " + id + ": " + text(parts));
    return false;
  }

  @Override
  public void flush() {}

  @Override
  public void failed(int id, Outcome outcome) {
    said.add("failed " + id + ": " + outcome.code());
  }

  @Override
  public Encoding encoding() {
    return new Members.LastPart("");
  }

  @Override
  public void publications(Encoder<?> encoded, SlowReaders slowReaders) {
    ((Members.LastParts) encoded).texts().forEach(text -> said.add("published " + text));
  }

  @Override
  public void subscribed(List<Topic> hold, List<Topic> denied, List<Topic> tooMany) {
    said.add("subscribed " + hold + " denied " + denied + " too many " + tooMany);
  }

  @Override
  public void asked(int id, long millis, List<byte[]> parts) {
    said.add("asked " + id + ": " + text(parts));
  }

  @Override
  public void cancelled(int id) {
    said.add("cancelled " + id);
  }

  @Override
  public boolean wantsNotices() {
    return false;
  }

  @Override
  public void notice(Notice notice, long count) {
    throw new AssertionError("it wants none");
  }

  @Override
  public String toString() {
    return "a member of connection " + connection;
  }
}
