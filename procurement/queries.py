"""What an organisation may see of what people brought: every read starts from one of these.

Each returns a queryset bound to the organisation, so that an object of somebody else's is not found
rather than forbidden. Views and the API add filters, never wider questions.
"""

from django.db.models import QuerySet

from accounts.models import Organisation

from .models import Comment, Procurement, Requirement, Revision, Specification, SpecificationVersion


def procurements_of(organisation: Organisation) -> QuerySet[Procurement]:
    """Newest first."""
    return Procurement.objects.filter(organisation=organisation)


def specifications_of(organisation: Organisation) -> QuerySet[Specification]:
    """Oldest first, each with its procurement."""
    return Specification.objects.filter(procurement__organisation=organisation).select_related("procurement")


def versions_of(organisation: Organisation) -> QuerySet[SpecificationVersion]:
    """Highest number first, each with its specification, procurement, source file and who approved it."""
    return SpecificationVersion.objects.filter(
        specification__procurement__organisation=organisation
    ).select_related("specification__procurement", "source_file", "approved_by")


def requirements_of(organisation: Organisation) -> QuerySet[Requirement]:
    """In the order of the specification, each with its version, specification and procurement.

    Context rows are among them: `is_context` tells them apart.
    """
    return Requirement.objects.filter(
        version__specification__procurement__organisation=organisation
    ).select_related("version__specification__procurement")


def revisions_of(requirement: Requirement) -> QuerySet[Revision]:
    """What it was before each change, latest first, with who changed it."""
    return requirement.revisions.select_related("by")


def comments_on(requirement: Requirement) -> QuerySet[Comment]:
    """What was said of it in any version, oldest first."""
    said = Comment.objects.filter(specification=requirement.version.specification_id, key=requirement.key)
    return said.select_related("by")
