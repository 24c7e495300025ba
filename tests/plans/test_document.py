from plans import document


def test_a_published_document_reads_back_as_it_was_written(editions):
    for edition in editions:
        read = edition.read()
        assert document.to_json(read) == edition.document
        assert document.checksum_of(edition.document) == edition.checksum
