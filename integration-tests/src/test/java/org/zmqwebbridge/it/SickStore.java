package org.zmqwebbridge.it;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.zmqwebbridge.channel.ChannelStore;

/** A store in memory that is made sick, and well again. */
final class SickStore implements Supplier<ChannelStore> {
  /** What it does instead of what it is asked for. */
  enum Sickness {
    WELL,
    THROWS,
    RETURNS_NO_STAGE,
    BRINGS_NOTHING,
    FAILS,
    /** Does it, and says so when it is {@link SickStore#release released}. */
    IS_SLOW,
    /** Never says anything. */
    IS_GONE
  }

  private final ChannelStore store = RelayStores.MEMORY.get();
  private final List<Runnable> delayed = new CopyOnWriteArrayList<>();
  private volatile Sickness sickness = Sickness.WELL;

  void catches(Sickness other) {
    sickness = other;
  }

  int delayed() {
    return delayed.size();
  }

  /** Says what it has not said yet. */
  void release() {
    delayed.forEach(Runnable::run);
    delayed.clear();
  }

  @Override
  public ChannelStore get() {
    return (ChannelStore)
        Proxy.newProxyInstance(
            ChannelStore.class.getClassLoader(),
            new Class<?>[] {ChannelStore.class},
            (proxy, method, arguments) -> call(method, arguments));
  }

  private Object call(Method method, Object[] arguments) throws Throwable {
    if (!CompletionStage.class.isAssignableFrom(method.getReturnType())) {
      return really(method, arguments);
    }
    return switch (sickness) {
      case WELL -> really(method, arguments);
      case THROWS -> throw new IllegalStateException("sick");
      case RETURNS_NO_STAGE -> null;
      case BRINGS_NOTHING -> CompletableFuture.completedFuture(null);
      case FAILS -> CompletableFuture.failedFuture(new IllegalStateException("sick"));
      case IS_SLOW -> slow((CompletionStage<?>) really(method, arguments));
      case IS_GONE -> new CompletableFuture<>();
    };
  }

  private Object really(Method method, Object[] arguments) throws Throwable {
    try {
      return method.invoke(store, arguments);
    } catch (InvocationTargetException thrown) {
      throw thrown.getCause();
    }
  }

  private <T> CompletionStage<T> slow(CompletionStage<T> stage) {
    CompletableFuture<T> later = new CompletableFuture<>();
    delayed.add(
        () -> {
          boolean unused = later.complete(stage.toCompletableFuture().join());
        });
    return later;
  }
}
