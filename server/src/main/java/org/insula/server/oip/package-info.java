/**
 * The Open Inference Protocol, version 2, over REST with JSON or binary tensors, and over gRPC.
 *
 * @see <a href="https://github.com/kserve/open-inference-protocol">The protocol</a>
 */
package org.insula.server.oip;
