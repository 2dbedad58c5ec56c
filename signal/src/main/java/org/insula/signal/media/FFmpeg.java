package org.insula.signal.media;

import static org.bytedeco.ffmpeg.global.avutil.AV_LOG_QUIET;
import static org.bytedeco.ffmpeg.global.avutil.av_log_set_level;
import static org.bytedeco.ffmpeg.global.avutil.av_max_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_strerror;

import java.nio.charset.StandardCharsets;
import org.insula.signal.SignalException;

/**
 * FFmpeg's libraries, loaded once and told to be silent.
 *
 * <p>JavaCPP unpacks them into the folder of the system property {@code org.bytedeco.javacpp.cachedir}, by default
 * {@code ~/.javacpp/cache}, once for each version. It refuses memory when the whole process holds more than twice the
 * heap's limit, which a process with networks in it does lawfully; that check is switched off unless somebody set it.
 */
public final class FFmpeg {
    /** The most that FFmpeg may ask for in one piece: tables of a long recording and large covers, but no bombs. */
    private static final long MOST_BYTES_AT_ONCE = 256L << 20;

    private static final String MEMORY_CHECK = "org.bytedeco.javacpp.maxPhysicalBytes";

    private FFmpeg() {}

    /**
     * Makes the libraries ready; every door calls it first.
     *
     * @throws SignalException where they cannot be loaded
     */
    public static void load() {
        try {
            Loaded.once();
        } catch (LinkageError e) {
            throw new SignalException(
                    "FFmpeg's library for " + System.getProperty("os.name") + " on " + System.getProperty("os.arch")
                            + " could not be loaded (" + e.getMessage()
                            + "); build Insula on this machine, or make the folder of org.bytedeco.javacpp.cachedir writable.",
                    e);
        }
    }

    /** FFmpeg's words for an error number. */
    public static String words(int error) {
        byte[] text = new byte[128];
        av_strerror(error, text, text.length);
        int end = 0;
        while (end < text.length && text[end] != 0) {
            end++;
        }
        return new String(text, 0, end, StandardCharsets.UTF_8);
    }

    private static final class Loaded {
        static {
            if (System.getProperty(MEMORY_CHECK) == null) {
                System.setProperty(MEMORY_CHECK, "0");
            }
            av_log_set_level(AV_LOG_QUIET);
            av_max_alloc(MOST_BYTES_AT_ONCE);
        }

        static void once() {}
    }
}
