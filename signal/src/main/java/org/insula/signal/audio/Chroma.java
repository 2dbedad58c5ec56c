package org.insula.signal.audio;

/**
 * How much of each of the twelve pitch classes sounds at each frame, C first. Each frame is divided by its largest
 * class, as librosa does; for the energies themselves use {@link ChromaFilterBank} or {@link ConstantQ#chroma}.
 */
public final class Chroma {
    private Chroma() {}

    /**
     * {@code librosa.feature.chroma_stft} with its defaults: powers of {@link Stft#music}, tuning estimated.
     *
     * @return shape (frames, 12), 0 to 1
     */
    public static Spectrogram ofStft(Waveform sound) {
        return ofPowers(Stft.music().power(sound), sound.sampleRate());
    }

    /**
     * The same of powers that are at hand; the tuning is estimated from them.
     *
     * @param powers fftLength / 2 + 1 bins
     */
    public static Spectrogram ofPowers(Spectrogram powers, int sampleRate) {
        double tuning = Tuning.estimate(powers, sampleRate, ChromaFilterBank.CLASSES);
        return new ChromaFilterBank(sampleRate, 2 * (powers.bins() - 1), tuning)
                .apply(powers)
                .peakNormalised();
    }

    /**
     * {@code librosa.feature.chroma_cqt} with its defaults: 7 octaves from C1 with 36 bins each, tuning estimated.
     *
     * @param hop samples from one frame to the next
     * @return shape (frames, 12), 0 to 1
     */
    public static Spectrogram ofConstantQ(Waveform sound, int hop) {
        ConstantQ transform = ConstantQ.chroma(sound.sampleRate(), hop, Tuning.estimate(sound, 36));
        return transform.pitchClasses(transform.magnitude(sound)).peakNormalised();
    }
}
