"""The database's own index of what can be found: FTS5 on SQLite, a tsvector column with GIN on PostgreSQL.

Triggers keep it with each entry, so that it is never ahead of what is committed, nor behind. A later migration that
makes the table of the entries anew on SQLite must make the triggers again.
"""

from django.db import migrations

SQLITE = """
CREATE VIRTUAL TABLE public_searchindex USING fts5(
    title_words, text_words, facets,
    content='public_searchentry', content_rowid='id', tokenize='unicode61'
);
CREATE TRIGGER public_searchentry_added AFTER INSERT ON public_searchentry BEGIN
    INSERT INTO public_searchindex(rowid, title_words, text_words, facets)
    VALUES (new.id, new.title_words, new.text_words, new.facets);
END;
CREATE TRIGGER public_searchentry_removed AFTER DELETE ON public_searchentry BEGIN
    INSERT INTO public_searchindex(public_searchindex, rowid, title_words, text_words, facets)
    VALUES ('delete', old.id, old.title_words, old.text_words, old.facets);
END;
CREATE TRIGGER public_searchentry_changed AFTER UPDATE ON public_searchentry BEGIN
    INSERT INTO public_searchindex(public_searchindex, rowid, title_words, text_words, facets)
    VALUES ('delete', old.id, old.title_words, old.text_words, old.facets);
    INSERT INTO public_searchindex(rowid, title_words, text_words, facets)
    VALUES (new.id, new.title_words, new.text_words, new.facets);
END;
"""
SQLITE_UNDONE = """
DROP TRIGGER public_searchentry_added;
DROP TRIGGER public_searchentry_removed;
DROP TRIGGER public_searchentry_changed;
DROP TABLE public_searchindex;
"""
# Each word stands once in the one index: those of the title with the weight A.
POSTGRESQL = """
ALTER TABLE public_searchentry ADD COLUMN words tsvector;
CREATE FUNCTION public_searchentry_words() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    new.words := setweight(to_tsvector('simple', new.title_words || ' x0x'), 'A')
        || to_tsvector('simple', new.text_words || ' x0x ' || new.facets);
    RETURN new;
END $$;
CREATE TRIGGER public_searchentry_words BEFORE INSERT OR UPDATE ON public_searchentry
    FOR EACH ROW EXECUTE FUNCTION public_searchentry_words();
CREATE INDEX public_searchentry_words ON public_searchentry USING gin (words);
"""
POSTGRESQL_UNDONE = """
DROP TRIGGER public_searchentry_words ON public_searchentry; DROP FUNCTION public_searchentry_words();
ALTER TABLE public_searchentry DROP COLUMN words;
"""


def _run(sqlite: str, postgresql: str):
    def run(apps, schema_editor):
        with schema_editor.connection.cursor() as cursor:
            if schema_editor.connection.vendor == "postgresql":
                cursor.execute(postgresql)
                return
            statement = ""
            for line in sqlite.strip().splitlines():
                statement += f"{line}\n"
                if schema_editor.connection.Database.complete_statement(statement):
                    cursor.execute(statement)
                    statement = ""

    return run


class Migration(migrations.Migration):
    """The index and what keeps it."""

    dependencies = [("public", "0001_initial")]
    operations = [migrations.RunPython(_run(SQLITE, POSTGRESQL), _run(SQLITE_UNDONE, POSTGRESQL_UNDONE))]
