package org.insula.gesture;

import java.util.BitSet;
import java.util.List;
import org.insula.signal.Picture;

/**
 * What is followed through the frames of a video. Safe for use by many threads at once; what it {@link #follow}s is not.
 * The networks are loaded at the first frame.
 */
interface Landmarks extends AutoCloseable {
    /** Names the networks and how rows are made of what they see. */
    String identity();

    /** How many numbers each row has. */
    int channels();

    /** Which of them are also given as speeds. */
    int[] speeds();

    /** Which of them count from their own mean. */
    BitSet centred();

    /** Begins a row of frames. */
    Following follow();

    @Override
    void close();

    /** One row of frames. */
    interface Following {
        /** Looks at the next frame. */
        void next(Picture frame);

        /** In how many frames something was seen. */
        int seen();

        /** What is sought, such as "hand". */
        String what();

        /**
         * The frames as rows of numbers that do not depend on how near the camera was.
         *
         * @return shape (frames, channels); NaN where a frame does not tell, no channel NaN throughout
         */
        float[][] rows();

        /** What is worth telling about what was seen, a sentence each. */
        List<String> remarks();
    }
}
