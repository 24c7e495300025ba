"""The back office leaves the queue's own table alone: people see their tasks on pages of the portal."""

from django.contrib import admin
from django_tasks_db.models import DBTaskResult

admin.site.unregister(DBTaskResult)
