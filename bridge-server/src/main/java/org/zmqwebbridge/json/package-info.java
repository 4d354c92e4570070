/**
 * JSON from strangers, read strictly, and text written as JSON; for every wire that speaks it.
 * Pure.
 *
 * <p>May import: the JDK and Gson. Threads: none; everything is immutable or local.
 */
package org.zmqwebbridge.json;
