/** The Studio: the web page, as files that a server gives out. */
module org.insula.studio {
    exports org.insula.studio;
}
