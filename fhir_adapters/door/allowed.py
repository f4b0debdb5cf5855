"""What may be stored of each resource type and datatype of FHIR R4, as plain data; `kinds` prepares it for copying.

Each type maps a datatype to the elements that are kept and have it; ``plain`` is any primitive, ``Condition.stage`` a
part with a table of its own. ``left`` names the elements of R4 that stay outside: they carry people, prose, documents,
a hospital's own numbers, or lead to nothing that is stored. What is in neither is no element of R4.
"""

from __future__ import annotations

from collections.abc import Mapping

Elements = Mapping[str, str]

RESOURCES: Mapping[str, Elements] = {
    "Patient": {
        "plain": "active gender birthDate deceasedBoolean deceasedDateTime multipleBirthBoolean multipleBirthInteger",
        "Reference": "managingOrganization",
        "Patient.link": "link",
        "Residence": "address",
        "left": "identifier name telecom maritalStatus photo contact communication generalPractitioner",
    },
    "Condition": {
        "plain": "onsetDateTime onsetString abatementDateTime abatementString recordedDate",
        "CodeableConcept": "clinicalStatus verificationStatus category severity code bodySite",
        "Quantity": "onsetAge abatementAge",
        "Period": "onsetPeriod abatementPeriod",
        "Range": "onsetRange abatementRange",
        "Reference": "subject encounter",
        "Condition.stage": "stage",
        "Condition.evidence": "evidence",
        "left": "identifier recorder asserter note",
    },
    "Observation": {
        "plain": (
            "status effectiveDateTime effectiveInstant issued valueString valueBoolean valueInteger valueTime"
            " valueDateTime"
        ),
        "CodeableConcept": "category code valueCodeableConcept dataAbsentReason interpretation bodySite method",
        "Period": "effectivePeriod valuePeriod",
        "Timing": "effectiveTiming",
        "Quantity": "valueQuantity",
        "Range": "valueRange",
        "Ratio": "valueRatio",
        "SampledData": "valueSampledData",
        "Reference": "basedOn partOf subject focus encounter specimen device hasMember derivedFrom",
        "Observation.referenceRange": "referenceRange",
        "Observation.component": "component",
        "left": "identifier performer note",
    },
    "DiagnosticReport": {
        "plain": "status effectiveDateTime issued",
        "CodeableConcept": "category code conclusionCode",
        "Period": "effectivePeriod",
        "Reference": "basedOn subject encounter specimen result",
        "left": "identifier performer resultsInterpreter imagingStudy media conclusion presentedForm",
    },
    "MedicationStatement": {
        "plain": "status effectiveDateTime dateAsserted",
        "CodeableConcept": "statusReason category medicationCodeableConcept reasonCode",
        "Period": "effectivePeriod",
        "Reference": "basedOn partOf medicationReference subject context derivedFrom reasonReference",
        "Dosage": "dosage",
        "left": "identifier informationSource note",
    },
    "MedicationRequest": {
        "plain": "status intent priority doNotPerform reportedBoolean authoredOn",
        "CodeableConcept": (
            "statusReason category medicationCodeableConcept performerType reasonCode courseOfTherapyType"
        ),
        "Reference": (
            "medicationReference subject encounter supportingInformation reasonReference basedOn priorPrescription"
        ),
        "Dosage": "dosageInstruction",
        "MedicationRequest.dispenseRequest": "dispenseRequest",
        "MedicationRequest.substitution": "substitution",
        "left": (
            "identifier reportedReference requester performer recorder instantiatesCanonical instantiatesUri"
            " groupIdentifier insurance note detectedIssue eventHistory"
        ),
    },
    "MedicationAdministration": {
        "plain": "status effectiveDateTime",
        "CodeableConcept": "statusReason category medicationCodeableConcept reasonCode",
        "Period": "effectivePeriod",
        "Reference": "partOf medicationReference subject context supportingInformation reasonReference request device",
        "MedicationAdministration.dosage": "dosage",
        "left": "identifier instantiates performer note eventHistory",
    },
    "Medication": {
        "plain": "status",
        "CodeableConcept": "code form",
        "Ratio": "amount",
        "Reference": "manufacturer",
        "Medication.ingredient": "ingredient",
        "Medication.batch": "batch",
        "left": "identifier",
    },
    "Procedure": {
        "plain": "status performedDateTime performedString",
        "CodeableConcept": "statusReason category code reasonCode bodySite outcome complication followUp usedCode",
        "Quantity": "performedAge",
        "Period": "performedPeriod",
        "Range": "performedRange",
        "Reference": "basedOn partOf subject encounter reasonReference report complicationDetail usedReference",
        "Procedure.focalDevice": "focalDevice",
        "left": "identifier instantiatesCanonical instantiatesUri recorder asserter performer location note",
    },
    "Immunization": {
        "plain": (
            "status occurrenceDateTime occurrenceString recorded primarySource lotNumber expirationDate isSubpotent"
        ),
        "CodeableConcept": (
            "statusReason vaccineCode reportOrigin site route reasonCode subpotentReason programEligibility"
            " fundingSource"
        ),
        "Quantity": "doseQuantity",
        "Reference": "patient encounter manufacturer reasonReference",
        "Immunization.reaction": "reaction",
        "Immunization.protocolApplied": "protocolApplied",
        "left": "identifier location performer note education",
    },
    "FamilyMemberHistory": {
        "plain": "status date estimatedAge deceasedBoolean",
        "CodeableConcept": "dataAbsentReason relationship sex reasonCode",
        "Quantity": "ageAge deceasedAge",
        "Range": "ageRange deceasedRange",
        "Reference": "patient reasonReference",
        "FamilyMemberHistory.condition": "condition",
        "left": (
            "identifier instantiatesCanonical instantiatesUri name bornPeriod bornDate bornString ageString"
            " deceasedDate deceasedString note"
        ),
    },
    "ResearchSubject": {
        "plain": "status",
        "Period": "period",
        "Study": "study",
        "Reference": "individual consent",
        "left": "identifier assignedArm actualArm",
    },
    "Consent": {
        # ``decision`` is FHIR R5's: a refusal that says so must not be lost.
        "plain": "status dateTime decision",
        "CodeableConcept": "scope category policyRule",
        "Reference": "patient organization sourceReference",
        "Consent.policy": "policy",
        "Consent.provision": "provision",
        "left": "identifier performer sourceAttachment verification",
    },
    "Specimen": {
        "plain": "status receivedTime",
        "CodeableConcept": "type condition",
        "Reference": "subject parent",
        "Specimen.collection": "collection",
        "Specimen.processing": "processing",
        "Specimen.container": "container",
        "left": "identifier accessionIdentifier request note",
    },
    "Organization": {
        "plain": "active name",
        "CodeableConcept": "type",
        "Reference": "partOf",
        "Establishment": "identifier",
        "left": "alias telecom address contact endpoint",
    },
    "Encounter": {
        "plain": "status",
        "Coding": "class",
        "CodeableConcept": "type serviceType priority reasonCode",
        "Period": "period",
        "Quantity": "length",
        "Reference": "subject reasonReference serviceProvider partOf",
        "Encounter.statusHistory": "statusHistory",
        "Encounter.classHistory": "classHistory",
        "Encounter.diagnosis": "diagnosis",
        "Encounter.hospitalization": "hospitalization",
        "left": "identifier episodeOfCare basedOn participant appointment account location",
    },
    "AllergyIntolerance": {
        "plain": "type category criticality onsetDateTime onsetString recordedDate lastOccurrence",
        "CodeableConcept": "clinicalStatus verificationStatus code",
        "Quantity": "onsetAge",
        "Period": "onsetPeriod",
        "Range": "onsetRange",
        "Reference": "patient encounter",
        "AllergyIntolerance.reaction": "reaction",
        "left": "identifier recorder asserter note",
    },
}

PARTS: Mapping[str, Elements] = {
    # Of an address, whether it is in use and the country.
    "Residence": {
        "plain": "use country",
        "Period": "period",
        "left": "type text line city district state postalCode",
    },
    "Patient.link": {"plain": "type", "Reference": "other"},
    "Condition.stage": {"CodeableConcept": "summary type", "Reference": "assessment"},
    "Condition.evidence": {"CodeableConcept": "code", "Reference": "detail"},
    "Observation.referenceRange": {
        "plain": "text",  # a titre may be sent there
        "Quantity": "low high",
        "CodeableConcept": "type appliesTo",
        "Range": "age",
    },
    "Observation.component": {
        "plain": "valueString valueBoolean valueInteger valueTime valueDateTime",
        "CodeableConcept": "code valueCodeableConcept dataAbsentReason interpretation",
        "Period": "valuePeriod",
        "Quantity": "valueQuantity",
        "Range": "valueRange",
        "Ratio": "valueRatio",
        "SampledData": "valueSampledData",
        "Observation.referenceRange": "referenceRange",
    },
    "MedicationRequest.dispenseRequest": {
        "plain": "numberOfRepeatsAllowed",
        "Quantity": "dispenseInterval quantity expectedSupplyDuration",
        "Period": "validityPeriod",
        "left": "initialFill performer",
    },
    "MedicationRequest.substitution": {
        "plain": "allowedBoolean",
        "CodeableConcept": "allowedCodeableConcept reason",
    },
    "MedicationAdministration.dosage": {
        "CodeableConcept": "site route method",
        "Quantity": "dose rateQuantity",
        "Ratio": "rateRatio",
        "left": "text",
    },
    "Medication.ingredient": {
        "plain": "isActive",
        "CodeableConcept": "itemCodeableConcept",
        "Reference": "itemReference",
        "Ratio": "strength",
    },
    "Medication.batch": {"plain": "lotNumber expirationDate"},
    "Procedure.focalDevice": {"CodeableConcept": "action", "Reference": "manipulated"},
    "Immunization.reaction": {"plain": "date reported", "Reference": "detail"},
    "Immunization.protocolApplied": {
        "plain": "series doseNumberPositiveInt doseNumberString seriesDosesPositiveInt seriesDosesString",
        "CodeableConcept": "targetDisease",
        "Reference": "authority",
    },
    "FamilyMemberHistory.condition": {
        "plain": "contributedToDeath onsetString",
        "CodeableConcept": "code outcome",
        "Quantity": "onsetAge",
        "Range": "onsetRange",
        "Period": "onsetPeriod",
        "left": "note",
    },
    "Consent.policy": {"plain": "authority uri"},
    "Consent.provision": {
        "plain": "type",
        "Period": "period dataPeriod",
        "CodeableConcept": "action code",
        "Coding": "securityLabel purpose class",
        "Consent.provision.actor": "actor",
        "Consent.provision.data": "data",
        "Consent.provision": "provision",
    },
    "Consent.provision.actor": {"CodeableConcept": "role", "Reference": "reference"},
    "Consent.provision.data": {"plain": "meaning", "Reference": "reference"},
    "Specimen.collection": {
        "plain": "collectedDateTime",
        "CodeableConcept": "method bodySite fastingStatusCodeableConcept",
        "Period": "collectedPeriod",
        "Quantity": "duration quantity fastingStatusDuration",
        "left": "collector",
    },
    "Specimen.processing": {
        "plain": "timeDateTime",
        "CodeableConcept": "procedure",
        "Period": "timePeriod",
        "Reference": "additive",
        "left": "description",
    },
    "Specimen.container": {
        "CodeableConcept": "type additiveCodeableConcept",
        "Quantity": "capacity specimenQuantity",
        "Reference": "additiveReference",
        "left": "identifier description",
    },
    "Encounter.statusHistory": {"plain": "status", "Period": "period"},
    "Encounter.classHistory": {"Coding": "class", "Period": "period"},
    "Encounter.diagnosis": {"plain": "rank", "CodeableConcept": "use", "Reference": "condition"},
    "Encounter.hospitalization": {
        "CodeableConcept": (
            "admitSource reAdmission dietPreference specialCourtesy specialArrangement dischargeDisposition"
        ),
        "Reference": "origin destination",
        "left": "preAdmissionIdentifier",
    },
    "AllergyIntolerance.reaction": {
        "plain": "onset severity",
        "CodeableConcept": "substance manifestation exposureRoute",
        "left": "description note",
    },
    "Timing": {"plain": "event", "Timing.repeat": "repeat", "CodeableConcept": "code"},
    "Timing.repeat": {
        "plain": (
            "count countMax duration durationMax durationUnit frequency frequencyMax period periodMax periodUnit"
            " dayOfWeek timeOfDay when offset"
        ),
        "Quantity": "boundsDuration",
        "Range": "boundsRange",
        "Period": "boundsPeriod",
    },
    "Dosage": {
        "plain": "sequence asNeededBoolean",
        "CodeableConcept": "additionalInstruction asNeededCodeableConcept site route method",
        "Timing": "timing",
        "Ratio": "maxDosePerPeriod",
        "Quantity": "maxDosePerAdministration maxDosePerLifetime",
        "Dosage.doseAndRate": "doseAndRate",
        "left": "text patientInstruction",
    },
    "Dosage.doseAndRate": {
        "CodeableConcept": "type",
        "Range": "doseRange rateRange",
        "Quantity": "doseQuantity rateQuantity",
        "Ratio": "rateRatio",
    },
    "CodeableConcept": {"plain": "text", "Coding": "coding"},
    "Coding": {"plain": "system version code display userSelected"},
    "Quantity": {"plain": "value comparator unit system code"},
    "Range": {"Quantity": "low high"},
    "Ratio": {"Quantity": "numerator denominator"},
    "Period": {"plain": "start end"},
    "SampledData": {"plain": "period factor lowerLimit upperLimit dimensions data", "Quantity": "origin"},
    "Meta": {"plain": "versionId lastUpdated profile", "Tag": "security tag", "left": "source"},
    "Tag": {"plain": "system version code userSelected", "left": "display"},
    # What surrounds a reference's own elements, which `references` treats one by one.
    "Reference": {"plain": "reference type", "left": "identifier display"},
    # Of a study, its number in a public register.
    "Study": {"StudyNumber": "identifier", "left": "reference type display"},
    "StudyNumber": {"plain": "system value", "left": "use type period assigner"},
    "Establishment": {"plain": "use system value", "CodeableConcept": "type", "Period": "period", "left": "assigner"},
    # That a meaning is modified is kept, and how, as far as no sentence and nobody is named.
    "Modifier": {
        "plain": (
            "url valueBoolean valueCode valueDate valueDateTime valueDecimal valueInstant valueInteger"
            " valuePositiveInt valueTime valueUnsignedInt"
        ),
        "CodeableConcept": "valueCodeableConcept",
        "Coding": "valueCoding",
        "Quantity": "valueAge valueDuration valueQuantity",
        "Period": "valuePeriod",
        "Range": "valueRange",
        "Ratio": "valueRatio",
        "Modifier": "extension",
        "left": (
            "id valueAddress valueAnnotation valueAttachment valueBase64Binary valueCanonical valueContactDetail"
            " valueContactPoint valueContributor valueCount valueDataRequirement valueDistance valueDosage"
            " valueExpression valueHumanName valueId valueIdentifier valueMarkdown valueMoney valueOid"
            " valueParameterDefinition valueReference valueRelatedArtifact valueSampledData valueSignature valueString"
            " valueTiming valueTriggerDefinition valueUri valueUrl valueUsageContext valueUuid"
        ),
    },
}

# Extensions by their canonical URLs, or by how these end; what an R4 reader here understands, or what is only a code.
EXTENSIONS: Mapping[str, Elements] = {
    "http://hl7.org/fhir/StructureDefinition/data-absent-reason": {"plain": "url valueCode"},
    "http://hl7.org/fhir/StructureDefinition/iso21090-nullFlavor": {"plain": "url valueCode"},
    "http://hl7.org/fhir/StructureDefinition/quantity-precision": {"plain": "url valueInteger"},
    "/StructureDefinition/phenotype-status": {"plain": "url", "CodeableConcept": "valueCodeableConcept"},
}
