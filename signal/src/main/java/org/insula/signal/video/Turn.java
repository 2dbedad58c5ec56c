package org.insula.signal.video;

import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_DATA_DISPLAYMATRIX;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_side_data_get;

import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacketSideData;
import org.bytedeco.javacpp.IntPointer;
import org.insula.signal.Picture;

/**
 * How the frames of a video must be turned to stand upright: mirrored first, then turned clockwise. Angles between quarter
 * turns are rounded to the nearest, as viewers do.
 *
 * @param mirrored left and right swapped
 * @param quarters 0 to 3
 */
record Turn(boolean mirrored, int quarters) {
    private static final Turn NONE = new Turn(false, 0);
    private static final int MATRIX_BYTES = 9 * Integer.BYTES;

    /** What the track's display matrix says; none counts as upright. */
    static Turn of(AVCodecParameters parameters) {
        if (parameters.nb_coded_side_data() <= 0) {
            return NONE;
        }
        AVPacketSideData side = av_packet_side_data_get(
                parameters.coded_side_data(), parameters.nb_coded_side_data(), AV_PKT_DATA_DISPLAYMATRIX);
        if (side == null || side.isNull() || side.size() < MATRIX_BYTES) {
            return NONE;
        }
        int[] matrix = new int[9];
        new IntPointer(side.data()).get(matrix);
        return of(matrix);
    }

    /**
     * A point (x, y) of a stored frame is shown at (a·x + c·y, b·x + d·y), y growing downwards.
     *
     * @param matrix shape (3, 3), row by row: a, b, ·, c, d, ·, ·, ·, ·
     */
    static Turn of(int[] matrix) {
        double a = matrix[0];
        double b = matrix[1];
        double c = matrix[3];
        double d = matrix[4];
        boolean mirrored = a * d - b * c < 0;
        double angle = mirrored ? Math.atan2(-b, -a) : Math.atan2(b, a);
        return new Turn(mirrored, Math.floorMod(Math.round(angle / (Math.PI / 2)), 4));
    }

    Picture apply(Picture stored) {
        return (mirrored ? stored.mirrored() : stored).turned(quarters);
    }
}
