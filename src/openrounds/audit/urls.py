from django.urls import path

from openrounds.audit import views

app_name = "audit"
urlpatterns = [
    path("", views.index, name="index"),
    path("export.<str:form>", views.export, name="export"),
]
