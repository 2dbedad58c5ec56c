/** Moving pictures: video files and rows of numbered pictures, frame by frame. */
package org.insula.signal.video;
