package org.insula.signal.audio;

import java.util.Locale;
import org.insula.signal.SignalException;

/** The sentences with which a file is refused; each begins with the name of its {@link Content}. */
final class Refusals {
    private Refusals() {}

    static SignalException noSound(String name, String why) {
        return new SignalException(name + " holds no sound that can be read (" + why
                + "); give a WAV, MP3, OGG, FLAC, M4A, WebM or MP4 file with sound.");
    }

    static SignalException nothingDecoded(String name, String codec) {
        return new SignalException(name + " has a sound track of " + codec
                + " in which no sample could be decoded; give a complete recording.");
    }

    static SignalException rate(String name, int rate, int least, int most) {
        return new SignalException(name + " says that it has " + rate + " samples a second; give sound of " + least
                + " to " + most + " Hz.");
    }

    static SignalException channels(String name, int channels, int most) {
        return new SignalException(
                name + " says that it has " + channels + " channels; give sound of 1 to " + most + ".");
    }

    static SignalException declaresTooMuch(String name, double seconds, AudioLimits limits) {
        return tooLong(name, "says that it lasts " + spoken(seconds), limits);
    }

    static SignalException lastsTooLong(String name, AudioLimits limits) {
        return tooLong(name, "lasts longer than " + spoken(limits.maxSeconds()), limits);
    }

    /** @param channel counted from 0 */
    static SignalException notFinite(String name, float sample, double seconds, int channel) {
        return new SignalException(String.format(
                Locale.ROOT,
                "%s holds a sample that is %s, which is no number of a size that sound has, %.4f s from its start in"
                        + " channel %d; save the recording again.",
                name,
                sample,
                seconds,
                channel + 1));
    }

    /** As people say it: seconds below ten minutes, hours above. */
    static String spoken(double seconds) {
        return seconds < 600
                ? String.format(Locale.ROOT, "%.2f s", seconds)
                : String.format(Locale.ROOT, "%.2f hours", seconds / 3600);
    }

    private static SignalException tooLong(String name, String what, AudioLimits limits) {
        return new SignalException(name + " " + what + ", more than the limit of " + spoken(limits.maxSeconds())
                + "; give a shorter part of it.");
    }
}
