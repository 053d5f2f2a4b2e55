"""The board report's standing sentences. They indicate and never rule; sources stand beside what is law.

Each speaks to somebody who is no engineer and has ten minutes.
"""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from assessments.engine.verdict import Dimension, Phase

SECTIONS = {
    "finding": _("What was found, and what to decide"),
    "bids": _("The bids: promise or proof"),
    "picture": _("The gap in one picture"),
    "risk": _("Where the risk lies"),
    "gaps": _("The widest gaps"),
    "changed": _("What changed since the last version"),
    "whole": _("The specification as a whole"),
    "aside": _("What somebody decided not to mend"),
    "limits": _("What this report cannot see"),
    "method": _("Method, versions and sources"),
}

# As they stand inside the finding: "9 of them concern ...".
SUBJECTS = {
    Dimension.CE_REGULATORY: _("CE-marking and regulation"),
    Dimension.INTEGRATION: _("integration with other systems"),
    Dimension.CLINICAL_CODESIGN: _("clinical use and usability"),
    Dimension.PERFORMANCE: _("performance and availability"),
    Dimension.SECURITY_PRIVACY: _("security and privacy"),
    Dimension.ROLLOUT_EXIT: _("rollout, support and exit"),
    Dimension.FUNCTIONAL: _("what the system does in other respects"),
    Dimension.OTHER: _("other matters"),
}

# What the dimension means where patients are.
WARD = {
    Dimension.CE_REGULATORY: _(
        "Functions that guide care may turn out to lack the approval they need, and have to be "
        "shut off or done "
        "on paper after go-live."
    ),
    Dimension.INTEGRATION: _(
        "Staff look in several systems, or act on a record that lacks what another unit has written: an "
        "allergy, a test result, a prescription."
    ),
    Dimension.CLINICAL_CODESIGN: _(
        "Everyday tasks take more steps than before. Time at the screen is taken from the patient, and "
        "workarounds hide mistakes."
    ),
    Dimension.PERFORMANCE: _(
        "The screen waits when the ward is at its busiest. When the system is down, staff write on paper and "
        "enter everything afterwards."
    ),
    Dimension.SECURITY_PRIVACY: _(
        "The wrong person reads a record, or the right person is locked out in an emergency, and nobody can "
        "tell afterwards who read what."
    ),
    Dimension.ROLLOUT_EXIT: _(
        "Records are missing or wrong after the move, and there is no rehearsed way back when "
        "something goes wrong."
    ),
    Dimension.FUNCTIONAL: _(
        "The function was there in the demonstration, but does not do what the ward needs on the day."
    ),
    Dimension.OTHER: _("What is delivered differs from what was meant, and it shows first in daily work."),
}

MONEY = {
    Dimension.CE_REGULATORY: _(
        "Modules that may not be used are paid for all the same, and the old system runs on beside them."
    ),
    Dimension.INTEGRATION: _(
        "Connections that everybody thought were included are ordered afterwards, one at a time."
    ),
    Dimension.CLINICAL_CODESIGN: _(
        "Adaptation and extra training are paid in staff hours that no bid showed."
    ),
    Dimension.PERFORMANCE: _(
        "Without an agreed measurement there is little to base a deduction or a penalty on."
    ),
    Dimension.SECURITY_PRIVACY: _(
        "Checks are built or done by hand afterwards, and a breach costs far more."
    ),
    Dimension.ROLLOUT_EXIT: _(
        "Two systems are paid for longer than planned, and leaving the supplier has no price."
    ),
    Dimension.FUNCTIONAL: _("What everybody thought was included is ordered as an addition."),
    Dimension.OTHER: _("What everybody thought was included may have to be ordered again."),
}

# By kind of requirement. Sources: HFD 2016 ref. 37 (mandatory requirements may not be waived); the
# administrative court of appeal in Stockholm 2015 (what is asked, and how it is to be met, must be clear
# before a bid can be rejected); Directive 2014/24/EU, Article 67(4) (verification of award criteria).
LAW = {
    "mandatory": _(
        "A mandatory requirement may not be waived, and an unclear one is hard to hold against a "
        "bid: a supplier "
        "who answers yes can hardly be turned down."
    ),
    "award": _(
        "Points should rest on what can be verified. Where nothing can be, two bids are hard to tell apart."
    ),
    "contract": _(
        "During the contract both parties can read the text their own way, and it does not "
        "settle who is right."
    ),
    "option": _("When the option is used, the text does not settle what was ordered."),
    "qualification": _("A supplier can hardly be left out on a demand that the documents do not make clear."),
    "information": _(
        "The text informs and binds nobody; if something is demanded, it has to be said as a requirement."
    ),
}

# What a wide gap means where patients are, by the moment when the requirement must hold.
WARD_BY_PHASE = {
    Phase.TENDER: _("What could not be checked in the bids is first noticed by those who use the system."),
    Phase.CONTRACT: _("What the contract leaves open, the ward waits for while the parties negotiate."),
    Phase.DELIVERY: _("Faults that the acceptance test was not written to catch come along into care."),
    Phase.GO_LIVE: _("On the first day staff have what works, and paper for the rest."),
    Phase.OPERATION: _("Every shift is affected, and there is no agreed figure to point at."),
    Phase.EXIT: _("Records may be hard to get out whole and readable when the system is replaced."),
    Phase.UNKNOWN: _("Nobody knows when it must be true. That tends to show after go-live."),
}

# What the board is asked to decide; which list applies depends on how far the procurement has come.
DECISIONS_BEFORE_PUBLICATION = (
    ngettext_lazy(
        "Send the specification back: the requirement in section %(section)d is completed before it is "
        "published.",
        "Send the specification back: the requirements in section %(section)d are completed before it is "
        "published.",
        "n",
    ),
    _(
        "Ask the market first: the questions in section %(section)d are put to suppliers, and the answers "
        "are written in."
    ),
    _("Publish as it stands. The reasons are recorded with the decision."),
)
DECISIONS_WHILE_BIDS_ARE_OUT = (
    _(
        "Have it examined whether the documents can be clarified for all suppliers alike, with "
        "more time for bids."
    ),
    _("Have it examined whether the procurement should be stopped and made anew."),
    _("Go on as it stands. The reasons are recorded with the decision."),
)
DECISIONS_UNDER_CONTRACT = (
    ngettext_lazy(
        "Agree with the supplier, before acceptance, on how the requirement in section %(section)d is "
        "tested.",
        "Agree with the supplier, before acceptance, on how each requirement in section %(section)d is "
        "tested.",
        "n",
    ),
    _("Have the contract's terms for changes examined before anything is ordered as an addition."),
    _("Go on as it stands. The reasons are recorded with the decision."),
)
DECISIONS = {
    "preparation": DECISIONS_BEFORE_PUBLICATION,
    "market_dialogue": DECISIONS_BEFORE_PUBLICATION,
    "published": DECISIONS_WHILE_BIDS_ARE_OUT,
    "evaluation": DECISIONS_WHILE_BIDS_ARE_OUT,
    "contract": DECISIONS_UNDER_CONTRACT,
    "closed": DECISIONS_UNDER_CONTRACT,
}

BLIND_SPOTS = (
    (
        _("It scores one requirement at a time."),
        _(
            "An annex, a drawing or another requirement may hold what is missing here. Look there "
            "before anything is rewritten."
        ),
    ),
    (
        _("It reads wording, not content."),
        _(
            "A requirement can be measurable and still be the wrong one. Only those who know the "
            "care can tell."
        ),
    ),
    (
        _("It does not know the suppliers."),
        _("Nothing here says whether a product meets a requirement, and nothing is said about any supplier."),
    ),
    (
        _("It does not know the law."),
        _("It points at wording that may be hard to apply. What the law says is for a lawyer to tell."),
    ),
    (
        _("It can be wrong."),
        _(
            "Careful readers differ too, most of all about the middle of the scale. Take the scores "
            "as a reason to read, not as a grade."
        ),
    ),
)

# What the scores are and where the sentences of this report come from; `n` is the gap from which one counts.
METHOD = (
    _(
        "Each requirement is read alone, as a supplier or a tester would meet it. Two scores from 0 to 100 "
        "are set by fixed rules, with no person and no language model in between: how precise the wording "
        "sounds to a reader in a hurry, and how far two testers, who cannot ask each other, would reach the "
        "same verdict. The gap is the first minus the second."
    ),
    _(
        "A requirement counts as “sounds settled but cannot be verified” from a gap of %(n)s. Headings, "
        "background and questions are not counted. Every point of a score can be traced to a rule and to "
        "words in the text; the whole list stands in Glapp, one page a requirement."
    ),
    _("The same file and the same rules always give the same figures, and the same report byte for byte."),
)
SOURCES = (
    _("ISO/IEC/IEEE 29148:2018, 5.2: what makes a requirement verifiable, and which words do not."),
    _(
        "Femmer et al., “Rapid quality assurance with requirements smells”, 2017: a finding is an indication "
        "at a place in the text, not a proven fault."
    ),
    _(
        "HFD 2016 ref. 37 (Supreme Administrative Court of Sweden): a mandatory requirement may not be set "
        "aside for one bid."
    ),
    _(
        "Administrative court of appeal in Stockholm, 2015: to reject a bid, the documents must clearly show "
        "what is asked and how it is to be met."
    ),
    _(
        "Directive 2014/24/EU, Article 67(4): award criteria must let what bidders state be effectively "
        "verified."
    ),
)
SOURCES_READ = _(
    "The legal sources were read as summaries, not in full. Have them checked before they are relied on."
)
