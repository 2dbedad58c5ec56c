package org.insula.signal.video;

import java.util.List;
import org.insula.signal.Picture;

/** Frames one after the other, wherever they come from. Not for use by two threads at once. */
interface FrameSource extends AutoCloseable {
    /** Goes on to the next frame; false at the end. */
    boolean next();

    /** When the frame at hand is shown, in seconds from the first one. */
    double seconds();

    /** The frame at hand, upright. */
    Picture picture();

    /** What was wrong or assumed so far, a sentence each. */
    List<String> notes();

    @Override
    void close();
}
