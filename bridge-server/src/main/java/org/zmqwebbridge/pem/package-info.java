/**
 * Certificates and keys in PEM files (RFC 7468), as operators have them.
 *
 * <p>Imports the JDK only. Threads: none.
 */
package org.zmqwebbridge.pem;
