"""Who is let in to the bids of a procurement, and the line in their log."""

from rest_framework import mixins, status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from procurement.bidding.access import enter, log_look
from procurement.bidding.models import Look
from procurement.models import Procurement


class NamedOnly:
    """A view below a procurement. Who is not named gets 404, and the log says that they tried."""

    look = Look.BID
    procurement: Procurement

    def initial(self, request: Request, *args: object, **kwargs: object) -> None:
        super().initial(request, *args, **kwargs)
        self.procurement = enter(
            kwargs["procurement"],
            organisation=request.auth.member.organisation,
            user=request.user,
            path=request.path,
        )

    def finalize_response(self, request: Request, response: Response, *args: object, **kwargs: object):
        response = super().finalize_response(request, response, *args, **kwargs)
        if response.status_code == status.HTTP_200_OK:
            log_look(
                procurement=self.procurement,
                user=request.user,
                what=self.look,
                detail=f"API: {request.get_full_path()}",
            )
        return response


class ListNamedOnly(NamedOnly, mixins.ListModelMixin, GenericViewSet):
    """A list and nothing else."""
