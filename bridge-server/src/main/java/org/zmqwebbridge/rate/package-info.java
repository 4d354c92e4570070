/**
 * How fast clients may send: token buckets for each connection and each principal.
 *
 * <p>May import: {@code observe}. Threads: any; a timer of the bridge wakes those who have waited
 * long enough.
 */
package org.zmqwebbridge.rate;
