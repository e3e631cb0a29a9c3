"""Decisions in a sentence that a coordinator can act on."""

from __future__ import annotations

from collections.abc import Sequence

from graph.records.succession import Decision, Reason


def sentence(decision: Decision, places: Sequence[str]) -> str:
    """Return a decision in words; `places` are the names of the regions that tell where the tie belongs."""
    who = _listed([successor.name for successor in decision.successors])
    where = _listed(places)
    said = {
        Reason.WHOLE: f"{who} takes over all of it.",
        Reason.PLACE: f"It belongs to {where}, which {who} serves.",
        Reason.TASK: f"It says the task that went to {who}.",
        Reason.NOBODY: "Nobody takes over.",
        Reason.RING: "The successions on record lead back to it: mend the table, or say who takes over.",
        Reason.OWN_AREA: "It ended with its area; who takes over serves an area of its own.",
        Reason.ENDED_BEFORE: f"It was over by {decision.last_day}.",
        Reason.OCCASION: "Who came to an event came; nobody takes that over.",
        Reason.ITSELF: f"{who} takes over, and stands at the other end of it.",
        Reason.NO_PLACE: f"{who} share it out by area; " + (
            f"where it belongs ({where}) is not within the area of one: ask whose it is now." if places
            else "no place is on record that tells whose it is: ask them."
        ),
        Reason.PART: f"Only a part went to {who}: ask whether this did.",
        Reason.NOT_TOLD: f"No source tells how it was divided among {who}: ask them.",
        Reason.MAY_BE_TASK: f"It may go with the task that was set apart: ask {who}.",
        Reason.PROGRAMME_OVER: "The project's last day is not on record and its programme is over: "
        f"see whether it still runs; if so, it goes to {who}.",
        Reason.BOTH_ENDS: "Both ends of it ended: say who stands in their places"
        + (f" ({who} follows the first)." if who else "."),
        Reason.NO_FIT: f"{who} takes over, but cannot stand in such a tie: say who does.",
    }[decision.reason]  # fmt: skip
    return said + (
        " No last day is on record: it may be over." if decision.undated and decision.since else ""
    )


def _listed(names: Sequence[str]) -> str:
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
