/** The load tool against real bridges, on short windows: what it counts, never how fast. */
package org.zmqwebbridge.bench;
