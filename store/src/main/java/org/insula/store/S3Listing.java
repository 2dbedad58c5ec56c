package org.insula.store;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.insula.store.StoreException.Reason;

/**
 * A page of what lies in a bucket.
 *
 * @param next what to ask for the next page with
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html">ListObjectsV2</a>
 */
record S3Listing(List<Item> items, Optional<String> next) {
    record Item(String key, long size) {}

    private static final int MOST = 10_000;

    static S3Listing parse(InputStream xml) {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        try {
            return read(factory.createXMLStreamReader(xml));
        } catch (XMLStreamException | NumberFormatException e) {
            throw new StoreException(
                    Reason.UNAVAILABLE,
                    "The S3 server answered a list that is none; see that the address is right.",
                    e);
        }
    }

    private static S3Listing read(XMLStreamReader reader) throws XMLStreamException {
        List<Item> items = new ArrayList<>();
        Optional<String> next = Optional.empty();
        String key = null;
        while (reader.hasNext() && items.size() < MOST) {
            if (reader.next() == XMLStreamConstants.START_ELEMENT) {
                switch (reader.getLocalName()) {
                    case "Key" -> key = reader.getElementText();
                    case "Size" -> {
                        items.add(new Item(key == null ? "" : key, Long.parseLong(reader.getElementText())));
                        key = null;
                    }
                    case "NextContinuationToken" -> next = Optional.of(reader.getElementText());
                    default -> {}
                }
            }
        }
        return new S3Listing(items, next);
    }
}
