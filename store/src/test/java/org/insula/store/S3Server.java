package org.insula.store;

import java.net.URI;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.TransientNio2BlobStore;

/** A real server that speaks S3 and checks signatures; its one bucket lies in memory. */
final class S3Server {
    static final String BUCKET = "insula-test";
    private final S3Proxy proxy;

    S3Server(int port) throws Exception {
        TransientNio2BlobStore blobs = new TransientNio2BlobStore();
        proxy = S3Proxy.builder()
                .endpoint(URI.create("http://127.0.0.1:" + port))
                .awsAuthentication(AuthenticationType.AWS_V4, "access", "sec/ret+1")
                .blobStore(blobs)
                .build();
        blobs.createContainer(BUCKET);
        proxy.start();
    }

    int port() {
        return proxy.getPort();
    }

    String url() {
        return "s3://access:sec%2Fret%2B1@127.0.0.1:" + proxy.getPort() + "/" + BUCKET + "/some/where?plain=true";
    }

    void stop() throws Exception {
        proxy.stop();
    }
}
