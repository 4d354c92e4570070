package org.zmqwebbridge.bench.micro;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.jctools.queues.MpscArrayQueue;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Group;
import org.openjdk.jmh.annotations.GroupThreads;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Control;

/**
 * From one thread to the loop's: the queue between sessions and gateways, beside the JDK's. {@code
 * take} is the rate of hand-overs; both threads spin, so it says nothing about waking up.
 */
@State(Scope.Group)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class HandOffBenchmark {
  private static final int CAPACITY = 65_536;

  /** Which queue. */
  @Param({"MpscArrayQueue", "ConcurrentLinkedQueue"})
  public String kind;

  private final Object command = new Object();
  private Queue<Object> queue;

  /** An empty queue. */
  @Setup
  public void open() {
    queue =
        kind.equals("MpscArrayQueue")
            ? new MpscArrayQueue<>(CAPACITY)
            : new ConcurrentLinkedQueue<>();
  }

  /** The producer waits for each to be taken, so that no queue grows without bound. */
  @Benchmark
  @Group("handOff")
  @GroupThreads(1)
  public void give(Control control) {
    while (!control.stopMeasurement && !queue.isEmpty()) {
      Thread.onSpinWait();
    }
    boolean unused = queue.offer(command);
  }

  /** The consumer. */
  @Benchmark
  @Group("handOff")
  @GroupThreads(1)
  public Object take(Control control) {
    Object taken = queue.poll();
    while (taken == null && !control.stopMeasurement) {
      Thread.onSpinWait();
      taken = queue.poll();
    }
    return taken;
  }
}
