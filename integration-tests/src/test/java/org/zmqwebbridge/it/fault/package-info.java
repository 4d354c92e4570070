/**
 * What breaks between pages, bridge and services, on purpose: a proxy that stands between two of
 * them, and the scenarios that hold the bridge to its promises while it does.
 *
 * <p>May import: what {@code it} may, and {@code it}. Threads: each proxy has one of its own; a
 * scenario is played on a thread of its test's pool, and owns what it starts.
 */
package org.zmqwebbridge.it.fault;
