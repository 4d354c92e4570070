package org.zmqwebbridge.rpc;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The service that docs/protocol/rpc/README.md describes, and a function that never returns. */
class ReferenceService extends RpcServer {
  private final RpcLimits limits;
  private final CountDownLatch never = new CountDownLatch(1);
  private final CountDownLatch hanging = new CountDownLatch(1);

  /** How many calls of {@code add} there were. */
  final AtomicInteger additions = new AtomicInteger();

  ReferenceService() {
    this(RpcLimits.DEFAULTS);
  }

  ReferenceService(RpcLimits limits) {
    this.limits = limits;
  }

  @Override
  protected RpcLimits limits() {
    return limits;
  }

  @Override
  protected Collection<String> authorizedFunctions() {
    return List.of(
        "echo",
        "add",
        "add_user",
        "risky",
        "fail",
        "unspeakable",
        "repeat",
        "refuse",
        "hang",
        "later",
        "deafHang");
  }

  @RpcMethod
  JsonElement echo(JsonElement msg) {
    return msg;
  }

  @RpcMethod
  int add(int first, int second) {
    additions.incrementAndGet();
    return first + second;
  }

  @RpcMethod("add_user")
  Map<String, String> addUser(
      String username, String password, @Param(defaultValue = "boy") String type) {
    return Map.of("status", "success", "type", type);
  }

  boolean canAddUser(String username, String password, String type) {
    return !password.equals("wrong");
  }

  @RpcMethod
  String forbidden() {
    return "never";
  }

  @RpcMethod
  String risky() {
    return "never";
  }

  boolean canRisky() {
    throw new IllegalStateException("the guard's secret");
  }

  @RpcMethod
  void fail() {
    throw new IllegalStateException("the function's secret");
  }

  @RpcMethod
  double unspeakable() {
    return Double.NaN;
  }

  @RpcMethod
  String repeat(String text, int times) {
    return text.repeat(times);
  }

  @RpcMethod
  void refuse(String why) {
    throw new RpcException("out_of_tea", why);
  }

  @RpcMethod
  CompletionStage<String> later(String msg) {
    return CompletableFuture.supplyAsync(() -> "later: " + msg);
  }

  /** Returns only when it is interrupted. */
  @RpcMethod
  void hang() throws InterruptedException {
    hanging.countDown();
    never.await();
  }

  /** Returns when somebody has called {@link #hang}; fails if nobody does. */
  void awaitHang() throws InterruptedException {
    assertTrue(hanging.await(20, TimeUnit.SECONDS), "nobody called hang");
  }

  /** Does not even return when it is interrupted, until {@link #release}. */
  @RpcMethod
  void deafHang() {
    while (never.getCount() > 0) {
      try {
        never.await();
      } catch (InterruptedException deaf) {
        // the worst function there is
      }
    }
  }

  void release() {
    never.countDown();
  }

  /** Unreachable: not annotated. */
  public void hidden() {}
}
