package org.insula.signal.video;

import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_JPEG;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_UNSPECIFIED;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_FLAG_ALPHA;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_FLAG_PAL;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_RGB24;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_RGBA;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVJ420P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVJ422P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVJ444P;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_buffer;
import static org.bytedeco.ffmpeg.global.avutil.av_pix_fmt_desc_get;
import static org.bytedeco.ffmpeg.global.swscale.SWS_ACCURATE_RND;
import static org.bytedeco.ffmpeg.global.swscale.SWS_BILINEAR;
import static org.bytedeco.ffmpeg.global.swscale.SWS_CS_ITU601;
import static org.bytedeco.ffmpeg.global.swscale.SWS_CS_ITU709;
import static org.bytedeco.ffmpeg.global.swscale.SWS_FULL_CHR_H_INT;
import static org.bytedeco.ffmpeg.global.swscale.sws_freeContext;
import static org.bytedeco.ffmpeg.global.swscale.sws_getCachedContext;
import static org.bytedeco.ffmpeg.global.swscale.sws_getCoefficients;
import static org.bytedeco.ffmpeg.global.swscale.sws_scale;
import static org.bytedeco.ffmpeg.global.swscale.sws_setColorspaceDetails;

import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVPixFmtDescriptor;
import org.bytedeco.ffmpeg.swscale.SwsContext;
import org.bytedeco.ffmpeg.swscale.SwsFilter;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.IntPointer;
import org.insula.signal.Picture;
import org.insula.signal.SignalException;

/**
 * Turns decoded frames of any pixel format into pictures: square pixels, sRGB as viewers show it without a colour profile,
 * what is transparent on white. Not for use by two threads at once.
 */
final class RgbConverter implements AutoCloseable {
    private static final int FLAGS = SWS_BILINEAR | SWS_ACCURATE_RND | SWS_FULL_CHR_H_INT;
    private static final int UNIT = 1 << 16;
    /** Pictures so high are taken as BT.709 where they do not say, lower ones as BT.601, as players do. */
    private static final int HIGH_DEFINITION = 720;

    private static final double MOST_STRETCH = 4;

    private SwsContext context;
    private AVFrame target;
    private byte[] row = {};

    /** @param name of the content, for the sentence when it cannot be done */
    Picture convert(AVFrame frame, String name, VideoLimits limits) {
        int height = frame.height();
        int width = shownWidth(frame);
        if ((long) width * height > limits.maxPixels()) {
            width = frame.width();
        }
        boolean alpha = hasAlpha(frame.format());
        prepare(frame, width, height, alpha ? AV_PIX_FMT_RGBA : AV_PIX_FMT_RGB24, name);
        int done = sws_scale(context, frame.data(), frame.linesize(), 0, height, target.data(), target.linesize());
        if (done != height) {
            throw refused(frame, name);
        }
        return Picture.of(width, height, alpha ? onWhite(width, height) : packed(width, height));
    }

    private static int shownWidth(AVFrame frame) {
        double ratio = (double) frame.sample_aspect_ratio().num()
                / frame.sample_aspect_ratio().den();
        return ratio > 1 / MOST_STRETCH && ratio < MOST_STRETCH
                ? Math.max(1, (int) Math.round(frame.width() * ratio))
                : frame.width();
    }

    private static boolean hasAlpha(int format) {
        AVPixFmtDescriptor form = av_pix_fmt_desc_get(format);
        return form != null && (form.flags() & (AV_PIX_FMT_FLAG_ALPHA | AV_PIX_FMT_FLAG_PAL)) != 0;
    }

    private void prepare(AVFrame frame, int width, int height, int format, String name) {
        context = sws_getCachedContext(
                context,
                frame.width(),
                height,
                frame.format(),
                width,
                height,
                format,
                FLAGS,
                (SwsFilter) null,
                (SwsFilter) null,
                (DoublePointer) null);
        if (context == null || context.isNull()) {
            context = null;
            throw refused(frame, name);
        }
        IntPointer matrix = sws_getCoefficients(matrix(frame));
        sws_setColorspaceDetails(context, matrix, isFullRange(frame) ? 1 : 0, matrix, 1, 0, UNIT, UNIT);
        if (target == null || target.width() != width || target.height() != height || target.format() != format) {
            freeTarget();
            target = av_frame_alloc();
            target.width(width);
            target.height(height);
            target.format(format);
            if (av_frame_get_buffer(target, 0) < 0) {
                throw refused(frame, name);
            }
        }
    }

    private static int matrix(AVFrame frame) {
        if (frame.colorspace() != AVCOL_SPC_UNSPECIFIED) {
            return frame.colorspace(); // FFmpeg numbers both alike and takes BT.601 for what it does not know
        }
        return frame.height() >= HIGH_DEFINITION ? SWS_CS_ITU709 : SWS_CS_ITU601;
    }

    private static boolean isFullRange(AVFrame frame) {
        int format = frame.format();
        return frame.color_range() == AVCOL_RANGE_JPEG
                || format == AV_PIX_FMT_YUVJ420P
                || format == AV_PIX_FMT_YUVJ422P
                || format == AV_PIX_FMT_YUVJ444P;
    }

    private byte[] packed(int width, int height) {
        byte[] rgb = new byte[3 * width * height];
        BytePointer data = target.data(0);
        for (int y = 0; y < height; y++) {
            data.position((long) y * target.linesize(0)).get(rgb, 3 * width * y, 3 * width);
        }
        return rgb;
    }

    private byte[] onWhite(int width, int height) {
        byte[] rgb = new byte[3 * width * height];
        row = row.length < 4 * width ? new byte[4 * width] : row;
        BytePointer data = target.data(0);
        int at = 0;
        for (int y = 0; y < height; y++) {
            data.position((long) y * target.linesize(0)).get(row, 0, 4 * width);
            for (int x = 0; x < 4 * width; x += 4) {
                int alpha = row[x + 3] & 255;
                for (int channel = 0; channel < 3; channel++) {
                    rgb[at++] = (byte) (255 - ((255 - (row[x + channel] & 255)) * alpha + 127) / 255);
                }
            }
        }
        return rgb;
    }

    private static SignalException refused(AVFrame frame, String name) {
        return new SignalException(
                name + " has a frame of " + frame.width() + " by " + frame.height() + " pixels in the form "
                        + frame.format() + ", which cannot be converted; save it as MP4 and give that.");
    }

    private void freeTarget() {
        if (target != null) {
            av_frame_free(target);
            target = null;
        }
    }

    @Override
    public void close() {
        freeTarget();
        if (context != null) {
            sws_freeContext(context);
            context = null;
        }
    }
}
