from plans.history.registry import TRACKED_MODELS


def test_what_a_kind_tells_changes_of_is_kept_by_its_history():
    kept = {
        slug: {field.name for field in kind.model.history.model.tracked_fields}
        | {field.name for field in kind.model.history.model._history_m2m_fields}
        for slug, kind in TRACKED_MODELS.items()
    }
    assert {slug: sorted(set(kind.names()) - kept[slug]) for slug, kind in TRACKED_MODELS.items()} == {
        slug: [] for slug in TRACKED_MODELS
    }
    assert "tinte" in TRACKED_MODELS
