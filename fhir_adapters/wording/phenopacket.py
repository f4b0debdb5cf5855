"""Phenopackets: what one says that no fact holds, and which facts one does not hold."""

from __future__ import annotations

from collections.abc import Mapping

PHENOPACKET: Mapping[str, str] = {
    # Subject and dates
    "neither a birth date nor an age on a known day": "ni date de naissance ni âge à une date connue",
    "send dateOfBirth, or give the day of the last encounter; ages are read as undated": (
        "envoyer dateOfBirth, ou indiquer le jour de la dernière consultation ; les âges sont lus sans date"
    ),
    "an undated packet with an undated last encounter": "un phénopaquet sans date, une dernière consultation sans date",
    "made after today": "établi après ce jour",
    "send metaData.created, or a dated last encounter; no birth, and statements are read as of today": (
        "envoyer metaData.created, ou une dernière consultation datée ; sans naissance, déclarations lues à ce jour"
    ),
    "an age and a day without a birth between them": "un âge et un jour qu’aucune naissance ne relie",
    "send metaData.created, or dateOfBirth; ages are read as undated": (
        "envoyer metaData.created, ou dateOfBirth ; les âges sont lus sans date"
    ),
    "not an age or a date that can be read": "ni âge ni date lisibles",
    "send an ISO 8601 age such as P6Y9M, or a timestamp; read as not recorded": (
        "envoyer un âge ISO 8601 tel que P6Y9M, ou un horodatage ; lu comme non renseigné"
    ),
    "not a value of Sex": "pas une valeur de Sex",
    "send one; read as not recorded": "en envoyer une ; lu comme non renseigné",
    "names no sex chromosomes that are known here": "ne nomme pas de chromosomes sexuels connus ici",
    "send the karyotype as an observation": "envoyer le caryotype comme observation",
    # Terms and units
    "a prefix that is not known here": "un préfixe qui n’est pas connu ici",
    "it is kept as sent; use a known system so that criteria can read it": (
        "conservé tel quel ; utiliser un système connu pour que les critères puissent le lire"
    ),
    "not a CURIE (PREFIX:code)": "pas un CURIE (PRÉFIXE:code)",
    "send the id as a CURIE; no fact made": "envoyer l’identifiant sous forme de CURIE ; aucun fait retenu",
    "not a unit that can be read as UCUM": "pas une unité lisible en UCUM",
    "send a UCUM: term": "envoyer un terme au préfixe UCUM",
    "a statement without a term": "une déclaration sans terme",
    "send its term; no fact made": "envoyer son terme ; aucun fait retenu",
    "a disease that its interpretation leaves unsolved": "une maladie que son interprétation laisse non résolue",
    "send it as solved; read as suspected": "l’envoyer comme résolue ; lue comme suspectée",
    # Measurements
    "a measurement without an assay": "une mesure sans nom d’analyse",
    "send its assay; no fact made": "envoyer l’analyse (assay) ; aucun fait retenu",
    "a result that is no number": "un résultat qui n’est pas un nombre",
    "a result beyond a limit, for which the schema has no place": (
        "un résultat au-delà d’une limite, que le schéma ne prévoit pas"
    ),
    "send it as FHIR; kept as done without a number": (
        "l’envoyer en FHIR ; conservé comme réalisé, sans valeur chiffrée"
    ),
    "send a quantity; kept as done without a number": (
        "envoyer une quantité ; conservé comme réalisé, sans valeur chiffrée"
    ),
    "a range in another unit than its result": "un intervalle de référence dans une autre unité que le résultat",
    "send both in one unit; the range is not read": "envoyer les deux dans une même unité ; l’intervalle n’est pas lu",
    # Treatments and procedures
    "neither a treatment nor a procedure": "ni traitement ni acte",
    "send its drugs as treatments; no fact made": ("envoyer ses médicaments comme traitements ; aucun fait retenu"),
    "a procedure without a code": "un acte sans code",
    "send its code; no fact made": "envoyer son code ; aucun fait retenu",
    "a treatment without an agent": "un traitement sans médicament",
    "send its agent; no fact made": "envoyer le médicament (agent) ; aucun fait retenu",
    "a treatment without dates": "un traitement sans dates",
    "send its dose intervals; read as still taken": "envoyer ses intervalles de dose ; lu comme toujours pris",
    # Findings
    "a finding rejected by its interpretation": "un résultat génétique écarté par son interprétation",
    "a finding without a gene": "un résultat génétique sans gène",
    "send geneContext with the HGNC id; no fact made": (
        "envoyer geneContext avec l’identifiant HGNC ; aucun fait retenu"
    ),
    "an id and a symbol of two genes": "un identifiant et un symbole de deux gènes différents",
    "not an ACMG class": "pas une classe ACMG",
    "send one; read as unclassified": "en envoyer une ; lu comme non classé",
    "send VRS counts; no fact made": "envoyer des nombres VRS ; aucun fait retenu",
    "compound heterozygous, but not with exactly one other variant of its gene": (
        "hétérozygote composite, mais pas avec exactement un autre variant du même gène"
    ),
    "send both variants; phase unknown": "envoyer les deux variants ; phase inconnue",
    "the number of the finding where its subject belongs": "le numéro du résultat à la place du sujet",
    "send the subject's id; read as the subject's": ("envoyer l’identifiant du sujet ; lu comme étant celui du sujet"),
    "a finding of somebody or something that is not the subject": (
        "un résultat d’une personne ou d’une chose qui n’est pas le sujet"
    ),
    "list the biosample with its individualId; no fact made": (
        "déclarer le prélèvement (biosample) avec son individualId ; aucun fait retenu"
    ),
    # What a packet that we write leaves out
    "send this fact as FHIR": "envoyer ce fait en FHIR",
    "a kind of fact that a phenopacket does not hold": "un genre de fait qu’un phénopaquet ne contient pas",
    "a birth date that is not known to the day": "une date de naissance qui n’est pas connue au jour près",
    "a karyotype that KaryotypicSex does not list": "un caryotype que KaryotypicSex ne prévoit pas",
    "a phenotypic feature that is only suspected": "un signe phénotypique seulement suspecté",
    "the date of the statement, or the onset of what is absent": (
        "la date de la déclaration, ou le début de ce qui est absent"
    ),
    "a result beyond a limit (a comparator); the result is left out": (
        "un résultat au-delà d’une limite (un comparateur) ; le résultat est omis"
    ),
    "midnight, or the time of a day that is not known": "minuit, ou l’heure d’un jour qui n’est pas connu",
    "a gene studied and found negative": "un gène étudié et trouvé négatif",
    "a phase other than two different variants in trans": "une phase autre que deux variants différents en trans",
    "the exons of a lesion": "les exons d’une altération",
    "a transcript that the HGVS text does not name": "un transcrit que le texte HGVS ne nomme pas",
    "what a variant does, where its names do not say it": "l’effet d’un variant, si ses noms ne le disent pas",
    "the disease, the tissue or the share of a variant": "la maladie, le tissu ou la proportion d’un variant",
    "the date of a variant": "la date d’un variant",
    "the method and the date of a copy number": "la méthode et la date d’un nombre de copies",
    "a procedure that was not done, or is only planned": "un acte non réalisé, ou seulement prévu",
    "a drug that was not taken, or is only planned": "un médicament non pris, ou seulement prévu",
    "a start or an end that is not known to the day, or an end of what is still taken": (
        "un début ou une fin non connus au jour près, ou la fin de ce qui est encore pris"
    ),
    "a suspicion beside a statement of the same disease": "une suspicion à côté d’une déclaration de la même maladie",
    "the dates of a suspicion": "les dates d’une suspicion",
}
