"""The transforms of AudioFeatures.java in numpy and scipy on one thread: OMP_NUM_THREADS=1 python3 audio-features.py"""

import time

import numpy as np
import scipy.fft
import scipy.ndimage
import scipy.signal
import scipy.sparse

RATE, HOP, POINTS = 22050, 512, 2048


def measured(name, work):
    work()
    times = []
    for _ in range(5):
        begin = time.perf_counter()
        work()
        times.append(time.perf_counter() - begin)
    print(f"{name:26s} median {np.median(times) * 1e3:8.1f} ms, least {min(times) * 1e3:8.1f} ms")


def transform(y, points, hop, window):
    padded = np.pad(y, points // 2)
    frames = np.lib.stride_tricks.sliding_window_view(padded, points)[::hop]
    return scipy.fft.rfft(frames * window if window is not None else np.ascontiguousarray(frames), axis=1)


def constant_q(y, per_octave):
    alpha = (2 ** (2 / per_octave) - 1) / (2 ** (2 / per_octave) + 1)
    low, hop, rate = 440 * 2 ** (-45 / 12) * 64, HOP, RATE
    out = []
    for octave in range(7):
        f = low * 2 ** (np.arange(per_octave) / per_octave)
        lengths = rate / alpha / f
        points = int(2 ** np.ceil(np.log2(lengths.max())))
        basis = np.zeros((per_octave, points), np.complex64)
        for k in range(per_octave):
            n = np.arange(np.floor(-lengths[k] / 2), np.floor(lengths[k] / 2))
            w = scipy.signal.get_window("hann", len(n)) * np.exp(2j * np.pi * n * f[k] / rate)
            before = (points - len(n)) // 2
            basis[k, before : before + len(n)] = w / np.abs(w).sum() / points
        spectra = np.fft.fft(basis, axis=1)[:, : points // 2 + 1].astype(np.complex64)
        spectra[np.abs(spectra) < 0.005 * np.abs(spectra).max(axis=1, keepdims=True)] = 0
        out.append(np.abs(scipy.sparse.csr_matrix(spectra) @ transform(y, points, hop, None).T))
        y = scipy.signal.resample_poly(y, 1, 2, window=("kaiser", 10.0)).astype(np.float32)
        low, hop, rate = low / 2, hop // 2, rate / 2
    return out


def main():
    t = np.arange(75 * RATE) / RATE
    y = 0.3 * np.sin(2 * np.pi * 220 * t) * np.exp(-5 * (t % 0.5)) + 0.2 * np.sin(2 * np.pi * 554 * t)
    y = (y + np.random.default_rng(1).uniform(-0.02, 0.02, len(t))).astype(np.float32)
    window = scipy.signal.get_window("hann", POINTS).astype(np.float32)
    bank = np.zeros((128, POINTS // 2 + 1), np.float32)
    corners = 700 * (10 ** (np.linspace(0, 2595 * np.log10(1 + RATE / 2 / 700), 130) / 2595) - 1)
    f = np.arange(POINTS // 2 + 1) * RATE / POINTS
    for i in range(128):
        bank[i] = np.interp(f, corners[i : i + 3], [0, 1, 0], left=0, right=0)

    def mel():
        return np.abs(transform(y, POINTS, HOP, window)) ** 2 @ bank.T

    def mfcc():
        db = 10 * np.log10(np.maximum(mel(), 1e-10))
        return scipy.fft.dct(np.maximum(db, db.max() - 80), type=2, norm="ortho", axis=1)[:, :20]

    s = np.abs(transform(y, POINTS, HOP, window))
    chroma = np.random.default_rng(2).random((12, s.shape[1]), np.float32)

    def masks():
        a = scipy.ndimage.median_filter(s, size=(31, 1), mode="reflect")
        b = scipy.ndimage.median_filter(s, size=(1, 31), mode="reflect")
        z = np.maximum(a, b)
        z[z < np.finfo(np.float32).tiny] = 1
        return (a / z) ** 2 / ((a / z) ** 2 + (b / z) ** 2), (b / z) ** 2 / ((a / z) ** 2 + (b / z) ** 2)

    measured("stftMagnitude", lambda: np.abs(transform(y, POINTS, HOP, window)))
    measured("melSpectrogram", mel)
    measured("mfccFromSound", mfcc)
    measured("harmonicPercussiveMasks", masks)
    measured("chromaOfMagnitudes", lambda: s @ chroma.T)
    measured("constantQ84", lambda: constant_q(y, 12))
    measured("constantQ252", lambda: constant_q(y, 36))


if __name__ == "__main__":
    main()
