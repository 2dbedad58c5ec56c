package org.insula.signal.audio;

import org.insula.signal.SignalException;

/**
 * The energy of a sound in mel bands over time: {@code librosa.feature.melspectrogram}.
 *
 * @param stft how frames are cut and transformed
 * @param bank for the same transform length
 * @param of whether magnitudes (librosa's {@code power=1}) or powers ({@code power=2}, its default) are added up
 */
public record MelSpectrogram(Stft stft, MelFilterBank bank, Of of) {
    /** What is added up in a band. */
    public enum Of {
        MAGNITUDE,
        POWER
    }

    /** @throws SignalException if the bank is made for another transform length */
    public MelSpectrogram {
        if (bank.fftLength() != stft.fftLength()) {
            throw new SignalException("The mel filter bank is made for transforms of " + bank.fftLength()
                    + " points and the transform has " + stft.fftLength() + "; use the same length for both.");
        }
    }

    /** Powers in so many bands from 0 Hz to half the sample rate, as librosa's defaults give them. */
    public static MelSpectrogram power(Stft stft, int sampleRate, int bands) {
        return new MelSpectrogram(stft, MelFilterBank.slaney(sampleRate, stft.fftLength(), bands), Of.POWER);
    }

    /**
     * The mel spectrogram of a sound, shape (frames, bands).
     *
     * @throws SignalException if the sound has another sample rate than the bank
     */
    public Spectrogram apply(Waveform sound) {
        if (sound.sampleRate() != bank.sampleRate()) {
            throw new SignalException("The sound has " + sound.sampleRate() + " Hz and the mel filter bank is made for "
                    + bank.sampleRate() + "; resample the sound or build the bank for its rate.");
        }
        int count = stft.frames(sound.length());
        float[] mels = Spectrogram.allocate(count, bank.bands());
        Frames.Kind kind = of == Of.POWER ? Frames.Kind.POWER : Frames.Kind.MAGNITUDE;
        Frames frames = new Frames(stft);
        for (int t = 0; t < count; t += frames.atOnce()) {
            int some = Math.min(frames.atOnce(), count - t);
            frames.transform(sound.samples(), t, some);
            frames.bands(bank.bank(), kind, some, mels, t * bank.bands());
        }
        return stft.spectrogram(mels, bank.bands(), sound.sampleRate());
    }

    /** The same of a spectrogram that holds the magnitudes or powers of {@link #stft}. */
    public Spectrogram apply(Spectrogram sizes) {
        if (sizes.bins() != stft.bins()) {
            throw new SignalException("The spectrogram has " + sizes.bins() + " bins and the mel filter bank takes "
                    + stft.bins() + "; give one of a transform of the same length.");
        }
        return bank.bank().apply(sizes);
    }
}
