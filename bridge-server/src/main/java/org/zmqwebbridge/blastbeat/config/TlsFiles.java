package org.zmqwebbridge.blastbeat.config;

import java.nio.file.Path;

/**
 * A certificate, and its key.
 *
 * <p>Immutable.
 *
 * @param certificate a PEM file: the certificate, and after it the chain
 * @param key a PEM file: the private key, not encrypted
 */
public record TlsFiles(Path certificate, Path key) {}
