package org.insula.signal.audio;

import java.util.Locale;
import org.insula.signal.SignalException;

/** The plain mean of all channels, each counting alike, as {@code librosa.to_mono} has it. */
final class MonoMix {
    /** Beyond this the filter of the rate converter could overflow. */
    private static final float MOST = 1e30f;

    private float[] mono = {};

    /** The mean of the frame at hand; the array is used again for the next one. */
    float[] of(Track track, int n) {
        float[][] planes = track.frame();
        mono = mono.length < n ? new float[n] : mono;
        if (planes.length == 1) {
            System.arraycopy(planes[0], 0, mono, 0, n);
        } else if (planes.length == 2) {
            mean(planes[0], planes[1], n);
        } else {
            mean(planes, n);
        }
        check(track, planes, n);
        return mono;
    }

    private void mean(float[] left, float[] right, int n) {
        for (int i = 0; i < n; i++) {
            mono[i] = 0.5f * left[i] + 0.5f * right[i];
        }
    }

    private void mean(float[][] planes, int n) {
        for (int i = 0; i < n; i++) {
            double sum = 0;
            for (float[] plane : planes) {
                sum += plane[i];
            }
            mono[i] = (float) (sum / planes.length);
        }
    }

    /** A channel that is not finite makes the mean not finite, but for two giants that cancel, which are harmless. */
    private void check(Track track, float[][] planes, int n) {
        for (int i = 0; i < n; i++) {
            if (!(Math.abs(mono[i]) <= MOST)) {
                throw notFinite(track, planes, i);
            }
        }
    }

    private static SignalException notFinite(Track track, float[][] planes, int at) {
        int channel = 0;
        while (channel < planes.length - 1 && Math.abs(planes[channel][at]) <= MOST) {
            channel++;
        }
        double seconds = track.frameSeconds() + (double) at / track.frameRate();
        return new SignalException(String.format(
                Locale.ROOT,
                "%s holds a sample that is %s, which is no number of a size that sound has, %.4f s from its start in channel %d;"
                        + " save the recording again.",
                track.name(),
                planes[channel][at],
                seconds,
                channel + 1));
    }
}
