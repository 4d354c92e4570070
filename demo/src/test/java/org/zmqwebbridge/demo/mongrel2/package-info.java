/** The demo of Mongrel2, its options, its sound and its handlers. */
package org.zmqwebbridge.demo.mongrel2;
