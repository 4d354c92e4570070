/** The demo of BlastBeat, its options and its nodes. */
package org.zmqwebbridge.demo.blastbeat;
