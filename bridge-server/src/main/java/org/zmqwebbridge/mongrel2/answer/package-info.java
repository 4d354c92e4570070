/**
 * What directories and proxies see of one request, so that they know nothing of how its connection
 * is read.
 *
 * <p>Imports the JDK only. Threads: as its two interfaces say.
 */
package org.zmqwebbridge.mongrel2.answer;
