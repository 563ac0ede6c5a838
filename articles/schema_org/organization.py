"""Who publishes the library, and the library as a site: https://schema.org/Organization,
https://schema.org/WebSite."""

from typing import Any

from django.templatetags.static import static
from django.urls import reverse

from articles import publisher
from articles.schema_org.json_ld import absolute, web_page

SEARCH = "/search/?q={search_term_string}"


def organization() -> dict[str, Any]:
    """The publisher, as the footer of every page names it."""
    return named_publisher() | {
        "description": publisher.DESCRIPTION,
        "telephone": publisher.PHONE,
        "address": {
            "@type": "PostalAddress",
            "streetAddress": publisher.STREET,
            "addressLocality": publisher.LOCALITY,
            "postalCode": publisher.POSTCODE,
            "addressCountry": publisher.COUNTRY,
        },
        "contactPoint": {
            "@type": "ContactPoint",
            "telephone": publisher.PHONE,
            "url": absolute(reverse("contact")),
        },
        "vatID": publisher.VAT_NUMBER,
        "identifier": {
            "@type": "PropertyValue",
            "name": "Company Number",
            "value": publisher.COMPANY_NUMBER,
        },
        "publishingPrinciples": standards(),
        "correctionsPolicy": standards(),
    }


def named_publisher() -> dict[str, str]:
    """The publisher by name and sign; the front page tells the rest of the same `@id`."""
    return {
        "@type": "Organization",
        "@id": absolute("/#publisher"),
        "name": publisher.NAME,
        "url": absolute("/"),
        "logo": absolute(static("klarity/favicon.svg")),
    }


def standards() -> str:
    """Where the library says how it works and how it corrects itself."""
    return absolute(reverse("flatpage", args=["editorial-standards"]))


def part_of_site() -> dict[str, str]:
    """The site, by its name alone."""
    return {
        "@type": "WebSite",
        "@id": absolute("/#website"),
        "name": publisher.SITE,
        "url": absolute("/"),
    }


def website() -> dict[str, Any]:
    """The site as its front page tells of it, with the address of its search."""
    search = {
        "@type": "SearchAction",
        "target": {"@type": "EntryPoint", "urlTemplate": absolute(SEARCH)},
        "query-input": "required name=search_term_string",
    }
    values = {"publisher": organization(), "potentialAction": search}
    return web_page("WebSite", absolute("/"), part_of_site() | values)
