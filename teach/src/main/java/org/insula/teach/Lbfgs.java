package org.insula.teach;

/**
 * Limited-memory BFGS for smooth, strongly convex functions (Liu and Nocedal 1989): the last eight steps shape the
 * direction, Armijo backtracking its length.
 */
final class Lbfgs {
    private static final int MEMORY = 8;
    private static final int BACKTRACKS = 25;
    private static final double ARMIJO = 1e-4;

    private final Kernels kernels;
    private final float[][] steps = new float[MEMORY][];
    private final float[][] changes = new float[MEMORY][];
    private final double[] curvatures = new double[MEMORY];
    private int stored;
    private int next;

    Lbfgs(Kernels kernels) {
        this.kernels = kernels;
    }

    /** A function with its gradient. */
    interface Objective {
        /** The value at {@code at}; writes the gradient there into {@code gradient}. */
        double evaluate(float[] at, float[] gradient);
    }

    /**
     * Walks {@code x} to the minimum.
     *
     * @param x where to start; receives the minimum
     * @param firstStep the length of the first step relative to the gradient: the inverse of the steepest curvature
     * @param gradientNorm stop when the gradient is no longer than this
     * @return how many times the objective was evaluated
     */
    int minimise(Objective objective, float[] x, double firstStep, double gradientNorm, int maxEvaluations) {
        int n = x.length;
        float[] gradient = new float[n];
        float[] direction = new float[n];
        float[] triedX = new float[n];
        float[] triedGradient = new float[n];
        double value = objective.evaluate(x, gradient);
        int evaluations = 1;
        stored = 0;
        next = 0;
        while (evaluations < maxEvaluations && norm(gradient) > gradientNorm) {
            descend(gradient, direction, firstStep);
            double slope = kernels.dot(direction, gradient, n);
            if (slope >= 0) {
                stored = 0;
                descend(gradient, direction, firstStep);
                slope = kernels.dot(direction, gradient, n);
            }
            double length = 1;
            double triedValue = 0;
            boolean lower = false;
            for (int b = 0; b < BACKTRACKS && !lower && evaluations < maxEvaluations; b++) {
                System.arraycopy(x, 0, triedX, 0, n);
                kernels.axpy((float) length, direction, triedX, n);
                triedValue = objective.evaluate(triedX, triedGradient);
                evaluations++;
                lower = triedValue <= value + ARMIJO * length * slope;
                if (!lower) {
                    length *= Math.clamp(-slope * length / (2 * (triedValue - value - slope * length)), 0.1, 0.5);
                }
            }
            if (!lower) {
                break; // the value no longer falls within float precision
            }
            remember(x, triedX, gradient, triedGradient);
            System.arraycopy(triedX, 0, x, 0, n);
            System.arraycopy(triedGradient, 0, gradient, 0, n);
            value = triedValue;
        }
        return evaluations;
    }

    private double norm(float[] v) {
        return Math.sqrt(kernels.dot(v, v, v.length));
    }

    /** The two-loop recursion: {@code direction = -H · gradient}. */
    private void descend(float[] gradient, float[] direction, double firstStep) {
        int n = gradient.length;
        System.arraycopy(gradient, 0, direction, 0, n);
        double[] alpha = new double[MEMORY];
        for (int i = 1; i <= stored; i++) {
            int m = Math.floorMod(next - i, MEMORY);
            alpha[m] = kernels.dot(steps[m], direction, n) / curvatures[m];
            kernels.axpy((float) -alpha[m], changes[m], direction, n);
        }
        float scale = (float) -firstStep;
        if (stored > 0) {
            int last = Math.floorMod(next - 1, MEMORY);
            scale = (float) (-curvatures[last] / kernels.dot(changes[last], changes[last], n));
        }
        for (int i = 0; i < n; i++) {
            direction[i] *= scale;
        }
        for (int i = stored; i >= 1; i--) {
            int m = Math.floorMod(next - i, MEMORY);
            double beta = kernels.dot(changes[m], direction, n) / curvatures[m];
            kernels.axpy((float) (-alpha[m] - beta), steps[m], direction, n);
        }
    }

    private void remember(float[] x, float[] newX, float[] gradient, float[] newGradient) {
        int n = x.length;
        if (steps[next] == null || steps[next].length != n) {
            steps[next] = new float[n];
            changes[next] = new float[n];
        }
        for (int i = 0; i < n; i++) {
            steps[next][i] = newX[i] - x[i];
            changes[next][i] = newGradient[i] - gradient[i];
        }
        curvatures[next] = kernels.dot(steps[next], changes[next], n);
        if (curvatures[next] > 1e-12 * kernels.dot(changes[next], changes[next], n)) {
            next = (next + 1) % MEMORY;
            stored = Math.min(stored + 1, MEMORY);
        }
    }
}
