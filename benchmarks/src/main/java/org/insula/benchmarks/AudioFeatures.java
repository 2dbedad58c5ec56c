package org.insula.benchmarks;

import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.insula.signal.audio.ChromaFilterBank;
import org.insula.signal.audio.ConstantQ;
import org.insula.signal.audio.HarmonicPercussive;
import org.insula.signal.audio.MelSpectrogram;
import org.insula.signal.audio.Mfcc;
import org.insula.signal.audio.Spectrogram;
import org.insula.signal.audio.Stft;
import org.insula.signal.audio.SuperFlux;
import org.insula.signal.audio.Tuning;
import org.insula.signal.audio.Waveform;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * How long do the time-frequency transforms of 75 seconds of sound at 22,050 Hz take on one core? The script
 * {@code audio-features.py} does the same with numpy and scipy.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 1,
        jvmArgsAppend = {"--add-modules", "jdk.incubator.vector", "-XX:+UseSerialGC"})
public class AudioFeatures {
    private static final int RATE = 22_050;

    private final Stft stft = Stft.music();
    private final MelSpectrogram mel = MelSpectrogram.power(stft, RATE, 128);
    private final Mfcc mfcc = Mfcc.music(RATE);
    private final ChromaFilterBank pitchClasses = new ChromaFilterBank(RATE, 2048, 0);
    private Waveform sound;
    private Spectrogram magnitude;

    @Setup
    public void make() {
        SplittableRandom random = new SplittableRandom(1);
        float[] samples = new float[75 * RATE];
        for (int n = 0; n < samples.length; n++) {
            double t = (double) n / RATE;
            samples[n] = (float) (0.3 * Math.sin(2 * Math.PI * 220 * t) * Math.exp(-5 * (t % 0.5))
                    + 0.2 * Math.sin(2 * Math.PI * 554 * t)
                    + 0.02 * (2 * random.nextDouble() - 1));
        }
        sound = Waveform.of(samples, RATE);
        magnitude = stft.magnitude(sound);
    }

    @Benchmark
    public Spectrogram stftMagnitude() {
        return stft.magnitude(sound);
    }

    @Benchmark
    public Spectrogram melSpectrogram() {
        return mel.apply(sound);
    }

    @Benchmark
    public Spectrogram mfccFromSound() {
        return mfcc.apply(sound);
    }

    @Benchmark
    public float[] superFlux() {
        return SuperFlux.at(RATE).strength(sound);
    }

    @Benchmark
    public HarmonicPercussive.Parts harmonicPercussiveMasks() {
        return HarmonicPercussive.music().masks(magnitude);
    }

    @Benchmark
    public double tuning() {
        return Tuning.estimate(magnitude, RATE, 12);
    }

    @Benchmark
    public Spectrogram chromaOfMagnitudes() {
        return pitchClasses.apply(magnitude);
    }

    @Benchmark
    public Spectrogram constantQ84() {
        return ConstantQ.semitones(RATE, 512).magnitude(sound);
    }

    @Benchmark
    public Spectrogram constantQ252() {
        return ConstantQ.chroma(RATE, 512, 0).magnitude(sound);
    }
}
