package org.zmqwebbridge.channel.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Says to Redis how many subscribers channels have at this bridge, and who they are: changes soon,
 * many of them together, and all of it again before Redis stops believing it.
 *
 * <p>Owner thread: none; a small lock for each channel, and Redis is only asked with it.
 */
final class Attendance {
  private static final int MEMBERS_AT_ONCE = 500;

  /** What a channel has here. */
  private static final class Here {
    private final Keys keys;
    private volatile int count;
    private int said;
    private boolean saying;
    private final Map<String, Integer> members = new ConcurrentHashMap<>(0);
    private final Map<String, Integer> changed = new ConcurrentHashMap<>(0);
    private boolean sayingMembers;
    private long saidNanos = System.nanoTime();

    Here(Keys keys) {
      this.keys = keys;
    }

    boolean isNothing() {
      return count == 0 && said == 0 && !saying && members.isEmpty() && changed.isEmpty();
    }
  }

  private final CommandLine redis;
  private final Scripts scripts;
  private final byte[] bridge;
  private final long holdSeconds;
  private final Map<String, Here> channels = new ConcurrentHashMap<>();
  private final Map<String, Here> unsaid = new ConcurrentHashMap<>();

  /**
   * @param bridge by which Redis tells bridges apart
   */
  Attendance(CommandLine redis, Scripts scripts, String bridge, RedisTimes times) {
    this.redis = redis;
    this.scripts = scripts;
    this.bridge = bridge.getBytes(UTF_8);
    this.holdSeconds = Math.max(1, TimeUnit.MILLISECONDS.toSeconds(times.presenceMillis()));
  }

  /** How many are here. */
  int count(String channel) {
    Here here = channels.get(channel);
    return here == null ? 0 : here.count;
  }

  void count(String channel, Keys keys, int count) {
    Here here = channels.computeIfAbsent(channel, any -> new Here(keys));
    synchronized (here) {
      boolean soon = here.said == 0 && !here.saying && count > 0;
      here.count = count;
      if (soon) {
        say(channel, here);
      } else {
        unsaid.put(channel, here);
      }
    }
  }

  void present(String channel, Keys keys, String member, int connections) {
    Here here = channels.computeIfAbsent(channel, any -> new Here(keys));
    synchronized (here) {
      if (connections == 0) {
        here.members.remove(member);
      } else {
        here.members.put(member, connections);
      }
      here.changed.put(member, connections);
      unsaid.put(channel, here);
      sayMembers(channel, here);
    }
  }

  /** Says what has changed; called many times a second. */
  void sayChanges() {
    unsaid.forEach(
        (channel, here) -> {
          synchronized (here) {
            unsaid.remove(channel);
            if (here.count != here.said) {
              say(channel, here);
            }
            sayMembers(channel, here);
            channels.computeIfPresent(channel, (same, one) -> one.isNothing() ? null : one);
          }
        });
  }

  /** Says all that Redis may forget soon; called about once a second. */
  void sayAgain() {
    long now = System.nanoTime();
    channels.forEach(
        (channel, here) -> {
          synchronized (here) {
            if (now - here.saidNanos > TimeUnit.SECONDS.toNanos(holdSeconds) / 3) {
              sayAll(channel, here);
            }
          }
        });
  }

  /** Redis may have forgotten it. */
  void sayAgain(String channel) {
    Here here = channels.get(channel);
    if (here != null) {
      synchronized (here) {
        sayAll(channel, here);
      }
    }
  }

  private void sayAll(String channel, Here here) {
    here.changed.putAll(here.members);
    if (here.count > 0) {
      say(channel, here);
    }
    sayMembers(channel, here);
  }

  private void say(String channel, Here here) {
    if (here.saying) {
      unsaid.put(channel, here);
      return;
    }
    int count = here.count;
    here.saying = true;
    here.saidNanos = System.nanoTime();
    byte[][] key = {here.keys.attendance()};
    CompletionStage<Object> unused =
        redis
            .run(scripts.attend(), key, reply -> count, bridge, text(count), text(holdSeconds))
            .handle(
                (said, failure) -> {
                  synchronized (here) {
                    here.saying = false;
                    here.said = failure == null ? said : here.said;
                    if (here.count != here.said || here.count == 0) {
                      unsaid.put(channel, here);
                    }
                  }
                  return null;
                });
  }

  private void sayMembers(String channel, Here here) {
    if (here.sayingMembers || here.changed.isEmpty()) {
      return;
    }
    List<byte[]> words = new ArrayList<>(List.of(here.keys.topic(), bridge, text(holdSeconds)));
    Map<String, Integer> some = new ConcurrentHashMap<>();
    here.changed.entrySet().stream()
        .limit(MEMBERS_AT_ONCE)
        .forEach(
            change -> {
              some.put(change.getKey(), change.getValue());
              words.add(change.getKey().getBytes(UTF_8));
              words.add(text(change.getValue()));
            });
    here.changed.keySet().removeAll(some.keySet());
    here.sayingMembers = true;
    here.saidNanos = System.nanoTime();
    CompletionStage<Object> unused =
        redis
            .run(
                scripts.present(),
                here.keys.presence(),
                reply -> true,
                words.toArray(byte[][]::new))
            .handle(
                (said, failure) -> {
                  synchronized (here) {
                    here.sayingMembers = false;
                    if (failure != null) {
                      some.forEach(here.changed::putIfAbsent);
                    }
                    unsaid.put(channel, here);
                  }
                  return null;
                });
  }

  private static byte[] text(long number) {
    return Long.toString(number).getBytes(UTF_8);
  }
}
