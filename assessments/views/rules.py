"""The rules and the scores, explained; open to everybody."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from assessments.engine import catalogue, ruleset_version
from assessments.engine.changes import may_be_off, weights_of
from assessments.engine.checklist import doubts
from assessments.engine.rule import Rule
from assessments.forms import RuleFilter
from assessments.own_rules import OwnChange, as_changes, weighed
from assessments.rule_changes import own_changes_of
from assessments.rulebook import by_title, matching
from assessments.wording import ELEMENTS, GAP_BANDS


@require_safe
def rules(request: HttpRequest) -> HttpResponse:
    """The catalogue, open to everybody: a score is worth what its reasons are worth."""
    form = RuleFilter(request.GET)
    found = by_title(matching(catalogue(), **form.wishes), get_language() or "sv")
    own = _own(request)
    context = {
        "form": form,
        "rules": found,
        "number": len(catalogue()),
        "ruleset": ruleset_version(as_changes(own)),
        "own": own,
        "changed": {change.subject for change in own if change.kind != "term"},
    }
    return render(request, "assessments/rules.html", context)


def _own(request: HttpRequest) -> tuple[OwnChange, ...]:
    """What the reader's organisation reads otherwise; nothing for a guest."""
    return own_changes_of(request.member.organisation) if getattr(request, "member", None) else ()


@require_safe
def rule_detail(request: HttpRequest, rule_id: str) -> HttpResponse:
    rule = next((rule for rule in catalogue() if rule.id == rule_id), None)
    if rule is None:
        raise Http404
    return render(request, "assessments/rule.html", {"rule": rule} | _in_the_organisation(request, rule))


def _in_the_organisation(request: HttpRequest, rule: Rule) -> dict:
    """What a rule's points are there, and what was changed."""
    own = _own(request)
    weights = weights_of(rule, as_changes(own))
    places = {(weight.of, weight.id) for weight in weights}
    return {
        "weighed": [weighed(weight) for weight in weights],
        "may_be_off": may_be_off(rule),
        "own": [
            change
            for change in own
            if (change.kind == "off" and change.subject == rule.id) or (change.of, change.subject) in places
        ],
        "is_off": any(change.kind == "off" and change.subject == rule.id for change in own),
    }


@require_safe
def about_scores(request: HttpRequest) -> HttpResponse:
    context = {"bands": GAP_BANDS, "elements": ELEMENTS.values(), "errors": doubts().held_out}
    return render(request, "assessments/about_scores.html", context)
