"""Reference values for the transforms of org.insula.signal.audio, written beside this script.

It states the definitions of librosa 0.11 once more with numpy and scipy, from their documentation and papers,
without librosa. Made with Python 3.11, numpy 1.24.2 and scipy 1.10.1:  python3 golden.py

Each file: rows and columns as big-endian 32-bit integers, then the rows as big-endian 32-bit floats.
"""

import pathlib

import numpy as np
import scipy.fft
import scipy.ndimage
import scipy.signal

HERE = pathlib.Path(__file__).parent
RATE = 22050


def write(name, values):
    values = np.atleast_2d(np.asarray(values))
    with open(HERE / (name + ".f32"), "wb") as out:
        out.write(np.array(values.shape, ">i4").tobytes())
        out.write(values.astype(">f4").tobytes())


def sound(length=16384):
    """Three notes that begin one after the other, slightly sharp, a click and noise; GoldenSound.java makes the same."""
    state = 12345
    noise = np.empty(length)
    for n in range(length):
        state = (1103515245 * state + 12345) % 2**31
        noise[n] = state / 2**30 - 1
    t = np.arange(length) / RATE
    y = 0.01 * noise
    for begin, hertz in ((0, 222.0), (5000, 279.7), (9000, 332.6)):
        for partial in (1, 2, 3, 5):
            tone = np.sin(2 * np.pi * hertz * partial * (t - begin / RATE)) * np.exp(-3 * (t - begin / RATE))
            y += np.where(np.arange(length) >= begin, 0.3 / partial * tone, 0)
    y[12000] += 0.9
    return y.astype(np.float32)


def hann(length):
    return 0.5 - 0.5 * np.cos(2 * np.pi * np.arange(length) / length)


def stft(y, n_fft, hop, window=None, mode="constant", centred=True):
    window = n_fft if window is None else window
    full = np.zeros(n_fft)
    before = (n_fft - window) // 2
    full[before : before + window] = hann(window)
    if centred:
        y = np.pad(y.astype(np.float64), n_fft // 2, mode=mode)
    frames = 1 + (len(y) - n_fft) // hop
    return np.array([np.fft.rfft(full * y[t * hop : t * hop + n_fft]) for t in range(frames)])


def hertz_to_mel(f, htk):
    f = np.asarray(f, float)
    if htk:
        return 2595 * np.log10(1 + f / 700)
    return np.where(f < 1000, f * 3 / 200, 15 + 27 * np.log(np.maximum(f, 1e-9) / 1000) / np.log(6.4))


def mel_to_hertz(m, htk):
    m = np.asarray(m, float)
    if htk:
        return 700 * (10 ** (m / 2595) - 1)
    return np.where(m < 15, m * 200 / 3, 1000 * np.exp((m - 15) * np.log(6.4) / 27))


def mel_bank(rate, n_fft, bands, low, high, htk=False, slaney_norm=True):
    corners = mel_to_hertz(np.linspace(hertz_to_mel(low, htk), hertz_to_mel(high, htk), bands + 2), htk)
    f = np.arange(n_fft // 2 + 1) * rate / n_fft
    bank = np.array([np.interp(f, corners[i : i + 3], [0, 1, 0], left=0, right=0) for i in range(bands)])
    return bank * (2 / (corners[2:] - corners[:-2]))[:, None] if slaney_norm else bank


def decibels(power, reference=1.0, least=1e-10, span=80.0):
    db = 10 * np.log10(np.maximum(power, least) / max(reference, least))
    return np.maximum(db, db.max() - span)


def onset(db, lag=1, size=1, aggregate=np.mean, detrend=False, shift=2):
    before = scipy.ndimage.maximum_filter1d(db, size, axis=1) if size > 1 else db
    rise = aggregate(np.maximum(0, db[lag:] - before[:-lag]), axis=1)
    rise = np.concatenate((np.zeros(lag + shift), rise))
    if detrend:
        rise = scipy.signal.lfilter([1, -1], [1, -0.99], rise)
    return rise[: len(db)]


def main():
    y = sound()
    write("sound", y[::1024])

    spectra = stft(y, 512, 128, window=400)
    some = [0, 1, 40, 128]
    write("stft-512-400-128", np.hstack((spectra[some].real, spectra[some].imag)))
    write("stft-mirror", np.abs(stft(y, 512, 128, mode="reflect"))[[0, 1, 2, 127, 128]])
    write("stft-uncentred", np.abs(stft(y, 512, 128, centred=False))[[0, 1, 124]])

    power = np.abs(stft(y, 2048, 512)) ** 2
    mel = power @ mel_bank(RATE, 2048, 128, 0, RATE / 2).T
    write("mel", mel[[0, 5, 20, 32]])
    write("mel-htk", np.abs(stft(y, 1024, 441)) @ mel_bank(RATE, 1024, 40, 30, 8000, True, False).T)
    db = decibels(mel)
    write("mel-db", db[[0, 5, 20, 32]])
    write("mel-db-peak", decibels(mel, reference=mel.max())[[0, 5, 20, 32]])
    write("mfcc", scipy.fft.dct(db, type=2, norm="ortho", axis=1)[:, :20])
    write(
        "onset",
        [
            onset(db),
            onset(db, aggregate=np.median),
            onset(db, detrend=True),
            onset(db, lag=2, size=3),
            onset(db, size=4, shift=0),
        ],
    )


if __name__ == "__main__":
    main()
