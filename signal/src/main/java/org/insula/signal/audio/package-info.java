/** Sound: decoding it from files, resampling it, and its pictures of time and frequency. */
package org.insula.signal.audio;
