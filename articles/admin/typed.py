"""Django's classes with a type parameter, which they take for the type checker only."""

from typing import TYPE_CHECKING, Generic, TypeVar

from django import forms
from django.contrib import admin
from django.db import models

from articles.models import Article

Row = TypeVar("Row", bound=models.Model)

if TYPE_CHECKING:

    class TypedAdmin(admin.ModelAdmin[Row]):
        pass

    class TypedInline(admin.StackedInline[Row, Article]):
        pass

    class TypedForm(forms.ModelForm[Row]):
        pass

    class TypedFormSet(forms.BaseInlineFormSet[Row, Article, forms.ModelForm[Row]]):
        pass

    class TypedChoiceField(forms.ModelChoiceField[models.Model]):
        pass
else:

    class TypedAdmin(admin.ModelAdmin, Generic[Row]):
        pass

    class TypedInline(admin.StackedInline, Generic[Row]):
        pass

    class TypedForm(forms.ModelForm, Generic[Row]):
        pass

    class TypedFormSet(forms.BaseInlineFormSet, Generic[Row]):
        pass

    class TypedChoiceField(forms.ModelChoiceField):
        pass
