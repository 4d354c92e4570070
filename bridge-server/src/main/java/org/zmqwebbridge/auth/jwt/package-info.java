/**
 * JSON Web Tokens as credentials.
 *
 * <p>May import: {@code auth}, {@code auth.credential}, Nimbus JOSE + JWT. Threads: hooks' workers.
 */
package org.zmqwebbridge.auth.jwt;
