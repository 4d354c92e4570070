/**
 * Channels in Redis or Valkey, shared by many bridges: one script for each publication, its log as
 * truth and publish/subscribe for liveness.
 *
 * <p>May import: channel, flow and observe; Lettuce and Netty here only, and no class of theirs is
 * loaded without such a store. Threads: Lettuce's; nothing here blocks them.
 */
package org.zmqwebbridge.channel.redis;
