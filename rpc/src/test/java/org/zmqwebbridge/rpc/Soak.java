package org.zmqwebbridge.rpc;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.zeromq.SocketType;
import org.zmqwebbridge.rpc.wire.Exchanges;

/**
 * A long run: mixed good and bad calls against the Java server and the Python server, every answer
 * checked, and the memory of both printed on the way. Not a test of the build; {@code mvn -pl rpc
 * test-compile exec:exec@soak} runs it, with {@code -Dsoak.calls=N} for another number.
 *
 * <p>Owner thread: main. Lifetime: the process.
 */
final class Soak {
  private static final int IN_FLIGHT = 64;
  private static final int CALLS_PER_PEER = 5_000;
  private static final int REPORTS = 10;

  private final List<JsonObject> mix;
  private final int calls;
  private long unanswered;

  private Soak(List<JsonObject> mix, int calls) {
    this.mix = mix;
    this.calls = calls;
  }

  public static void main(String[] args) throws Exception {
    Soak soak = new Soak(Exchanges.of(Exchanges.FILE).toList(), Integer.parseInt(args[0]));
    try (RunningRpcServer server = new ReferenceService().start("tcp://127.0.0.1:*")) {
      soak.run("Java", server.address(), ProcessHandle.current().pid());
    }
    Process python = Python.start("tests/peer.py", "serve-router");
    soak.run("Python", Python.output(python).readLine(), python.pid());
    python.getOutputStream().close();
    System.out.println("the Python server ended with " + python.waitFor());
  }

  private void run(String name, String address, long pid) throws IOException {
    long start = System.nanoTime();
    report(name, 0, pid);
    for (int done = 0; done < calls; ) {
      int next = Math.min(CALLS_PER_PEER, calls - done);
      onePeer(address, done, next);
      if (done / (calls / REPORTS) < (done + next) / (calls / REPORTS)) {
        report(name, done + next, pid);
      }
      done += next;
    }
    System.out.printf(
        "%s: %,d calls answered as they should be in %d s; %,d more were left behind unanswered%n",
        name, calls, (System.nanoTime() - start) / 1_000_000_000, unanswered);
  }

  /** A client that leaves while the last of its calls are still open. */
  private void onePeer(String address, int first, int count) {
    try (RawPeer peer = RawPeer.connected(SocketType.DEALER, address)) {
      Queue<Integer> open = new ArrayDeque<>();
      int sent = 0;
      for (int answered = 0; answered < count; answered++) {
        for (; open.size() < IN_FLIGHT; sent++) {
          int index = (first + sent) % mix.size();
          byte[] route = Integer.toString(index).getBytes(StandardCharsets.US_ASCII);
          peer.send(route, new byte[0], Exchanges.request(mix.get(index)));
          open.add(index);
        }
        List<String> reply = peer.receive();
        int index = Integer.parseInt(reply.get(0));
        if (!open.remove(index)) {
          throw new AssertionError("a second answer to " + mix.get(index));
        }
        check(mix.get(index), reply.get(2));
      }
      unanswered += open.size();
    }
  }

  private static void check(JsonObject exchange, String text) {
    JsonObject answer = JsonParser.parseString(text).getAsJsonObject();
    boolean asItShould =
        exchange.has("answer")
            ? JsonParser.parseString(exchange.get("answer").getAsString()).equals(answer)
            : exchange.get("code").equals(answer.get("code"));
    if (!asItShould) {
      throw new AssertionError(exchange + " was answered " + text);
    }
  }

  private static void report(String name, int calls, long pid) throws IOException {
    System.gc();
    long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    String resident =
        Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
            .filter(line -> line.startsWith("VmRSS") || line.startsWith("Threads"))
            .map(line -> line.replaceAll("\\s+", " "))
            .reduce((a, b) -> a + ", " + b)
            .orElseThrow();
    String heapText = name.equals("Java") ? String.format(", heap %,d kB", heap / 1024) : "";
    System.out.printf("%s after %,9d calls: %s%s%n", name, calls, resident, heapText);
  }
}
