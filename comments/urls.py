from django.urls import path

from comments import views

urlpatterns = [
    path("articles/<slug:slug>/comments/<int:number>/", views.comment, name="comment"),
]
