package org.insula.signal.video;

import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_VIDEO;

import java.util.Set;
import org.insula.signal.media.Wanted;

/**
 * What FFmpeg may open here: what phones, cameras, browsers and screen recorders write. Each entry is code that hostile
 * bytes can reach, so the list is short. All of it is in the LGPL build; H.264 and H.265 are FFmpeg's own decoders.
 */
final class VideoFormats {
    /** Containers, by FFmpeg's names; an entry with commas is one container. */
    private static final String CONTAINERS = String.join(
            ",",
            "matroska,webm",
            "mov,mp4,m4a,3gp,3g2,mj2",
            "avi",
            "mpegts",
            "mpeg",
            "flv",
            "ogg",
            "asf",
            "ivf",
            "gif",
            "apng");

    private static final Set<String> DECODERS = Set.of(
            "h264",
            "hevc",
            "vp8",
            "vp9",
            "libaom-av1",
            "mpeg4",
            "mpeg1video",
            "mpeg2video",
            "h263",
            "msmpeg4v2",
            "msmpeg4",
            "mjpeg",
            "theora",
            "gif",
            "apng",
            "png");

    private VideoFormats() {}

    static Wanted wanted(VideoLimits limits) {
        return new Wanted(
                AVMEDIA_TYPE_VIDEO,
                CONTAINERS,
                DECODERS,
                limits.maxPixels(),
                new Wanted.Words("it has sound only", "it has no pictures", "its pictures are", Refusals::noPictures));
    }
}
