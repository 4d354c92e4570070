/** The demo of BlastBeat, its options, its page and its nodes. */
package org.zmqwebbridge.demo.blastbeat;
