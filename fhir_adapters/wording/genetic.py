"""Variants, copy numbers, their significance and their phase, as FHIR sends them."""

from __future__ import annotations

from collections.abc import Mapping

GENETIC: Mapping[str, str] = {
    "not a share between 0 and 1": "pas une part entre 0 et 1",
    "send a fraction of 1, or %": "envoyer une fraction de 1, ou un %",
    "not a whole number of repeats": "pas un nombre entier de répétitions",
    # What a genomic observation holds
    "this genomic observation holds no fact": "cette observation génomique ne contient aucun fait",
    "send variants, copy numbers and their significance": "envoyer variants, nombres de copies et leur classification",
    "not the patient's own genome": "pas le génome du patient lui-même",
    "a variant of an unnamed gene": "un variant d’un gène non nommé",
    "copies of an unnamed gene": "des copies d’un gène non nommé",
    "send component 48018-6; no fact made": "envoyer le composant 48018-6 ; aucun fait retenu",
    "an unnamed change that is absent": "une altération absente et non nommée",
    "name it in HGVS; without a name it would say that the whole gene was negative": (
        "la nommer en HGVS ; sans nom, elle dirait que tout le gène est négatif"
    ),
    "send LA9633-4 or LA9634-2; not read": "envoyer LA9633-4 ou LA9634-2 ; non lu",
    "no nuclear allelic state": "aucun état allélique nucléaire",
    "read as not recorded": "lu comme non renseigné",
    "no lesion that we name": "aucun type d’altération répertorié ici",
    "kept without it": "conservé sans cette précision",
    "no first and last exon": "ni premier ni dernier exon",
    "send a valueRange or a text such as 45-50": "envoyer un valueRange ou un texte tel que 45-50",
    "one gene named as two": "un gène nommé comme deux",
    "send one gene with its own symbol; no fact made": "envoyer un gène avec son propre symbole ; aucun fait retenu",
    # Copy numbers
    "a count of exons that may be a usual one": "un nombre de copies d’exons qui peut être habituel",
    "send its change type; no variant made": "envoyer le type d’altération ; aucun variant retenu",
    "a copy number that is not germline": "un nombre de copies non constitutionnel",
    "one count and several genes": "un seul nombre pour plusieurs gènes",
    "send one observation for each gene; no fact made": "envoyer une observation par gène ; aucun fait retenu",
    "copies of exons other than exon {}": "des copies d’exons autres que l’exon {}",
    "send the copies of that exon; no fact made": "envoyer les copies de cet exon ; aucun fait retenu",
    "not a number of copies": "pas un nombre de copies",
    "send a whole number or a range": "envoyer un nombre entier ou un intervalle",
    # Significance
    "not one of five classes": "aucune des cinq classes",
    "send LOINC LA6668-3 to LA6675-8": "envoyer un code LOINC de LA6668-3 à LA6675-8",
    "two significances that differ": "deux classifications divergentes",
    "read as unclassified; a class holds for one disease": "lu comme non classé ; une classe vaut pour une maladie",
    "the significance of what became no variant": "la classification de ce qui n’a pas donné de variant",
    "a copy number speaks for itself": "un nombre de copies se suffit à lui-même",
    # Phase
    "what it speaks of is not here": "ce dont il est question n’est pas dans l’envoi",
    "send both together": "envoyer les deux ensemble",
    "a phase of other than two variants": "une phase qui ne porte pas sur deux variants",
    "send two; phase unknown": "en envoyer deux ; phase inconnue",
    "neither cis nor trans": "ni en cis ni en trans",
    "phase unknown": "phase inconnue",
    "a genotype whose phase cannot be read": "un génotype dont la phase n’est pas lisible",
    "send a value such as NM_1.2(GENE):c.[a];[b], or a phase relationship": (
        "envoyer une valeur telle que NM_1.2(GENE):c.[a];[b], ou une relation de phase"
    ),
    "its members cannot be placed on two alleles": "ses variants ne peuvent être répartis sur deux allèles",
    "another statement already places a variant": "une autre déclaration situe déjà un variant",
    "another statement places the same variants otherwise": "une autre déclaration situe autrement les mêmes variants",
    "send the right one; phase unknown": "envoyer la bonne ; phase inconnue",
    "two alleles for what may be one change": "deux allèles pour ce qui peut être une seule altération",
    "send the HGVS of both on one transcript; phase unknown": (
        "envoyer les deux en HGVS sur un même transcrit ; phase inconnue"
    ),
    "the first statement is kept; send one that names all variants": (
        "la première déclaration est retenue ; en envoyer une qui nomme tous les variants"
    ),
    "compound heterozygous without exactly one other variant of its gene": (
        "hétérozygote composite sans exactement un autre variant du même gène"
    ),
    "send both variants, or their phase; phase unknown": "envoyer les deux variants, ou leur phase ; phase inconnue",
}
