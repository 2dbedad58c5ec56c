/** What a conversation looks like to a language model: templates, grammars and tool calls. */
module org.insula.chat {
    requires transitive com.fasterxml.jackson.databind;

    exports org.insula.chat;
}
