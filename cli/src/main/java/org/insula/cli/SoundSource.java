package org.insula.cli;

/** Where a live stream of sound comes from. For use by one thread; whoever opened it closes it. */
interface SoundSource extends AutoCloseable {
    /** In hertz. */
    int sampleRate();

    /**
     * Waits for the next samples of one channel, 1 being full scale.
     *
     * @return how many came, or -1 at the end of the stream
     */
    int read(float[] block);

    @Override
    void close();
}
