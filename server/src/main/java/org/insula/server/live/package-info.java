/** Live streams over WebSocket: samples of sound, pictures from a camera. */
package org.insula.server.live;
