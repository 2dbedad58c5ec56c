package org.insula.signal.video;

import java.util.Locale;
import org.insula.signal.SignalException;

/** The sentences with which moving pictures are refused; each begins with the name of what was given. */
final class Refusals {
    private Refusals() {}

    static SignalException noPictures(String name, String why) {
        return new SignalException(name + " holds no moving pictures that can be read (" + why
                + "); give an MP4, WebM, MKV, MOV, AVI, GIF or APNG file, or numbered pictures in a zip.");
    }

    static SignalException nothingDecoded(String name, String codec) {
        return new SignalException(name + " has a picture track of " + codec
                + " in which no frame could be decoded; give a complete video.");
    }

    static SignalException tooManyPixels(String name, long width, long height, VideoLimits limits) {
        return new SignalException(name + " says that its frames have " + width + " by " + height + " pixels, at most "
                + limits.maxPixels() + " are read; give a smaller video.");
    }

    static SignalException tooManyFrames(String name, VideoLimits limits) {
        return new SignalException(name + " has more than " + limits.maxFrames()
                + " frames, the most that are read; give a shorter part of it.");
    }

    /** @param verb such as "says that it lasts" */
    static SignalException tooLong(String name, String verb, double seconds, VideoLimits limits) {
        return new SignalException(String.format(
                Locale.ROOT,
                "%s %s %.1f s, at most %.0f s are read; give a shorter part of it.",
                name,
                verb,
                seconds,
                limits.maxSeconds()));
    }
}
