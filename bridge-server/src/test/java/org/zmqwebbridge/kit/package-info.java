/**
 * What tests talk to a bridge with, from inside and from outside: a client's bytes, a page's
 * certificate, the conversations of {@code docs/protocol}. Other modules have it as this one's test
 * jar.
 *
 * <p>May import: the codec of the second wire, Gson, JUnit; nothing else of the bridge. Threads:
 * none of its own.
 */
package org.zmqwebbridge.kit;
