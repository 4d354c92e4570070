package org.zmqwebbridge.rpc;

/**
 * How much a server takes. Every limit has an error of its own, and a row in docs/rpc/limits.md.
 *
 * @param maxMessageBytes of a request, and of an answer
 * @param maxDepth how many lists and objects may be inside each other in a request, itself included
 * @param maxArguments of a call, by position and by name together
 * @param maxWaiting calls that may wait for a worker, and calls in all that may be unanswered
 * @param workers threads that run functions
 * @param maxStuck threads that may be given up because their function did not return in time; each
 *     is replaced, those beyond are not
 * @param handlerMillis how long a call may take from its arrival, waiting included
 */
public record RpcLimits(
    int maxMessageBytes,
    int maxDepth,
    int maxArguments,
    int maxWaiting,
    int workers,
    int maxStuck,
    long handlerMillis) {

  /** 1 MiB, 32 levels, 64 arguments, 1,000 waiting, 8 workers, 64 stuck, 25 s. */
  public static final RpcLimits DEFAULTS = new RpcLimits(1024 * 1024, 32, 64, 1_000, 8, 64, 25_000);

  /**
   * @throws IllegalArgumentException if one is not positive
   */
  public RpcLimits {
    boolean positive =
        maxMessageBytes > 0 && maxDepth > 0 && maxArguments > 0 && maxWaiting > 0 && workers > 0;
    if (!positive || maxStuck < 0 || handlerMillis <= 0) {
      throw new IllegalArgumentException("every limit must be positive (maxStuck may be 0)");
    }
  }

  /** The same with another limit for messages. */
  public RpcLimits withMaxMessageBytes(int bytes) {
    return new RpcLimits(
        bytes, maxDepth, maxArguments, maxWaiting, workers, maxStuck, handlerMillis);
  }

  /** The same with another depth. */
  public RpcLimits withMaxDepth(int depth) {
    return new RpcLimits(
        maxMessageBytes, depth, maxArguments, maxWaiting, workers, maxStuck, handlerMillis);
  }

  /** The same with another number of arguments. */
  public RpcLimits withMaxArguments(int arguments) {
    return new RpcLimits(
        maxMessageBytes, maxDepth, arguments, maxWaiting, workers, maxStuck, handlerMillis);
  }

  /** The same with another queue. */
  public RpcLimits withMaxWaiting(int waiting) {
    return new RpcLimits(
        maxMessageBytes, maxDepth, maxArguments, waiting, workers, maxStuck, handlerMillis);
  }

  /** The same with another number of worker threads. */
  public RpcLimits withWorkers(int threads) {
    return new RpcLimits(
        maxMessageBytes, maxDepth, maxArguments, maxWaiting, threads, maxStuck, handlerMillis);
  }

  /** The same with another number of threads that may be given up. */
  public RpcLimits withMaxStuck(int threads) {
    return new RpcLimits(
        maxMessageBytes, maxDepth, maxArguments, maxWaiting, workers, threads, handlerMillis);
  }

  /** The same with another deadline for functions. */
  public RpcLimits withHandlerMillis(long millis) {
    return new RpcLimits(
        maxMessageBytes, maxDepth, maxArguments, maxWaiting, workers, maxStuck, millis);
  }
}
