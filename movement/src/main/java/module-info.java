/** Transforms of time series: MiniRocket and Hydra. */
module org.insula.movement {
    requires jdk.incubator.vector;

    exports org.insula.movement;
}
