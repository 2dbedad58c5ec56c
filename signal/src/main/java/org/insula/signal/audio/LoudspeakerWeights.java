package org.insula.signal.audio;

import static org.bytedeco.ffmpeg.global.avutil.AV_CHANNEL_ORDER_UNSPEC;
import static org.bytedeco.ffmpeg.global.avutil.AV_CHAN_BACK_CENTER;
import static org.bytedeco.ffmpeg.global.avutil.AV_CHAN_BACK_LEFT;
import static org.bytedeco.ffmpeg.global.avutil.AV_CHAN_BACK_RIGHT;
import static org.bytedeco.ffmpeg.global.avutil.AV_CHAN_LOW_FREQUENCY;
import static org.bytedeco.ffmpeg.global.avutil.AV_CHAN_LOW_FREQUENCY_2;
import static org.bytedeco.ffmpeg.global.avutil.AV_CHAN_SIDE_LEFT;
import static org.bytedeco.ffmpeg.global.avutil.AV_CHAN_SIDE_RIGHT;
import static org.bytedeco.ffmpeg.global.avutil.av_channel_layout_channel_from_index;
import static org.bytedeco.ffmpeg.global.avutil.av_channel_layout_default;

import java.util.Arrays;
import java.util.Set;
import org.bytedeco.ffmpeg.avutil.AVChannelLayout;

/** What a loudspeaker weighs by where it stands, ITU-R BS.1770-4, table 3. */
final class LoudspeakerWeights {
    private static final double AROUND = 1.41;
    private static final Set<Integer> BEHIND =
            Set.of(AV_CHAN_SIDE_LEFT, AV_CHAN_SIDE_RIGHT, AV_CHAN_BACK_LEFT, AV_CHAN_BACK_RIGHT, AV_CHAN_BACK_CENTER);
    private static final Set<Integer> EFFECTS = Set.of(AV_CHAN_LOW_FREQUENCY, AV_CHAN_LOW_FREQUENCY_2);

    private LoudspeakerWeights() {}

    /** Of each channel; where the file does not say which is which, in the order that is usual for their number. */
    static double[] of(AVChannelLayout layout) {
        int channels = layout.nb_channels();
        double[] weights = new double[channels];
        try (AVChannelLayout usual = new AVChannelLayout()) {
            av_channel_layout_default(usual, channels);
            AVChannelLayout known = layout.order() == AV_CHANNEL_ORDER_UNSPEC ? usual : layout;
            Arrays.setAll(weights, c -> weight(av_channel_layout_channel_from_index(known, c)));
        }
        return weights;
    }

    private static double weight(int channel) {
        if (EFFECTS.contains(channel)) {
            return 0;
        }
        return BEHIND.contains(channel) ? AROUND : 1;
    }
}
