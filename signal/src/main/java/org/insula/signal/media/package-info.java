/** Files around sound and moving pictures: their bytes, FFmpeg, containers and tracks. Not exported. */
package org.insula.signal.media;
