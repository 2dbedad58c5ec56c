package org.insula.signal.audio;

/** The two mel scales in use. */
public enum MelScale {
    /**
     * Linear below 1000 Hz (200/3 Hz a mel) and logarithmic above (27 mel for a factor of 6.4): Slaney's Auditory
     * Toolbox 1998, the default of librosa.
     */
    SLANEY {
        @Override
        public double mel(double hertz) {
            return hertz < BREAK_HERTZ ? hertz / LINEAR : BREAK_HERTZ / LINEAR + Math.log(hertz / BREAK_HERTZ) / STEP;
        }

        @Override
        public double hertz(double mel) {
            double breakMel = BREAK_HERTZ / LINEAR;
            return mel < breakMel ? mel * LINEAR : BREAK_HERTZ * Math.exp(STEP * (mel - breakMel));
        }
    },
    /** 2595 · log₁₀(1 + hertz / 700), of the HTK book. */
    HTK {
        @Override
        public double mel(double hertz) {
            return 2595 * Math.log10(1 + hertz / 700);
        }

        @Override
        public double hertz(double mel) {
            return 700 * (Math.pow(10, mel / 2595) - 1);
        }
    };

    private static final double BREAK_HERTZ = 1000;
    private static final double LINEAR = 200.0 / 3;
    private static final double STEP = Math.log(6.4) / 27;

    /** The mel of a frequency. */
    public abstract double mel(double hertz);

    /** The frequency of a mel. */
    public abstract double hertz(double mel);
}
