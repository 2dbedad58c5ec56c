package org.insula.store;

class FolderBlobsTest extends BlobStoreContract {
    @Override
    BlobStore blobs() {
        return new FolderBlobs(folder.resolve("blobs"));
    }
}
