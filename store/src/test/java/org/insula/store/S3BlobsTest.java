package org.insula.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.insula.store.StoreException.Reason;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class S3BlobsTest extends BlobStoreContract {
    private static final Actor OWNER = Actor.local(Tenants.OWNER);
    private S3Server server;

    @BeforeEach
    void startServer() throws Exception {
        server = new S3Server(0);
    }

    @AfterEach
    void stopServer() throws Exception {
        server.stop();
    }

    @Override
    BlobStore blobs() {
        return blobs(server.url());
    }

    private static BlobStore blobs(String url) {
        return new S3Blobs(S3Address.parse(url), InstantSource.system(), 7);
    }

    @Test
    void aStoreOnS3IsAsGoodAsOneInAFolder() throws Exception {
        StoreSettings settings = StoreSettings.in(folder.resolve("data")).withBlobs(server.url());
        Path zip = folder.resolve("backup.zip");
        Example kept;
        try (Store store = Store.open(settings, InstantSource.system())) {
            Project project = store.projects().create(OWNER, NewProject.of("faces", "face"));
            kept = add(store, project, "kept");
            store.examples().delete(OWNER, add(store, project, "deleted").id());
            assertEquals("kept", StoreContract.text(store.examples().open("owner", kept.id())));
            assertEquals(List.of(), store.doctor());
            store.backup(zip);
        }
        try (Store elsewhere = Store.open(StoreSettings.in(folder.resolve("elsewhere")), InstantSource.system())) {
            elsewhere.restore(zip);
            assertEquals("kept", StoreContract.text(elsewhere.examples().open("owner", kept.id())));
            assertEquals(List.of(), elsewhere.doctor());
        }
        StoreContract.refused(
                Reason.CONFLICT,
                () -> Store.open(
                        StoreSettings.in(folder.resolve("another")).withBlobs(server.url()), InstantSource.system()));
    }

    private static Example add(Store store, Project project, String content) {
        return store.examples()
                .add(OWNER, project.id(), NewExample.of("happy", "n"), StoreContract.stream(content))
                .example();
    }

    @Test
    void aServerThatGoesAwayIsMissedAndOneThatComesBackIsUsed() throws Exception {
        StoreSettings settings = StoreSettings.in(folder.resolve("data")).withBlobs(server.url());
        try (Store store = Store.open(settings, InstantSource.system())) {
            Project project = store.projects().create(OWNER, NewProject.of("faces", "face"));
            int port = server.port();
            server.stop();

            StoreContract.refused(Reason.UNAVAILABLE, () -> add(store, project, "abc"));

            server = new S3Server(port);
            add(store, project, "abc");
            assertEquals(List.of(), store.doctor());
        }
    }

    @Test
    void aWrongSecretAndAMissingBucketAreTold() {
        String wrongSecret = server.url().replace("sec%2F", "set%2F");
        String noBucket = server.url().replace(S3Server.BUCKET, "nobucket");

        StoreException secret = StoreContract.refused(
                Reason.UNAVAILABLE, () -> blobs(wrongSecret).mark());
        StoreException bucket =
                StoreContract.refused(Reason.UNAVAILABLE, () -> blobs(noBucket).mark("me"));

        assertEquals(
                "The S3 server at http://127.0.0.1:" + server.port()
                        + " cannot be used: it refuses the access key; see that"
                        + " key, secret and the clock are right.",
                secret.getMessage());
        assertEquals(
                "The S3 server at http://127.0.0.1:" + server.port()
                        + " cannot be used: it has no bucket 'nobucket'; make" + " it, or correct the address.",
                bucket.getMessage());
    }

    @Test
    void anAddressIsReadAndItsSecretKept() {
        S3Address address = S3Address.parse("s3://key:a%2Fb+c@s3.example.org:443/my-bucket/a/b?region=eu-1");

        assertEquals("https://s3.example.org", address.endpoint().toString());
        assertEquals("a/b/", address.prefix());
        assertEquals("a/b+c", address.secretKey());
        assertEquals("eu-1", address.region());
        assertFalse(address.toString().contains("a/b+c"));
        for (String url : List.of(
                "",
                "s3:",
                "s3://host/bucket",
                "s3://a:b@host",
                "s3://a:b@host/B",
                "s3://a:b@host/bucket/../x",
                "s3://a:b@host/bucket/a b",
                "https://a:b@host/bucket")) {
            StoreException refusal = StoreContract.refused(Reason.BAD_INPUT, () -> S3Address.parse(url));
            assertFalse(refusal.getMessage().contains("a:b@host"));
        }
    }
}
