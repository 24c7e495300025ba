"""What the county promises: plans, their settings and their published editions."""

from django.apps import AppConfig


class PlansConfig(AppConfig):
    """The plans app; it knows nothing of the apps above it."""

    name = "plans"
    verbose_name = "Planuri"

    def ready(self):
        """Show those who write and read plans the way to the workspace, and fill its pages."""
        _register_records()
        _register_people()
        _register_desk()
        _register_menu()
        _register_letters()
        _register_workspace()


def _register_records() -> None:
    from plans.frozen_tables import FROZEN_TABLES
    from plans.records import RECORD_KINDS, document_findings, original_findings
    from portal.chain import records

    records.register(*RECORD_KINDS, frozen=FROZEN_TABLES)
    records.register_examination("originale semnate", original_findings)
    records.register_examination("documente din care s-au adus planuri", document_findings)


def _register_people() -> None:
    from plans.history.registry import actors_of
    from plans.permissions import roles_in_words
    from portal.people import register_actor_names
    from portal.security_log.recording import register_role_describer

    register_role_describer(roles_in_words)
    register_actor_names(actors_of)


def _register_desk() -> None:
    from plans.approval.desk import SOURCES as approval_sources
    from plans.approval.discussions.desk import SOURCES as discussion_sources
    from plans.consultations.desk import SOURCES as consultation_sources
    from plans.stand_ins import place_namer
    from portal.desk.entries import register_place_namer, register_source

    for source in (*approval_sources, *discussion_sources, *consultation_sources):
        register_source(source)
    register_place_namer(place_namer)


def _register_menu() -> None:
    from plans.models import Membership
    from plans.permissions import WRITERS, has_had_role, is_reader
    from portal.navigation import register_menu_item

    register_menu_item(
        "De făcut",
        "/lucru/",
        is_open_to=is_reader,
        is_first=True,
        pages=("/lucru/calendar/",),
        number=lambda numbers: sum(numbers.values()),
    )
    register_menu_item(
        "Planuri",
        "/lucru/planuri/",
        is_open_to=has_had_role(*WRITERS, Membership.Role.REVIEWER),
        pages=("/lucru/",),
    )


def _register_letters() -> None:
    from plans.approval.notices import KINDS as approval_kinds
    from plans.consultations import letters
    from plans.consultations.notices import KINDS as consultation_kinds
    from portal.notices.kinds import register_notice_kinds
    from portal.outbox.tasks import MAILING_RULES, MailingRules

    register_notice_kinds(*approval_kinds, *consultation_kinds)
    MAILING_RULES[letters.ABOUT] = MailingRules(letters.is_letter_wanted)


def _register_workspace() -> None:
    from plans.approval.discussions.views import threads_block
    from plans.approval.schedule import check_scheduled
    from plans.approval.stopped_publication import stopped_publication_block
    from plans.editing.elements.views import element_url
    from plans.editing.settings.views import register_edit_urls
    from plans.exchange.imports.pages import register_import_page
    from plans.exchange.word.views import origin_block
    from plans.exchange.workbook import views as workbook_views
    from plans.locking import register_watcher
    from plans.models import Element
    from plans.succession.views import succession_block
    from plans.workspace import frame

    register_watcher(check_scheduled)
    register_import_page(workbook_views.PAGE_NAME, workbook_views.workbook_page)
    frame.register_edit_url(Element, element_url)
    register_edit_urls()
    frame.register_block(stopped_publication_block, order=5)
    frame.register_block(succession_block, order=30)
    frame.register_block(origin_block, order=35)
    frame.register_block(threads_block, order=40)
