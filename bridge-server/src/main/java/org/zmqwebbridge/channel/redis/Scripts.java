package org.zmqwebbridge.channel.redis;

/**
 * All scripts of a store.
 *
 * <p>Immutable.
 */
record Scripts(
    Script publish,
    Script read,
    Script fill,
    Script create,
    Script delete,
    Script forget,
    Script state,
    Script attend,
    Script present) {
  static Scripts of(RedisFormat format) {
    return new Scripts(
        Script.of(format, "publish.lua"),
        Script.of(format, "read.lua"),
        Script.of(format, "fill.lua"),
        Script.of(format, "create.lua"),
        Script.of(format, "delete.lua"),
        Script.of(format, "forget.lua"),
        Script.of(format, "state.lua"),
        Script.alone("attend.lua"),
        Script.alone("present.lua"));
  }
}
