package org.insula.movement;

/** Whether a series fits a transform. */
final class Shapes {
    private Shapes() {}

    static void check(Series series, int channels, int minLength) {
        if (series.channels() != channels) {
            throw new MovementException("The series has " + series.channels() + " channels, this transform takes "
                    + channels + "; give the channels that it was made for.");
        }
        if (series.length() < minLength) {
            throw new MovementException("The series has " + series.length() + " steps, this transform takes at least "
                    + minLength + "; record longer, or bring all series to one length first.");
        }
    }
}
