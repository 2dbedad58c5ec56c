/** What the other modules test and measure with. */
module org.insula.testkit {
    requires transitive java.desktop;

    exports org.insula.testkit;
}
