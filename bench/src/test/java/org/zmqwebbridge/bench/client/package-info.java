/** The schedule and the reading of frames, byte by byte. */
package org.zmqwebbridge.bench.client;
