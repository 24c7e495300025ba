"""The addresses that belong to no subject."""

from django.urls import path

from portal import health, navigation, security_txt
from portal.guide import views as guide
from portal.notices import views as notices
from portal.security_log import views as security_log
from portal.tasks import views as tasks

app_name = "portal"
urlpatterns = [
    path("cont/lucru/", navigation.home, name="account_home"),
    path("cont/lucrari/<uuid:key>/", tasks.job_page, name="job"),
    path("cont/lucrari/<uuid:key>/anulare/", tasks.cancel, name="job_cancel"),
    path("cont/lucrari/<uuid:key>/fisier/", tasks.job_file, name="job_file"),
    path("cont/notificari/", notices.notice_list, name="notices"),
    path("cont/notificari/<int:pk>/", notices.open_notice, name="notice"),
    path("cont/notificari/citite/", notices.read_all, name="notices_read"),
    path("cont/notificari/setari/", notices.notice_settings, name="notice_settings"),
    path("cont/notificari/oprire/<str:secret>/", notices.stop_mails, name="notices_off"),
    path("ajutor/", guide.index, name="guide"),
    path("ajutor/<slug:name>/", guide.page, name="guide_page"),
    path("jurnal/", security_log.security_log, name="security_log"),
    path("jurnal/jurnal.csv", security_log.export_log, name="export_security_log"),
    path("healthz", health.healthz),
    path("readyz", health.readyz),
    path(".well-known/security.txt", security_txt.security_txt),
]
