package org.zmqwebbridge.channel.redis;

/** How the messages of a channel are kept in Redis. */
public enum RedisFormat {
  /** Ours: a stream. */
  STREAM("log-stream.lua"),
  /** That of hbpush 0.1.0: a sorted set under the channel's name. */
  HBPUSH("log-hbpush.lua");

  private final String script;

  RedisFormat(String script) {
    this.script = script;
  }

  String script() {
    return script;
  }
}
