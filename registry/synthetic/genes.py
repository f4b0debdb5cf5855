"""Variants that made-up patients carry: alleles of the kind reported for each gene, and lost or repeated exons."""

from __future__ import annotations

from dataclasses import dataclass

Exons = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Allele:
    """A variant in coding and protein notation; ``exon`` where it is reported."""

    coding: str
    protein: str
    exon: int | None = None


@dataclass(frozen=True, slots=True)
class Gene:
    """A gene's reference transcript and the variants drawn for its patients."""

    hgnc: str
    transcript: str
    pathogenic: tuple[Allele, ...]
    uncertain: tuple[Allele, ...] = ()
    deletions: tuple[tuple[float, Exons], ...] = ()
    duplications: tuple[tuple[float, Exons], ...] = ()


GENES: dict[str, Gene] = {
    "SMN1": Gene("HGNC:11117", "NM_000344.4", (
        Allele("c.5C>G", "p.(Ala2Gly)"), Allele("c.683T>A", "p.(Leu228*)"), Allele("c.770_780dup", "p.(Gly261Leufs*8)"),
    ), (Allele("c.462A>G", "p.(Gln154=)"),)),
    "DMD": Gene("HGNC:2928", "NM_004006.3", (
        Allele("c.583C>T", "p.(Arg195*)", 6), Allele("c.433C>T", "p.(Arg145*)", 6),
        Allele("c.8713C>T", "p.(Arg2905*)", 59), Allele("c.9568C>T", "p.(Arg3190*)", 66),
        Allele("c.10141C>T", "p.(Arg3381*)", 70), Allele("c.10171C>T", "p.(Arg3391*)", 70),
    ), (Allele("c.7096C>A", "p.(Gln2366Lys)", 49),), (
        (4, (45, 50)), (4, (48, 50)), (4, (45, 45)), (3, (51, 51)), (3, (49, 50)), (3, (46, 47)), (3, (52, 52)),
        (2, (44, 44)), (2, (45, 52)), (2, (18, 44)), (1, (30, 43)), (2, (8, 17)), (2, (3, 7)), (2, (10, 20)),
        (1, (20, 30)), (1, (53, 55)),
    ), ((2, (2, 2)), (1, (55, 63)), (1, (8, 13)))),
    "FKRP": Gene("HGNC:17997", "NM_024301.5", (
        Allele("c.826C>A", "p.(Leu276Ile)"), Allele("c.1387A>G", "p.(Asn463Asp)"), Allele("c.919T>A", "p.(Tyr307Asn)"),
        Allele("c.400C>T", "p.(Arg134Trp)"), Allele("c.899T>C", "p.(Val300Ala)"),
    ), (Allele("c.427C>A", "p.(Arg143Ser)"),)),
    "UGT1A1": Gene("HGNC:12530", "NM_000463.3", (
        Allele("c.1070A>G", "p.(Gln357Arg)"), Allele("c.1021C>T", "p.(Arg341*)"), Allele("c.222C>A", "p.(Tyr74*)"),
        Allele("c.508_510del", "p.(Phe170del)"), Allele("c.923G>A", "p.(Gly308Glu)"),
    ), (Allele("c.211G>A", "p.(Gly71Arg)"),)),
    "F9": Gene("HGNC:3551", "NM_000133.4", (
        Allele("c.1136G>A", "p.(Arg379Gln)"), Allele("c.223C>T", "p.(Arg75*)"), Allele("c.880C>T", "p.(Arg294*)"),
        Allele("c.1025C>T", "p.(Thr342Met)"), Allele("c.127C>T", "p.(Arg43Trp)"),
    ), (Allele("c.197A>T", "p.(Glu66Val)"),)),
    "RPGR": Gene("HGNC:10295", "NM_001034853.2", (
        Allele("c.2405_2406del", "p.(Glu802Glyfs*32)"), Allele("c.2236_2237del", "p.(Glu746Argfs*23)"),
        Allele("c.2626G>T", "p.(Glu876*)"), Allele("c.703C>T", "p.(Pro235Ser)"), Allele("c.1245+1G>A", "p.?"),
    ), (Allele("c.1033A>G", "p.(Asn345Asp)"),)),
    "HBB": Gene("HGNC:4827", "NM_000518.5", (
        Allele("c.118C>T", "p.(Gln40*)"), Allele("c.93-21G>A", "p.?"), Allele("c.92+1G>A", "p.?"),
        Allele("c.92+6T>C", "p.?"), Allele("c.27dup", "p.(Ser10Valfs*14)"),
    ), (Allele("c.316-14T>G", "p.?"),)),
    "HBB-S": Gene("HGNC:4827", "NM_000518.5", (Allele("c.20A>T", "p.(Glu7Val)"),)),
    "IL2RG": Gene("HGNC:6010", "NM_000206.3", (
        Allele("c.676C>T", "p.(Arg226Cys)"), Allele("c.865C>T", "p.(Arg289*)"), Allele("c.670C>T", "p.(Arg224Trp)"),
        Allele("c.854G>A", "p.(Arg285Gln)"), Allele("c.186T>A", "p.(Cys62*)"),
    ), (Allele("c.343T>C", "p.(Cys115Arg)"),)),
    "SGCG": Gene("HGNC:10809", "NM_000231.3", (
        Allele("c.525del", "p.(Phe175Leufs*20)"), Allele("c.848G>A", "p.(Cys283Tyr)"),
    ), (Allele("c.629A>G", "p.(His210Arg)"),)),
    "CNGA3": Gene("HGNC:2150", "NM_001298.3", (
        Allele("c.847C>T", "p.(Arg283Trp)"), Allele("c.1641C>A", "p.(Phe547Leu)"), Allele("c.829C>T", "p.(Arg277Cys)"),
    ), (Allele("c.967G>A", "p.(Ala323Thr)"),)),
    "CAPN3": Gene("HGNC:1480", "NM_000070.3", (Allele("c.550del", "p.(Thr184Argfs*36)"),)),
    "CFTR": Gene("HGNC:1884", "NM_000492.4", (Allele("c.1521_1523del", "p.(Phe508del)"),)),
    "F8": Gene("HGNC:3546", "NM_000132.4", (
        Allele("c.6046C>T", "p.(Arg2016Trp)"), Allele("c.6496C>T", "p.(Arg2166*)"), Allele("c.1063C>T", "p.(Arg355*)"),
        Allele("c.1171C>T", "p.(Arg391Cys)"),
    ), (Allele("c.5399G>A", "p.(Arg1800His)"),)),
    "CHM": Gene("HGNC:1940", "NM_000390.4", (Allele("c.757C>T", "p.(Arg253*)"),)),
    "JAK3": Gene("HGNC:6193", "NM_000215.4", (Allele("c.1837C>T", "p.(Arg613*)"),)),
    "GLA": Gene("HGNC:4296", "NM_000169.3", (Allele("c.644A>G", "p.(Asn215Ser)"),)),
    "MTM1": Gene("HGNC:7448", "NM_000252.3", (
        Allele("c.141_144del", "p.(Glu48Leufs*24)"), Allele("c.721C>T", "p.(Arg241Cys)"),
        Allele("c.670C>T", "p.(Arg224*)"), Allele("c.1261-10A>G", "p.?"),
    ), (Allele("c.629A>G", "p.(Asp210Gly)"),)),
    "RPE65": Gene("HGNC:10294", "NM_000329.3", (
        Allele("c.271C>T", "p.(Arg91Trp)"), Allele("c.1102T>C", "p.(Tyr368His)"), Allele("c.11+5G>A", "p.?"),
        Allele("c.272G>A", "p.(Arg91Gln)"),
    ), (Allele("c.394G>A", "p.(Ala132Thr)"),)),
    "MT-ND4": Gene("HGNC:7459", "NC_012920.1", (Allele("m.11778G>A", "p.(Arg340His)"),)),
    "MT-ND1": Gene("HGNC:7455", "NC_012920.1", (Allele("m.3460G>A", "p.(Ala52Thr)"),)),
    "ARSA": Gene("HGNC:713", "NM_000487.6", (
        Allele("c.465+1G>A", "p.?"), Allele("c.1283C>T", "p.(Pro428Leu)"), Allele("c.542T>G", "p.(Ile181Ser)"),
        Allele("c.256C>T", "p.(Arg86Trp)"),
    ), (Allele("c.869G>A", "p.(Arg290His)"),)),
    "ABCD1": Gene("HGNC:61", "NM_000033.4", (
        Allele("c.1415_1416del", "p.(Gln472Argfs*83)"), Allele("c.1661G>A", "p.(Arg554His)"),
        Allele("c.1553G>A", "p.(Arg518Gln)"), Allele("c.1866-10G>A", "p.?"),
    ), (Allele("c.1028G>T", "p.(Gly343Val)"),)),
    "WAS": Gene("HGNC:12731", "NM_000377.3", (
        Allele("c.777+1G>A", "p.?"), Allele("c.631C>T", "p.(Arg211*)"), Allele("c.37C>T", "p.(Arg13*)"),
        Allele("c.397G>A", "p.(Glu133Lys)"),
    ), (Allele("c.223G>A", "p.(Val75Met)"),)),
    "OTC": Gene("HGNC:8512", "NM_000531.6", (
        Allele("c.829C>T", "p.(Arg277Trp)"), Allele("c.119G>A", "p.(Arg40His)"), Allele("c.118C>T", "p.(Arg40Cys)"),
        Allele("c.533C>T", "p.(Thr178Met)"),
    ), (Allele("c.622G>A", "p.(Ala208Thr)"),)),
    "SGSH": Gene("HGNC:10818", "NM_000199.5", (
        Allele("c.734G>A", "p.(Arg245His)"), Allele("c.220C>T", "p.(Arg74Cys)"), Allele("c.197C>G", "p.(Ser66Trp)"),
        Allele("c.1080del", "p.(Val361Serfs*52)"),
    ), (Allele("c.892T>C", "p.(Ser298Pro)"),)),
    "IDS": Gene("HGNC:5389", "NM_000202.8", (
        Allele("c.1402C>T", "p.(Arg468Trp)"), Allele("c.514C>T", "p.(Arg172*)"), Allele("c.998C>T", "p.(Ser333Leu)"),
        Allele("c.1122C>T", "p.(Gly374=)"),
    ), (Allele("c.253G>A", "p.(Ala85Thr)"),)),
    "FANCA": Gene("HGNC:3582", "NM_000135.4", (
        Allele("c.295C>T", "p.(Gln99*)"), Allele("c.3788_3790del", "p.(Phe1263del)"),
        Allele("c.1115_1118del", "p.(Val372Alafs*42)"),
    ), (Allele("c.2303T>C", "p.(Leu768Pro)"),)),
    "TTR": Gene("HGNC:12405", "NM_000371.4", (
        Allele("c.148G>A", "p.(Val50Met)"), Allele("c.424G>A", "p.(Val142Ile)"), Allele("c.238A>G", "p.(Thr80Ala)"),
    )),
    "COL7A1": Gene("HGNC:2214", "NM_000094.4", (
        Allele("c.6527dup", "p.(Gly2177Trpfs*113)"), Allele("c.425A>G", "p.(Lys142Arg)"), Allele("c.7344G>A", "p.?"),
        Allele("c.4783-1G>A", "p.?"),
    ), (Allele("c.5047C>T", "p.(Arg1683Trp)"),)),
}  # fmt: skip
