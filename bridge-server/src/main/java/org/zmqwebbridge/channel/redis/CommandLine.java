package org.zmqwebbridge.channel.redis;

import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisCommandTimeoutException;
import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.RedisReadOnlyException;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.StatefulConnection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.zmqwebbridge.channel.ChannelException;
import org.zmqwebbridge.channel.ChannelException.Fault;
import org.zmqwebbridge.flow.ByteBudget;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.observe.Counters;

/**
 * Runs scripts at Redis. What is not answered in time has failed, and so has what does not fit in
 * the queue; nothing is sent twice. A connection that says nothing, or nonsense, is given up.
 *
 * <p>Owner thread: none.
 */
final class CommandLine extends Line<Dialer.Commands> {

  private final Dialer dialer;
  private final Counters counters;
  private final long timeoutNanos;
  private final ByteBudget waiting;
  private final ByteBudget
      places; // a command takes one: the bound of Lettuce is passed by its threads
  private volatile long answeredNanos;

  CommandLine(
      Dialer dialer, RedisSettings settings, ScheduledExecutorService timer, Counters counters) {
    super("run scripts", timer, counters);
    this.dialer = dialer;
    this.counters = counters;
    this.timeoutNanos = TimeUnit.MILLISECONDS.toNanos(settings.times().timeoutMillis());
    this.waiting = new ByteBudget(settings.limits().maxQueuedBytes());
    this.places = new ByteBudget(settings.limits().maxQueued());
  }

  @Override
  CompletionStage<Dialer.Commands> dial() {
    return dialer.commands();
  }

  @Override
  StatefulConnection<byte[], byte[]> connection(Dialer.Commands one) {
    return one.connection();
  }

  @Override
  void onOpen(Dialer.Commands one) {
    answeredNanos = System.nanoTime();
  }

  /**
   * Has Redis run a script.
   *
   * @param read makes something of the answer; if it throws, it was no answer
   */
  <T> CompletionStage<T> run(
      Script script, byte[][] keys, Function<Reply, T> read, byte[]... arguments) {
    Dialer.Commands line = open();
    if (line == null) {
      return failed("Redis is not there", null);
    }
    long bytes = size(arguments);
    if (!places.tryTake(1)) {
      return failed("too much waits for Redis", null);
    }
    if (!waiting.tryTake(bytes)) {
      places.give(1);
      return failed("too much waits for Redis", null);
    }
    CompletableFuture<T> result = new CompletableFuture<>();
    send(line, script, keys, arguments)
        .handle(
            (answer, failure) -> {
              waiting.give(bytes);
              places.give(1);
              if (failure == null) {
                take(line, answer, read, result);
              } else {
                fail(line, cause(failure), result);
              }
              return null;
            });
    return result;
  }

  private static long size(byte[]... arguments) {
    long sum = 0;
    for (byte[] one : arguments) {
      sum += one.length;
    }
    return sum;
  }

  private static CompletionStage<List<Object>> send(
      Dialer.Commands line, Script script, byte[][] keys, byte[]... arguments) {
    CompletionStage<List<Object>> known;
    try {
      known = line.scripts().evalsha(script.digest(), ScriptOutputType.MULTI, keys, arguments);
    } catch (RuntimeException refused) {
      return CompletableFuture.failedFuture(refused);
    }
    return known
        .handle(
            (answer, failure) -> {
              if (failure == null) {
                return CompletableFuture.<List<Object>>completedFuture(answer);
              }
              if (cause(failure) instanceof RedisNoScriptException) {
                CompletionStage<List<Object>> whole =
                    line.scripts().eval(script.text(), ScriptOutputType.MULTI, keys, arguments);
                return whole.toCompletableFuture();
              }
              return CompletableFuture.<List<Object>>failedFuture(cause(failure));
            })
        .thenCompose(stage -> stage);
  }

  private static Throwable cause(Throwable failure) {
    return failure instanceof CompletionException && failure.getCause() != null
        ? failure.getCause()
        : failure;
  }

  private <T> void take(
      Dialer.Commands line,
      List<Object> answer,
      Function<Reply, T> read,
      CompletableFuture<T> result) {
    answeredNanos = System.nanoTime();
    try {
      result.complete(read.apply(new Reply(answer)));
    } catch (ChannelException refused) {
      result.completeExceptionally(refused);
    } catch (RuntimeException nonsense) {
      counters.increment(Counter.REDIS_NONSENSE);
      result.completeExceptionally(unavailable("Redis answers nonsense", nonsense));
      lose(line, "it answers nonsense: " + nonsense);
    }
  }

  private <T> void fail(Dialer.Commands line, Throwable failure, CompletableFuture<T> result) {
    String words = String.valueOf(failure.getMessage());
    if (failure instanceof RedisCommandExecutionException && words.startsWith("OOM")) {
      answeredNanos = System.nanoTime();
      result.completeExceptionally(
          new ChannelException(Fault.FULL, "Redis has no room for it", failure));
      return;
    }
    if (failure instanceof RedisCommandTimeoutException) {
      if (System.nanoTime() - answeredNanos >= timeoutNanos) {
        lose(line, "it does not answer");
      }
    } else if (failure instanceof RedisReadOnlyException) {
      lose(line, "it is no master any more");
    } else if (failure instanceof RedisCommandExecutionException) {
      answeredNanos = System.nanoTime();
    } else if (!words.contains("size exceeded")) {
      lose(line, words);
    }
    counters.increment(Counter.REDIS_COMMANDS_FAILED);
    result.completeExceptionally(unavailable("Redis does not do it: " + words, failure));
  }

  private <T> CompletionStage<T> failed(String why, Throwable cause) {
    counters.increment(Counter.REDIS_COMMANDS_FAILED);
    return CompletableFuture.failedFuture(unavailable(why, cause));
  }

  private static ChannelException unavailable(String why, Throwable cause) {
    return new ChannelException(Fault.UNAVAILABLE, why, cause);
  }
}
