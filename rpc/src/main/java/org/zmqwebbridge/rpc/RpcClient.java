package org.zmqwebbridge.rpc;

import com.google.gson.JsonElement;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.zmqwebbridge.rpc.wire.Answer;
import org.zmqwebbridge.rpc.wire.ConversionException;
import org.zmqwebbridge.rpc.wire.Converter;
import org.zmqwebbridge.rpc.wire.MalformedException;
import org.zmqwebbridge.rpc.wire.Request;
import org.zmqwebbridge.rpc.zmq.RpcAddress;
import org.zmqwebbridge.rpc.zmq.SocketThread;

/**
 * Calls functions of a service, or of a page through the bridge, and waits for the result. A call
 * ends at its deadline at the latest and is never repeated; calls of one client are carried out one
 * after the other, so use a client per thread for several at a time.
 *
 * <p>Owner thread: any; the socket belongs to a thread of the client's own, which callers may be
 * interrupted without hurting. Lifetime: until {@link #close}.
 */
public final class RpcClient implements AutoCloseable {
  /** How long a call may take unless told otherwise. */
  public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(30);

  private static final int MAX_ANSWER_DEPTH = 64;
  private static final long CLOSE_MILLIS = 3_000;

  private final String address;
  private final List<byte[]> lastFrames;
  private final Duration timeout;
  private final ClientWork work;
  private final SocketThread thread;
  private volatile boolean closed;

  private RpcClient(String address, List<byte[]> lastFrames, Duration timeout) {
    if (timeout.isNegative() || timeout.isZero()) {
      throw new IllegalArgumentException("a timeout must be positive, not " + timeout);
    }
    this.address = address;
    this.lastFrames = lastFrames;
    this.timeout = timeout;
    this.work = new ClientWork(RpcAddress.toConnect(address));
    this.thread = SocketThread.start("rpc-client " + address, work);
  }

  /**
   * A client of the service at an address, with the default timeout.
   *
   * @param address {@code tcp://host:port}
   * @throws IllegalArgumentException if the address is none
   */
  public static RpcClient connect(String address) {
    return connect(address, DEFAULT_TIMEOUT);
  }

  /** A client of the service at an address. */
  public static RpcClient connect(String address, Duration timeout) {
    return new RpcClient(address, List.of(), timeout);
  }

  /**
   * A client of a page, with the default timeout.
   *
   * @param address where the bridge has bound the REP endpoint
   * @param identity of the page's REP socket ({@code socket.identity} in the page)
   */
  public static RpcClient toPage(String address, String identity) {
    return toPage(address, identity, DEFAULT_TIMEOUT);
  }

  /** A client of a page. */
  public static RpcClient toPage(String address, String identity, Duration timeout) {
    return new RpcClient(address, List.of(identity.getBytes(StandardCharsets.UTF_8)), timeout);
  }

  /**
   * Calls a function with arguments by position.
   *
   * @return the result as plain Java values: {@code null}, String, Boolean, Long (BigInteger if it
   *     does not fit), Double, List, Map
   * @throws RpcException if the call ended in an error
   * @throws IllegalArgumentException if an argument has no JSON form
   */
  public Object rpc(String function, Object... args) {
    return call(Object.class, function, Arrays.asList(args), Map.of());
  }

  /**
   * Calls a function with arguments by position and by name.
   *
   * @param type what the result must be; see {@link Converter#of} for the types there are
   * @throws RpcException if the call ended in an error; {@code bad_answer} if the result is of
   *     another type
   * @throws IllegalArgumentException if an argument has no JSON form
   */
  @SuppressWarnings("unchecked")
  public <T> T call(Class<T> type, String function, List<?> args, Map<String, ?> kwargs) {
    return (T) call(function, Request.of(function, args, kwargs), Converter.of((Type) type));
  }

  /**
   * The functions as an interface's methods: arguments go by position, a method's own name or its
   * {@link RpcMethod} is the function's. Methods throw {@link RpcException}.
   *
   * @throws IllegalArgumentException if a method's result cannot be read from JSON
   */
  public <T> T proxy(Class<T> api) {
    return ClientProxy.of(this, api);
  }

  Object call(String function, Request request, Converter converter) {
    JsonElement value = returned(function, exchange(request));
    try {
      return converter.convert(value);
    } catch (ConversionException wrong) {
      throw new RpcException(
          RpcCode.BAD_ANSWER, function + ": the result" + wrong.path() + " " + wrong.getMessage());
    }
  }

  private static JsonElement returned(String function, List<byte[]> frames) {
    Answer answer;
    try {
      answer = Answer.parse(frames.get(frames.size() - 1), MAX_ANSWER_DEPTH);
    } catch (MalformedException wrong) {
      throw new RpcException(
          RpcCode.BAD_ANSWER, function + ": no answer can be read: " + wrong.getMessage());
    }
    if (answer instanceof Answer.Failed error) {
      throw new RpcException(error.code(), error.message());
    }
    return ((Answer.Returned) answer).value();
  }

  private List<byte[]> exchange(Request request) {
    long nanos = timeout.toNanos();
    Call call = new Call(frames(request), System.nanoTime() + nanos, new CompletableFuture<>());
    if (!work.offer(call)) {
      throw new RpcException(RpcCode.OVERFLOW, "too many calls wait for this client already");
    }
    thread.wake();
    if (closed) { // the thread may have ended before it saw the call
      call.fail(RpcCode.CLOSED, "the client of " + address + " is closed");
    }
    return await(call, nanos);
  }

  private List<byte[]> frames(Request request) {
    byte[] body = request.encode();
    return lastFrames.isEmpty() ? List.of(body) : List.of(body, lastFrames.get(0));
  }

  private List<byte[]> await(Call call, long nanos) {
    try {
      return call.outcome().get(nanos + TimeUnit.SECONDS.toNanos(1), TimeUnit.NANOSECONDS);
    } catch (ExecutionException failed) {
      RpcException outcome = (RpcException) failed.getCause();
      throw new RpcException(outcome.code(), outcome.getMessage()); // with the caller's stack
    } catch (TimeoutException stalled) {
      return giveUp(call, RpcCode.TIMEOUT, "no answer in time");
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return giveUp(call, RpcCode.INTERRUPTED, "the calling thread was interrupted");
    }
  }

  private List<byte[]> giveUp(Call call, RpcCode code, String why) {
    call.fail(code, why);
    thread.wake();
    throw new RpcException(code, why + "; the call may have been carried out");
  }

  /** Ends the calls in progress with {@code closed}, and the client's thread and socket. */
  @Override
  public void close() {
    closed = true;
    thread.stop(CLOSE_MILLIS);
  }
}
