/**
 * Reads settings: YAML, environment variables and {@code --set}, with line numbers and suggestions
 * where something is wrong; and the files that secrets are in. Knows no key by name; the
 * composition root does.
 *
 * <p>May import: SnakeYAML, and Guava for IP addresses. Threads: the caller's.
 */
package org.zmqwebbridge.config;
