"""Whose finding a genomic interpretation is: the subject's, or that of somebody whom the packet is not about.

Phenopacket schema v2, element GenomicInterpretation: ``subjectOrBiosampleId`` is the id of the subject or of one of the
packet's biosamples. RareLink writes there the number of the finding instead (``1``, ``2``).
"""

from __future__ import annotations

from dataclasses import dataclass

from fhir_adapters.node import Node


@dataclass(frozen=True, slots=True)
class Own:
    """The ids of the subject and of the subject's samples; and whether a mere number can only count the findings."""

    ids: frozenset[str]
    countable: bool

    @classmethod
    def of(cls, packet: Node) -> Own:
        """Read from the subject and the biosamples; a sample that names no individual is the subject's."""
        subject, samples = packet["subject"]["id"].text, list(packet["biosamples"])
        ours = [sample for sample in samples if sample["individualId"].text in (None, subject)]
        ids = subject, *(sample["id"].text for sample in ours)
        # Where the subject is a number, another number may well be a relative.
        return cls(frozenset(name for name in ids if name), not samples and not (subject or "").isdecimal())

    def holds(self, finding: Node, number: int) -> bool:
        """Whether the n-th finding of an interpretation is the subject's; anybody else's is noted."""
        named = finding["subjectOrBiosampleId"]
        if named.text is None or named.text in self.ids:
            return True
        if self.countable and named.text == str(number):
            what = "the number of the finding where its subject belongs"
            named.note("information", "finding-numbered", what, "send the subject's id; read as the subject's")
            return True
        what = "a finding of somebody or something that is not the subject"
        what_next = "list the biosample with its individualId; no fact made"
        named.note("warning", "not-the-subject", what, what_next)
        return False
