"""How progress is known: indicators and their targets."""

from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    """The indicators app; it adds its values to every published edition."""

    name = "indicators"
    verbose_name = "Indicatori"

    def ready(self):
        """Give publishing, history and the workspace a plan's indicators; show those who report and oversee the way."""
        _register_records()
        _register_workspace()
        _register_desk()
        _register_menu()
        _register_letters()


def _register_records() -> None:
    from indicators.extension import IndicatorsExtension
    from indicators.frozen_tables import FROZEN_TABLES
    from indicators.records import RECORD_KINDS
    from indicators.reporting.report_state import actors_of
    from plans import extensions
    from portal.chain import records
    from portal.people import register_actor_names

    records.register(*RECORD_KINDS, frozen=FROZEN_TABLES)
    extensions.register(IndicatorsExtension())
    register_actor_names(actors_of)


def _register_workspace() -> None:
    from indicators import contacts
    from indicators.editing import baseline_views, history, indicator_list
    from indicators.reporting.sheet import views as sheet_views
    from indicators.workbook.indicators_sheet import IndicatorsSheet
    from indicators.workbook.reports_sheet import ReportsSheet
    from indicators.workbook.targets_sheet import TargetsSheet
    from plans.exchange.imports.pages import register_import_page
    from plans.exchange.workbook.plan_workbook import register_sheets
    from plans.history.registry import track_model
    from plans.workspace import frame

    register_import_page(sheet_views.PAGE_NAME, sheet_views.sheet_page)
    register_sheets(IndicatorsSheet, TargetsSheet, ReportsSheet)
    indicator_list.register_in_workspace()
    frame.register_block(baseline_views.baselines_block, order=20)
    frame.register_block(contacts.contacts_block, order=30)
    for kind in (history.INDICATORS, history.TARGETS):
        track_model(kind)


def _register_desk() -> None:
    from indicators import desk
    from portal.desk.entries import register_source

    for source in desk.SOURCES:
        register_source(source)


def _register_menu() -> None:
    from indicators.permissions import is_overseer, is_reporter, is_reviewer
    from portal.navigation import number_of, register_menu_item

    to_report, to_answer = number_of("de-raportat", "intoarse"), number_of("de-raspuns")
    to_judge, to_verify = number_of("de-evaluat"), number_of("de-verificat")
    register_menu_item("Ce am de raportat", "/raportare/", is_open_to=is_reporter, number=to_report)
    register_menu_item("De evaluat", "/evaluare/", is_open_to=is_reviewer, number=to_judge)
    register_menu_item("Ședințe", "/evaluare/sedinte/", is_open_to=is_overseer)
    register_menu_item("Informări și rapoarte", "/evaluare/informari/", is_open_to=is_overseer)
    register_menu_item("Recomandări", "/evaluare/recomandari/", is_open_to=is_reviewer, number=to_verify)
    register_menu_item("Recomandări primite", "/raportare/recomandari/", is_open_to=is_reporter, number=to_answer)
    register_menu_item("Instituții", "/administrare/institutii/")


def _register_letters() -> None:
    from indicators.notices import KINDS
    from indicators.reporting import reminders
    from portal.notices.kinds import register_notice_kinds
    from portal.outbox.tasks import MAILING_RULES, MailingRules

    register_notice_kinds(*KINDS)
    MAILING_RULES[reminders.ABOUT] = MailingRules(reminders.is_letter_wanted)
