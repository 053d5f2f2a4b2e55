"""The rules and the scores, explained; open to everybody."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from assessments.engine import catalogue, ruleset_version
from assessments.forms import RuleFilter
from assessments.rulebook import matching
from assessments.wording import ELEMENTS, GAP_BANDS


@require_safe
def rules(request: HttpRequest) -> HttpResponse:
    """The catalogue, open to everybody: a score is worth what its reasons are worth."""
    form = RuleFilter(request.GET)
    found = matching(catalogue(), **form.wishes)
    context = {"form": form, "rules": found, "number": len(catalogue()), "ruleset": ruleset_version()}
    return render(request, "assessments/rules.html", context)


@require_safe
def rule_detail(request: HttpRequest, rule_id: str) -> HttpResponse:
    rule = next((rule for rule in catalogue() if rule.id == rule_id), None)
    if rule is None:
        raise Http404
    return render(request, "assessments/rule.html", {"rule": rule})


@require_safe
def about_scores(request: HttpRequest) -> HttpResponse:
    context = {"bands": GAP_BANDS, "elements": ELEMENTS.values()}
    return render(request, "assessments/about_scores.html", context)
