"""How progress is known: indicators and their targets."""

from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    """The indicators app; it adds its values to every published edition."""

    name = "indicators"
    verbose_name = "Indicatori"

    def ready(self):
        """Give publishing, history and the workspace a plan's indicators; show those who report and oversee the way."""
        from indicators import contacts, desk
        from indicators.editing import baseline_views, history, indicator_list
        from indicators.extension import IndicatorsExtension
        from indicators.frozen_tables import FROZEN_TABLES
        from indicators.notices import KINDS
        from indicators.permissions import is_overseer, is_reporter, is_reviewer
        from indicators.records import RECORD_KINDS
        from indicators.reporting import reminders
        from indicators.reporting.report_state import actors_of
        from indicators.reporting.sheet import views as sheet_views
        from indicators.workbook.indicators_sheet import IndicatorsSheet
        from indicators.workbook.reports_sheet import ReportsSheet
        from indicators.workbook.targets_sheet import TargetsSheet
        from plans import extensions
        from plans.exchange.imports.pages import register_import_page
        from plans.exchange.workbook.plan_workbook import register_sheets
        from plans.history.registry import track_model
        from plans.workspace import frame
        from portal.chain import records
        from portal.desk.entries import register_source
        from portal.navigation import number_of, register_menu_item
        from portal.notices.kinds import register_notice_kinds
        from portal.outbox.tasks import MAILING_RULES, MailingRules
        from portal.people import register_actor_names

        records.register(*RECORD_KINDS, frozen=FROZEN_TABLES)
        extensions.register(IndicatorsExtension())
        register_import_page(sheet_views.PAGE_NAME, sheet_views.sheet_page)
        register_sheets(IndicatorsSheet, TargetsSheet, ReportsSheet)
        register_notice_kinds(*KINDS)
        register_actor_names(actors_of)
        MAILING_RULES[reminders.ABOUT] = MailingRules(reminders.is_letter_wanted)
        indicator_list.register_in_workspace()
        frame.register_block(baseline_views.baselines_block, order=20)
        frame.register_block(contacts.contacts_block, order=30)
        for kind in (history.INDICATORS, history.TARGETS):
            track_model(kind)
        for source in desk.SOURCES:
            register_source(source)
        to_report, to_answer = number_of("de-raportat", "intoarse"), number_of("de-raspuns")
        to_judge, to_verify = number_of("de-evaluat"), number_of("de-verificat")
        register_menu_item("Ce am de raportat", "/raportare/", is_open_to=is_reporter, number=to_report)
        register_menu_item("De evaluat", "/evaluare/", is_open_to=is_reviewer, number=to_judge)
        register_menu_item("Ședințe", "/evaluare/sedinte/", is_open_to=is_overseer)
        register_menu_item("Informări și rapoarte", "/evaluare/informari/", is_open_to=is_overseer)
        register_menu_item("Recomandări", "/evaluare/recomandari/", is_open_to=is_reviewer, number=to_verify)
        register_menu_item("Recomandări primite", "/raportare/recomandari/", is_open_to=is_reporter, number=to_answer)
        register_menu_item("Instituții", "/administrare/institutii/")
