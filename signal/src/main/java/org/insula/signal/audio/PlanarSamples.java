package org.insula.signal.audio;

import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_DBL;
import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_FLT;
import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_S16;
import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_S32;
import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_S64;
import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_U8;
import static org.bytedeco.ffmpeg.global.avutil.av_get_packed_sample_fmt;
import static org.bytedeco.ffmpeg.global.avutil.av_sample_fmt_is_planar;

import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.ShortPointer;
import org.insula.signal.SignalException;

/** Turns frames of all of FFmpeg's sample formats into floats, 1 being full scale, one array for each channel. */
final class PlanarSamples {
    private float[][] planes = {};
    private float[] packed = {};
    private byte[] bytes = {};
    private short[] shorts = {};
    private int[] ints = {};
    private long[] longs = {};
    private double[] doubles = {};

    /** Shape (channels, at least the frame's samples); the arrays are used again for the next frame. */
    float[][] planes(AVFrame frame) {
        int channels = frame.ch_layout().nb_channels();
        int n = frame.nb_samples();
        int format = av_get_packed_sample_fmt(frame.format());
        makeRoom(channels, n);
        if (av_sample_fmt_is_planar(frame.format()) != 0) {
            for (int c = 0; c < channels; c++) {
                convert(frame.extended_data(c), format, n, planes[c]);
            }
        } else if (channels == 1) {
            convert(frame.extended_data(0), format, n, planes[0]);
        } else {
            int all = Math.multiplyExact(channels, n);
            packed = packed.length < all ? new float[all] : packed;
            convert(frame.extended_data(0), format, all, packed);
            spread(channels, n);
        }
        return planes;
    }

    private void makeRoom(int channels, int n) {
        if (planes.length != channels || planes[0].length < n) {
            planes = new float[channels][n];
        }
    }

    private void spread(int channels, int n) {
        for (int c = 0; c < channels; c++) {
            float[] plane = planes[c];
            for (int i = 0, at = c; i < n; i++, at += channels) {
                plane[i] = packed[at];
            }
        }
    }

    private void convert(BytePointer from, int format, int n, float[] to) {
        if (format == AV_SAMPLE_FMT_FLT) {
            new FloatPointer(from).get(to, 0, n);
        } else if (format == AV_SAMPLE_FMT_S16) {
            fromShorts(new ShortPointer(from), n, to);
        } else if (format == AV_SAMPLE_FMT_S32) {
            fromInts(new IntPointer(from), n, to);
        } else if (format == AV_SAMPLE_FMT_U8) {
            fromBytes(from, n, to);
        } else if (format == AV_SAMPLE_FMT_DBL) {
            fromDoubles(new DoublePointer(from), n, to);
        } else if (format == AV_SAMPLE_FMT_S64) {
            fromLongs(new LongPointer(from), n, to);
        } else {
            throw new SignalException("The decoder gave samples in the unknown form " + format
                    + "; save the recording as WAV and give that.");
        }
    }

    private void fromBytes(BytePointer from, int n, float[] to) {
        bytes = bytes.length < n ? new byte[n] : bytes;
        from.get(bytes, 0, n);
        for (int i = 0; i < n; i++) {
            to[i] = ((bytes[i] & 255) - 128) * 0x1p-7f;
        }
    }

    private void fromShorts(ShortPointer from, int n, float[] to) {
        shorts = shorts.length < n ? new short[n] : shorts;
        from.get(shorts, 0, n);
        for (int i = 0; i < n; i++) {
            to[i] = shorts[i] * 0x1p-15f;
        }
    }

    private void fromInts(IntPointer from, int n, float[] to) {
        ints = ints.length < n ? new int[n] : ints;
        from.get(ints, 0, n);
        for (int i = 0; i < n; i++) {
            to[i] = ints[i] * 0x1p-31f;
        }
    }

    private void fromLongs(LongPointer from, int n, float[] to) {
        longs = longs.length < n ? new long[n] : longs;
        from.get(longs, 0, n);
        for (int i = 0; i < n; i++) {
            to[i] = longs[i] * 0x1p-63f;
        }
    }

    private void fromDoubles(DoublePointer from, int n, float[] to) {
        doubles = doubles.length < n ? new double[n] : doubles;
        from.get(doubles, 0, n);
        for (int i = 0; i < n; i++) {
            to[i] = (float) doubles[i];
        }
    }
}
